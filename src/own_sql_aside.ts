import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { DriftlineError } from './core/errors.ts';
import type { OwnSqlAnswer, OwnSqlTask } from './core/own_sql.ts';
import type { OwnSqlSaid } from './own_sql_child.ts';

/** From the source as from the program: a bare Node cannot run the former. */
const CHILD = new URL(
  import.meta.url.endsWith('.ts') ? '../dist/own_sql_child.js' : './own_sql_child.js',
  import.meta.url,
);
const ANSWER_BYTES_MAX = 512e6;

/** What a program needs to find its libraries, and nothing else: no token, no place of a file. */
const KEPT = ['LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH', 'SystemRoot', 'GLIBC_TUNABLES'];

function keptOf(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(KEPT.flatMap((name) => (name in env ? [[name, env[name]]] : [])));
}

/**
 * Runs the owner's own SQL in a process of its own, with nothing else of the environment, and ends
 * that at the limit: nothing else can end a statement that does not end by itself.
 */
export function runOwnSqlAside(task: OwnSqlTask, stopped?: AbortSignal): Promise<OwnSqlAnswer> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [fileURLToPath(CHILD)], {
      env: keptOf(process.env),
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: task.limitSeconds * 1_000,
      killSignal: 'SIGKILL',
      ...(stopped === undefined ? {} : { signal: stopped }),
    });
    const pieces: Buffer[] = [];
    let bytes = 0;
    let complaint = '';
    child.stdout.on('data', (piece: Buffer) => {
      bytes += piece.length;
      if (bytes > ANSWER_BYTES_MAX) child.kill('SIGKILL');
      else pieces.push(piece);
    });
    child.stderr.on('data', (piece: Buffer) => {
      complaint = `${complaint}${piece}`.slice(-2_000);
    });
    child.stdin.on('error', () => {}); // it ended before it was asked: `close` says so
    child.on('error', (error) => reject(stopped?.aborted ? stopped.reason : error));
    child.on('close', (code, signal) => {
      const text = Buffer.concat(pieces).toString();
      if (code === 0) settle(JSON.parse(text) as OwnSqlSaid, resolve, reject);
      else
        resolve({ problem: { line: null, token: null, problem: ended(task, signal, complaint) } });
    });
    child.stdin.end(JSON.stringify(task));
  });
}

function settle(
  said: OwnSqlSaid,
  resolve: (answer: OwnSqlAnswer) => void,
  reject: (error: Error) => void,
): void {
  if ('code' in said) reject(new DriftlineError(said.code, said.message));
  else resolve(said);
}

function ended({ limitSeconds }: OwnSqlTask, signal: string | null, complaint: string): string {
  if (signal === 'SIGKILL')
    return `ended at its time limit of ${limitSeconds} s: ask for less, or set limit_seconds higher`;
  const last = complaint.trim().split('\n').at(-1) ?? '';
  return `its process ended early (${signal ?? last}): ask for less at once`;
}
