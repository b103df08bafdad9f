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
  expect(stderr).toContain('a "driftline try" is open still');
  expect(await isGood()).toBe(true);
  expect(existsSync(database)).toBe(true);
});

test('login and doctor name one that was killed, and what ends it', async () => {
  const { server, line, folder, database, ready } = await withLeftTrial();
  const login = () => line.run(['login', server.url, '--token-stdin'], { stdin: ready });

  const again = await login();
  const ill = await line.run(['doctor', '--offline']);
  const lock = tryLock(database);
  const whileOpen = [await login(), await line.run(['doctor', '--offline'])];
  lock?.release();

  const words = `its access to ${server.url} may be good still, and what it read lies in`;
  expect(again).toMatchObject({ exitCode: 0, stderr: expect.stringContaining(words) });
  expect(again.stderr).toContain('Run "driftline logout --trial"');
  expect(ill.stdout.replaceAll(/\s+/g, ' ')).toContain(`cut short: ${words} ${folder}`);
  for (const { stdout, stderr } of whileOpen) expect(stdout + stderr).not.toContain('cut short');
});

test('logout --trial ends one that was killed, and nothing else', async () => {
  const { line, folder, database, isGood } = await withLeftTrial();
  const own = readFileSync(line.credentialsFile, 'utf8');
  const end = (...more: string[]) => line.run(['logout', '--trial', ...more]);

  const both = await end('--forget');
  const lock = tryLock(database);
  const whileOpen = await end();
  lock?.release();
  const stands = [existsSync(database), await isGood()];
  const ended = await end();
  const again = await end();

  expect(both).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('leave --trial away'),
  });
  expect(whileOpen).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('is open still'),
  });
  expect(stands).toEqual([true, true]);
  expect(ended).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('is revoked') });
  expect([existsSync(folder), await isGood()]).toEqual([false, false]);
  expect(again).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('was cut short here'),
  });
  expect(readFileSync(line.credentialsFile, 'utf8')).toBe(own);
});
