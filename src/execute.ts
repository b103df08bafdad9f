import { isUtf8 } from 'node:buffer';
import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { Executed, Execution } from './cli/surroundings.ts';

/** Of what a program says, so much is kept: its end, where the reason stands. */
const SAID_BYTES_MAX = 1_000_000;

/** What it leaves in the background may hold its output open: its last words have so long. */
const LAST_WORDS_MS = 1_000;

/**
 * A root beside main.ts: runs another program, without a shell between. Its whole group is ended at
 * its time limit, or when we are stopped; where it ended by itself before, what it left in the
 * background goes on. undefined: there is no such program.
 */
export function execute(task: Execution, stopped?: AbortSignal): Promise<Executed | undefined> {
  return new Promise((resolve) => {
    const child = spawn(task.command, task.args, {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...task.env },
      detached: process.platform !== 'win32',
    });
    const [stdout, stderr] = [hear(child.stdout), hear(child.stderr)];
    let isLate = false;
    const end = () => {
      try {
        // What the program started goes with it.
        if (process.platform === 'win32') child.kill('SIGKILL');
        else process.kill(-(child.pid as number), 'SIGKILL');
      } catch {
        child.kill('SIGKILL'); // it has no group any more
      }
      // What left the group lives, and holds them open: it must not keep us waiting.
      child.stdout.destroy();
      child.stderr.destroy();
    };
    const timer = setTimeout(() => {
      isLate = true;
      end();
    }, task.limitMs);
    stopped?.addEventListener('abort', end, { once: true });
    let lastWords: NodeJS.Timeout | undefined;
    const settle = (executed: Executed | undefined) => {
      clearTimeout(timer);
      clearTimeout(lastWords);
      stopped?.removeEventListener('abort', end);
      resolve(executed);
    };
    const done = (code: number | null) => {
      const { text, isWhole } = stdout();
      settle({ code, stdout: text, isWhole, stderr: stderr().text, isLate });
    };
    child.stdin.on('error', () => {}); // it does not read what it is given, and need not
    child.on('error', () => settle(undefined));
    child.on('exit', (code) => {
      lastWords = setTimeout(() => done(code), LAST_WORDS_MS);
    });
    child.on('close', done);
    child.stdin.end(task.input ?? '');
  });
}

/** Keeps the end of what comes; gives it as text, and whether that is all of it, byte for byte. */
function hear(stream: Readable): () => { readonly text: string; readonly isWhole: boolean } {
  const pieces: Buffer[] = [];
  let bytes = 0;
  let wasCut = false;
  stream.on('data', (piece: Buffer) => {
    pieces.push(piece);
    bytes += piece.length;
    while (bytes - (pieces[0] as Buffer).length >= SAID_BYTES_MAX) {
      bytes -= (pieces.shift() as Buffer).length;
      wasCut = true;
    }
  });
  return () => {
    const said = Buffer.concat(pieces); // a letter may be in two pieces
    return { text: said.toString(), isWhole: !wasCut && isUtf8(said) };
  };
}
