import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

interface Started {
  readonly cwd?: string;
  /** What it may read: nothing, or lines as of somebody who types. */
  readonly typing?: 'none' | 'lines';
}

/** A command of the installed program that serves the page, until it is killed. */
export async function aRunningPage(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  main = MAIN,
  { cwd = process.cwd(), typing = 'none' }: Started = {},
) {
  const child = spawn(process.execPath, [main, ...args, '--port', '0'], {
    cwd,
    env: { PATH: process.env.PATH, ...env },
    stdio: [typing === 'none' ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let log = '';
  child.stderr?.on('data', (piece) => {
    log += piece;
  });
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, log }));
  const url = await addressOf(child);
  return {
    url,
    /** What it says on standard error until it has said this. */
    logged: (words: string) =>
      new Promise<void>((resolve) => {
        const look = () => log.includes(words) && resolve();
        child.stderr?.on('data', look);
        look();
      }),
    /** By itself: with which code, and what it had said on standard error. */
    ended,
    type: (line: string) => child.stdin?.write(`${line}\n`),
    read: async (path: string) => (await fetch(url + path)).text(),
    send: (path: string, words: Readonly<Record<string, string>>) =>
      fetch(url + path, {
        method: 'POST',
        headers: { origin: url.replace(/\/$/, '') },
        body: new URLSearchParams(words),
        redirect: 'manual',
      }),
    /** `kill -9`. */
    async kill() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (piece) => {
      said += piece;
      const url = /(?:Reading at|Read the edition:) (\S+)/.exec(said)?.[1];
      if (url !== undefined) resolve(url);
    });
    child.once('exit', () => reject(new Error(`it ended: ${said}`)));
  });
}
