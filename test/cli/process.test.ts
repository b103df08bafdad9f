import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { takeIngestLock } from '../../src/store/lock.ts';
import { aServer } from '../support/demo_server.ts';
import { converse, installed } from '../support/served_api.ts';
import { aPerson, smallWorld } from '../support/small_world.ts';
import { aTerminal } from '../support/toot.ts';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'driftline-process-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

interface Started {
  readonly path?: string;
  readonly stdin?: 'pipe' | number;
}

/** The program as it is installed; `npm test` has built it. */
function start(
  args: readonly string[],
  { path = process.env.PATH ?? '', stdin = 'pipe' }: Started = {},
) {
  const env = { HOME: home, PATH: path };
  const child = spawn(process.execPath, args, { env, stdio: [stdin, 'pipe', 'pipe'] });
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const said = (wanted: string) =>
    new Promise<string>((resolve, reject) => {
      let text = '';
      child.stdout?.on('data', (piece) => {
        text += piece;
        if (text.includes(wanted)) resolve(text);
      });
      child.once('exit', () => reject(new Error(`it ended without saying ${wanted}`)));
    });
  return { child, ended, said };
}

test('what is tested is built', () => {
  expect(existsSync(join(DIST, 'main.js'))).toBe(true);
});

test('a command that can never end says so, and fails', async () => {
  const silent = '{[Symbol.asyncIterator]:()=>({next:()=>new Promise(()=>{})})}';
  const preload = `Object.defineProperty(process,"stdin",{value:${silent}})`;
  const url = `data:text/javascript,${encodeURIComponent(preload)}`;
  const { child, ended } = start(['--import', url, join(DIST, 'main.js'), 'import', '-']);
  let said = '';
  child.stderr?.on('data', (piece) => {
    said += piece;
  });

  expect(await ended).toEqual([1, null]);
  expect(said).toMatch(/ended before it was done/);
});

test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
  '%s ends run cleanly, with exit code 0',
  async (signal) => {
    const { child, ended, said } = start([join(DIST, 'main.js'), 'run', '--port', '0']);
    await said('Reading at http://127.0.0.1:');

    child.kill(signal);

    expect(await ended).toEqual([0, null]);
  },
);

test.skipIf(process.platform === 'win32')(
  'a terminal that closes ends no run that nohup was to keep',
  async () => {
    const unreadable = openSync('/dev/null', 'w'); // what nohup puts in the place of the terminal
    const main = join(DIST, 'main.js');
    const { child, ended, said } = start([main, 'run', '--port', '0'], {
      stdin: unreadable,
    });
    closeSync(unreadable);
    const [url] = /http:\S+/.exec(await said('until you press')) ?? [];

    child.kill('SIGHUP');
    const headers = { connection: 'close' };
    const answers: boolean[] = [];
    while (answers.length < 20)
      answers.push(await fetch(`${url}health`, { headers }).then(Boolean, () => false));
    child.kill('SIGTERM');

    expect(answers).not.toContain(false);
    expect(await ended).toEqual([0, null]);
  },
);

test.skipIf(process.platform === 'win32' || process.platform === 'darwin')(
  'a login opens the browser of this machine, and ends when its owner has said yes there',
  async () => {
    const server = await aServer(smallWorld([aPerson('ada')], []), { rateLimits: 'off' });
    const bin = mkdtempSync(join(home, 'bin-'));
    const script = `#!${process.execPath}
      const address = new URL(process.argv[2]);
      fetch(new URL('/oauth/authorize', address), { method: 'POST', body: address.searchParams });`;
    writeFileSync(join(bin, 'xdg-open'), script, { mode: 0o755 });

    const { ended, said } = start([join(DIST, 'main.js'), 'login', server.url], { path: bin });
    await said('Logged in as @owner');

    expect(await ended).toEqual([0, null]);
    await server.close();
  },
);

test('a lock that is held keeps others out, with a remedy, and is free once released', () => {
  const file = join(home, 'held.db');
  const lock = takeIngestLock(file);

  expect(() => takeIngestLock(file)).toThrow('stop it first');
  lock.release();

  expect(() => takeIngestLock(file).release()).not.toThrow();
});

test('a lock left by a process that was killed blocks nobody', async () => {
  const file = join(home, 'killed.db');
  const script = `
    import { takeIngestLock } from ${JSON.stringify(join(DIST, '../build/store/lock.js'))};
    takeIngestLock(${JSON.stringify(file)});
    console.log('held');
    setInterval(() => {}, 1_000);`;
  const { child, ended, said } = start(['--input-type=module', '-e', script]);
  await said('held');
  expect(() => takeIngestLock(file)).toThrow('another Driftline');

  child.kill('SIGKILL');
  await ended;

  expect(() => takeIngestLock(file).release()).not.toThrow();
});

test.skipIf(!existsSync('/dev/full'))(
  'an answer that has no room ends in one line with a remedy, and exit code 1',
  async () => {
    const full = openSync('/dev/full', 'w');
    const child = spawn(process.execPath, [join(DIST, 'main.js'), '--help'], {
      env: { HOME: home, PATH: process.env.PATH },
      stdio: ['ignore', full, 'pipe'],
    });
    let said = '';
    child.stderr?.on('data', (piece) => {
      said += piece;
    });

    const [exitCode] = await once(child, 'close');

    closeSync(full);
    expect(exitCode).toBe(1);
    expect(said.trimEnd().split('\n')).toEqual([expect.stringContaining('Make room')]);
  },
);

test.skipIf(installed(['script', '--version']) === undefined)(
  'a token that is typed in a terminal does not stand there, and what is typed after it does',
  async () => {
    const server = await aServer(smallWorld([aPerson('ada')], []), { rateLimits: 'off' });
    const login = `"${process.execPath}" "${join(DIST, 'main.js')}" login ${server.url} --token-stdin`;
    const terminal = converse('script', aTerminal(`${login}; read -r word`), { HOME: home });
    await terminal.until(/Access token \(it is not shown\): /);

    terminal.say(`${server.token}\n`);
    const [seen] = await terminal.until(/.*Next: driftline run/s);
    terminal.say('afterwards\n');
    await terminal.until(/afterwards/);

    expect(seen).toContain('Logged in as @owner');
    expect(seen).not.toContain(server.token);
    await server.close();
  },
);
