import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { allow } from '../support/allow.ts';
import { aCommandLine } from '../support/command_line.ts';
import { aServer } from '../support/demo_server.ts';
import {
  aPerson,
  aPost,
  posted,
  SMALL_WORLD_STARTS_MS,
  smallWorld,
} from '../support/small_world.ts';

const ada = aPerson('ada');
const world = smallWorld([ada], [posted(aPost('1', ada, SMALL_WORLD_STARTS_MS + 1_000))]);
const servers = [
  await aServer(world, { rateLimits: 'off' }),
  await aServer(world, { rateLimits: 'off' }),
] as const;
for (const server of servers) await server.passTo(5);
afterAll(() => Promise.all(servers.map((server) => server.close())));
const [first, second] = servers;

/** Logged in to the first server, whose home is in the usual database. */
async function loggedIn() {
  const line = aCommandLine({ openBrowser: allow });
  await line.run(['login', first.url]);
  await line.run(['ingest', '--once'], { env: { DRIFTLINE_PACE: '60' } });
  const kept = () =>
    JSON.parse(readFileSync(line.credentialsFile, 'utf8')) as { server: string; token: string };
  const isGood = async (token: string) => {
    const headers = { authorization: `Bearer ${token}` };
    return (await fetch(`${first.url}/api/v1/accounts/verify_credentials`, { headers })).ok;
  };
  return { ...line, kept, isGood };
}

test('a second account with a file of its own does not end the login of the first', async () => {
  const { run, home, kept, isGood } = await loggedIn();
  const before = kept();

  const said = await run(['login', second.url, '--db', join(home, 'other.db')]);

  expect(said.exitCode).toBe(2);
  expect(said.stderr).toContain('--config FOLDER/config.toml --db FILE');
  expect(kept()).toEqual(before);
  expect(await isGood(before.token)).toBe(true);
});

test('with settings of its own it is logged in beside the first', async () => {
  const { run, home, kept } = await loggedIn();
  const before = kept();
  const own = ['--config', join(home, 'other/config.toml'), '--db', join(home, 'other/other.db')];

  const said = await run(['login', second.url, ...own]);

  expect(said.exitCode).toBe(0);
  expect(kept()).toEqual(before);
});

test.each([
  ['the same file', []],
  ['a file that was moved, and has the first', ['--db', 'moved.db']],
])('who goes to another server takes their login along, into %s', async (_, where) => {
  const { run, home, kept } = await loggedIn();
  const args = where.map((word) => (word === 'moved.db' ? join(home, word) : word));
  if (args.length > 0) await run(['backup', join(home, 'moved.db')]);

  const said = await run(['login', second.url, ...args]);

  expect(said).toMatchObject({ exitCode: 0 });
  expect(kept().server).toBe(second.url);
});
