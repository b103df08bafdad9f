import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { expect, test } from 'vitest';
import { type KeptCredentials, readCredentials } from '../../src/cli/credentials.ts';
import { openRenewal } from '../../src/cli/renewal.ts';
import { openSession } from '../../src/cli/session.ts';
import { MINUTE_MS } from '../../src/core/clock.ts';
import { allow } from '../support/allow.ts';
import { aCommandLine } from '../support/command_line.ts';
import { aServerForOneTest } from '../support/demo_server.ts';
import { aSmallDisk, fill, NO_DISK } from '../support/small_disk.ts';
import { smallWorld } from '../support/small_world.ts';

/** Of a tmpfs. */
const BLOCK_BYTES = 4_096;

test('a login that should be renewed while the disk is full is not lost', async (context) => {
  const folder = aSmallDisk(1, context);
  if (folder === undefined) return context.skip(NO_DISK);
  const server = await aServerForOneTest(smallWorld([], []), { tokensLiveMs: 10 * MINUTE_MS });
  const line = aCommandLine({ env: { XDG_CONFIG_HOME: folder } });
  await line.run(['login', server.url], { openBrowser: allow });
  const file = join(folder, 'driftline/credentials.json');
  const kept = () => JSON.parse(readFileSync(file, 'utf8')) as KeptCredentials;
  writeFileSync(file, JSON.stringify({ ...kept(), renew_at_ms: 0 }));
  const surroundings = line.surroundings();
  const session = openSession(new Command(), surroundings);
  const due = readCredentials(session, surroundings) as KeptCredentials;
  const permit = async () => {};

  fill(folder, BLOCK_BYTES); // enough for the lock, and for nothing else
  const renewal = openRenewal(due, session, surroundings);
  const whileFull = await renewal.current(permit);
  rmSync(join(folder, 'ballast'));

  const isGood = async (token: string) => {
    const headers = { authorization: `Bearer ${token}` };
    return (await fetch(`${server.url}/api/v1/accounts/verify_credentials`, { headers })).ok;
  };
  expect([await isGood(whileFull), await isGood(kept().token)]).toEqual([true, true]);
  const again = await openRenewal(kept(), session, surroundings).current(permit);
  expect(again).not.toBe(due.token);
  expect([await isGood(again), kept().token]).toEqual([true, again]);
});

test('a login that was ended here meanwhile is not renewed', async () => {
  const server = await aServerForOneTest(smallWorld([], []), { tokensLiveMs: 10 * MINUTE_MS });
  const line = aCommandLine();
  await line.run(['login', server.url], { openBrowser: allow });
  const surroundings = line.surroundings();
  const session = openSession(new Command(), surroundings);
  const kept = readCredentials(session, surroundings) as KeptCredentials;
  const renewal = openRenewal({ ...kept, renew_at_ms: 0 }, session, surroundings);

  rmSync(line.credentialsFile); // as a logout does where the server is away

  expect(await renewal.current(async () => {})).toBe(kept.token);
  expect(existsSync(line.credentialsFile)).toBe(false);
});

test('a login that is renewed while somebody is asked about it is the one that ends', async () => {
  const server = await aServerForOneTest(smallWorld([], []), { tokensLiveMs: 10 * MINUTE_MS });
  const line = aCommandLine();
  await line.run(['login', server.url], { openBrowser: allow });
  const surroundings = line.surroundings();
  const session = openSession(new Command(), surroundings);
  const due = { ...(readCredentials(session, surroundings) as KeptCredentials), renew_at_ms: 0 };
  const headers = { authorization: '' };
  const status = async () =>
    (await fetch(`${server.url}/api/v1/accounts/verify_credentials`, { headers })).status;
  const before: number[] = [];
  const answers = async function* () {
    yield Buffer.from('forget\n');
    const token = await openRenewal(due, session, surroundings).current(async () => {});
    headers.authorization = `Bearer ${token}`;
    before.push(await status());
    yield Buffer.from('forget\n');
  };

  const { stdout } = await line.run(['logout', '--forget'], { stdin: answers });

  expect(stdout).toContain('the token is void');
  expect([...before, await status()]).toEqual([200, 401]);
});
