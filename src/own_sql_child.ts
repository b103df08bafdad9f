// The third root: a process of its own, in which the owner's own SQL reads. It answers, and ends.
import { readFileSync, writeSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { DriftlineError, type ErrorCode } from './core/errors.ts';
import type { OwnSqlAnswer, OwnSqlTask } from './core/own_sql.ts';
import { runOwnSql } from './store/own_sql.ts';

/** What comes back: an answer, or a foreseen failure in its own words (errors lose their class). */
export type OwnSqlSaid = OwnSqlAnswer | { readonly code: ErrorCode; readonly message: string };

const STDIN = 0;
const STDOUT = 1;
/** Who asked ends this process at the limit; where they are gone, it ends by itself. */
const ASKED_BY = Number(process.argv[2]);
const GRACE_MS = 2_000;
const LOOK_MS = 500;

const task = JSON.parse(readFileSync(STDIN, 'utf8')) as OwnSqlTask;
watch(task.limitSeconds * 1_000 + GRACE_MS);
say(answerOf(task));
process.exit(0);

/** A thread has a clock of its own; a statement that runs ends only with the process. */
function watch(limitMs: number): void {
  const code = `
    const end = () => process.kill(process.pid, 'SIGKILL');
    setTimeout(end, ${limitMs});
    setInterval(() => process.ppid === ${ASKED_BY} || end(), ${LOOK_MS});`;
  new Worker(code, { eval: true }).unref();
}

function answerOf(asked: OwnSqlTask): OwnSqlSaid {
  try {
    return runOwnSql(asked);
  } catch (error) {
    if (!(error instanceof DriftlineError)) throw error;
    return { code: error.code, message: error.message };
  }
}

/** Piece by piece: a pipe takes only so much at once. */
function say(said: OwnSqlSaid): void {
  const bytes = Buffer.from(JSON.stringify(said));
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(STDOUT, bytes, at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }
}
