import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tryLock } from '../../src/store/lock.ts';
import { type Allowed, allow } from '../support/allow.ts';
import { aCommandLine, inputOf } from '../support/command_line.ts';
import { aServerForOneTest } from '../support/demo_server.ts';
import { aPerson, smallWorld } from '../support/small_world.ts';

/** Somebody who is logged in, and whose trial of before was killed. */
async function withLeftTrial() {
  const server = await aServerForOneTest(smallWorld([aPerson('ada')], []));
  const [line, other] = [aCommandLine(), aCommandLine({ openBrowser: allow })] as const;
  const ready = () => inputOf(`${server.token}\n`);
  await line.run(['login', server.url, '--token-stdin'], { stdin: ready });
  await other.run(['login', server.url]);
  const left = readFileSync(other.credentialsFile, 'utf8');
  const folder = join(line.home, '.local/share/driftline-try');
  const database = join(folder, 'driftline/driftline.db');
  mkdirSync(join(folder, 'driftline'), { recursive: true });
  writeFileSync(join(folder, 'driftline/credentials.json'), left, { mode: 0o600 });
  writeFileSync(database, 'what was read');
  const forget = () =>
    line.run(['logout', '--forget'], { stdin: () => inputOf('forget\nforget\n') });
  const headers = { authorization: `Bearer ${(JSON.parse(left) as Allowed).token}` };
  const isGood = async () => (await fetch(`${server.url}/api/v1/timelines/home`, { headers })).ok;
  return { server, line, folder, database, forget, isGood, ready };
}

test('a trial that was killed is forgotten too: its access is void, and its folder gone', async () => {
  const { line, folder, forget, isGood } = await withLeftTrial();
  expect(await isGood()).toBe(true);

  const { exitCode, stderr } = await forget();

  expect(exitCode).toBe(0);
  expect(stderr).toContain('A trial that was cut short ends as well. The access is revoked');
  expect(await isGood()).toBe(false);
  expect(existsSync(folder)).toBe(false);
  expect(existsSync(line.credentialsFile)).toBe(false);
});

test('one that is open goes on, and that is said', async () => {
  const { database, forget, isGood } = await withLeftTrial();
  const lock = tryLock(database);

  const { exitCode, stderr } = await forget();
  lock?.release();

  expect(exitCode).toBe(0);
  expect(stderr).toContain('A "driftline try" is open still');
  expect(await isGood()).toBe(true);
  expect(existsSync(database)).toBe(true);
});

test('login and doctor name one that was killed, and what ends it', async () => {
  const { server, line, folder, database, ready } = await withLeftTrial();
  const login = () => line.run(['login', server.url, '--token-stdin'], { stdin: ready });
  const { host } = new URL(server.url);

  const again = await login();
  const ill = await line.run(['doctor', '--offline']);
  const lock = tryLock(database);
  const whileOpen = [await login(), await line.run(['doctor', '--offline'])];
  lock?.release();

  const words = `its access to ${server.url} may be good still, and what it read lies in`;
  expect(again).toMatchObject({ exitCode: 0, stderr: expect.stringContaining(words) });
  expect(again.stderr).toContain(`Run "driftline try ${host}"`);
  expect(ill.stdout.replaceAll(/\s+/g, ' ')).toContain(`cut short: ${words} ${folder}`);
  for (const { stdout, stderr } of whileOpen) expect(stdout + stderr).not.toContain('cut short');
});
