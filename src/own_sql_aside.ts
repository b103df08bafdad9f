import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { DriftlineError } from './core/errors.ts';
import type { OwnSqlAnswer, OwnSqlTask } from './core/own_sql.ts';
import type { OwnSqlSaid } from './own_sql_child.ts';

/** From the source as from the program: a bare Node cannot run the former. */
const CHILD = new URL(
  import.meta.url.endsWith('.ts') ? '../dist/program/own_sql_child.js' : './own_sql_child.js',
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
    const child = spawn(process.execPath, [fileURLToPath(CHILD), String(process.pid)], {
      env: keptOf(process.env),
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(stopped === undefined ? {} : { signal: stopped }),
    });
    const pieces: Buffer[] = [];
    let bytes = 0;
    let complaint = '';
    let limit: string | undefined;
    const end = (reached: string) => {
      limit ??= reached;
      child.kill('SIGKILL');
    };
    const timer = setTimeout(() => end(OVERTIME(task)), task.limitSeconds * 1_000);
    child.stdout.on('data', (piece: Buffer) => {
      bytes += piece.length;
      if (bytes > ANSWER_BYTES_MAX) end(TOO_MUCH);
      else pieces.push(piece);
    });
    child.stderr.on('data', (piece: Buffer) => {
      complaint = `${complaint}${piece}`.slice(-2_000);
    });
    child.stdin.on('error', () => {}); // it ended before it was asked: `close` says so
    child.on('error', (error) => reject(stopped?.aborted ? stopped.reason : error));
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const text = Buffer.concat(pieces).toString();
      if (code === 0) settle(JSON.parse(text) as OwnSqlSaid, resolve, reject);
      else {
        const problem = limit ?? ended(signal, complaint);
        resolve({ problem: { line: null, token: null, problem } });
      }
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

const OVERTIME = ({ limitSeconds }: OwnSqlTask) =>
  `ended at its time limit of ${limitSeconds} s: ask for less, or set limit_seconds higher`;
const TOO_MUCH = `returns more than ${ANSWER_BYTES_MAX / 1e6} MB: return fewer posts, or shorter words`;

/** Whom nobody here ended, the system ended, most likely since memory ran out; or it failed. */
function ended(signal: string | null, complaint: string): string {
  const last = complaint.trim().split('\n').at(-1) ?? '';
  const how = signal === null ? last : `by ${signal}, as where memory runs out`;
  return `its process ended early (${how}): ask for less at once`;
}
