import { spawn } from 'node:child_process';
import type { Executed, Execution } from './cli/surroundings.ts';

/** Of what a program says, so much is kept: its end, where the reason stands. */
const SAID_MAX = 20_000;

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
    let [stdout, stderr, isLate] = ['', '', false];
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
    child.stdout.on('data', (piece) => {
      stdout = `${stdout}${piece}`.slice(-SAID_MAX);
    });
    child.stderr.on('data', (piece) => {
      stderr = `${stderr}${piece}`.slice(-SAID_MAX);
    });
    child.stdin.on('error', () => {}); // it does not read what it is given, and need not
    child.on('error', () => settle(undefined));
    child.on('exit', (code) => {
      lastWords = setTimeout(() => settle({ code, stdout, stderr, isLate }), LAST_WORDS_MS);
    });
    child.on('close', (code) => settle({ code, stdout, stderr, isLate }));
    child.stdin.end(task.input ?? '');
  });
}
