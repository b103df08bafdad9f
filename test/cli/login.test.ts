import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { takeIngestLock } from '../../src/store/lock.ts';
import { allow, tokenWith } from '../support/allow.ts';
import { aCommandLine, inputOf } from '../support/command_line.ts';
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
const server = await aServer(world, { rateLimits: 'off' });
await server.passTo(5);
afterAll(() => server.close());

test('a login through the browser keeps a token that only its owner can read', async () => {
  const line = aCommandLine();

  const said = await line.run(['login', server.url], { openBrowser: allow });

  expect(said).toMatchObject({ exitCode: 0 });
  expect(said.stdout).toContain('may only read');
  expect(statSync(line.credentialsFile).mode & 0o777).toBe(0o600);
  const kept = JSON.parse(readFileSync(line.credentialsFile, 'utf8')) as { token: string };
  expect(`${said.stdout}${said.stderr}`).not.toContain(kept.token);
});

const tokenIn = (file: string) => (JSON.parse(readFileSync(file, 'utf8')) as Token).token;
interface Token {
  readonly token: string;
}

/** Whether the server still takes a token. */
async function isGood(token: string): Promise<boolean> {
  const answer = await fetch(`${server.url}/api/v1/accounts/verify_credentials`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return answer.ok;
}

test('logging in again ends the token of before', async () => {
  const line = aCommandLine();
  await line.run(['login', server.url], { openBrowser: allow });
  const former = tokenIn(line.credentialsFile);

  const { stdout } = await line.run(['login', server.url, '--act'], { openBrowser: allow });

  expect(stdout).toContain('The token of the login before is void.');
  expect([await isGood(former), await isGood(tokenIn(line.credentialsFile))]).toEqual([
    false,
    true,
  ]);
});

test('who logs in beside a Driftline that runs is not told to start another', async () => {
  const line = aCommandLine();
  const login = async (...more: string[]) =>
    (await line.run(['login', server.url, ...more], { openBrowser: allow })).stdout;
  const first = await login();
  mkdirSync(dirname(line.databaseFile), { recursive: true });
  const lock = takeIngestLock(line.databaseFile);

  const beside = await login('--act');
  lock.release();

  expect(first).toContain('Next: driftline run');
  expect(beside).toContain('The Driftline that is running takes it up by itself.');
  expect(beside).not.toContain('Next:');
});

test('a ready token comes in through standard input, never through the arguments', async () => {
  const line = aCommandLine();

  const { exitCode, stdout } = await line.run(['login', server.url, '--token-stdin'], {
    stdin: () => inputOf(`${server.token}\n`),
  });

  expect(exitCode).toBe(0);
  expect(stdout).toContain('Logged in as @');
});

test('the token of a login, given once more, can still be taken back', async () => {
  const line = aCommandLine();
  await line.run(['login', server.url], { openBrowser: allow });
  const { token } = JSON.parse(readFileSync(line.credentialsFile, 'utf8'));
  await line.run(['login', server.url, '--token-stdin'], { stdin: () => inputOf(`${token}\n`) });

  const { exitCode } = await line.run(['logout']);

  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${server.url}/api/v1/accounts/verify_credentials`, { headers });
  expect([exitCode, answer.status]).toEqual([0, 401]);
});

test('a token that the server refuses is not kept', async () => {
  const line = aCommandLine();

  const { exitCode, stderr } = await line.run(['login', server.url, '--token-stdin'], {
    stdin: () => inputOf('wrong\n'),
  });

  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/^driftline: .+\n$/);
  expect(existsSync(line.credentialsFile)).toBe(false);
});

test.each(['read:statuses', 'read:accounts'])(
  'a ready token with %s alone is not kept, and is told what it needs',
  async (scope) => {
    const line = aCommandLine();
    const token = await tokenWith(server.url, scope);

    const { exitCode, stderr } = await line.run(['login', server.url, '--token-stdin'], {
      stdin: () => inputOf(`${token}\n`),
    });

    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/outside the authorized scopes; .*read:accounts and read:statuses/);
    expect(existsSync(line.credentialsFile)).toBe(false);
  },
);

test('after a login ingest collects, and after a logout it does not', async () => {
  const line = aCommandLine();
  await line.run(['login', server.url], { openBrowser: allow });

  const collected = await line.run(['ingest', '--once', '--json'], {
    env: { DRIFTLINE_PACE: '100' },
  });
  const logout = await line.run(['logout']);
  const afterwards = await line.run(['ingest', '--once']);

  expect(collected).toMatchObject({ exitCode: 0 });
  expect(JSON.parse(collected.stdout)).toMatchObject({ arrived: 1 });
  expect(logout).toMatchObject({ exitCode: 0 });
  expect(afterwards.exitCode).toBe(1);
  expect(afterwards.stderr).toContain('driftline login');
});

test('logout --json says for programs whether the token is void', async () => {
  const line = aCommandLine();
  await line.run(['login', server.url], { openBrowser: allow });

  const { stdout } = await line.run(['logout', '--json']);

  expect(JSON.parse(stdout)).toEqual({ server: server.url, revoked: true });
});

test('credentials that others can read are refused', async () => {
  const line = aCommandLine();
  await line.run(['login', server.url], { openBrowser: allow });
  chmodSync(line.credentialsFile, 0o644);

  const { exitCode, stderr } = await line.run(['ingest', '--once']);

  expect(exitCode).toBe(2);
  expect(stderr).toContain('chmod 600');
});

test('a kept token does not go to another server', async () => {
  const line = aCommandLine();
  await line.run(['login', server.url], { openBrowser: allow });

  const { exitCode, stderr } = await line.run(['ingest', '--once'], {
    env: { DRIFTLINE_SERVER: 'https://other.example' },
  });

  expect(exitCode).toBe(2);
  expect(stderr).toContain('other.example');
});

test('server and token in the environment need no login', async () => {
  const line = aCommandLine({
    env: { DRIFTLINE_SERVER: server.url, DRIFTLINE_TOKEN: server.token, DRIFTLINE_PACE: '100' },
  });

  const { exitCode } = await line.run(['ingest', '--once']);

  expect(exitCode).toBe(0);
});

test('a token may come from a file of its own', async () => {
  const line = aCommandLine();
  mkdirSync(dirname(line.configFile), { recursive: true });
  writeFileSync(`${line.home}/token`, `${server.token}\n`, { mode: 0o644 });

  const { exitCode, stderr } = await line.run(['ingest', '--once'], {
    env: {
      DRIFTLINE_SERVER: server.url,
      DRIFTLINE_TOKEN_FILE: `${line.home}/token`,
      DRIFTLINE_PACE: '100',
    },
  });

  expect(exitCode).toBe(0);
  expect(stderr).toContain(`chmod 600 ${line.home}/token`);
});

test('after a refused token ingest ends with a message and exit code 1', async () => {
  const line = aCommandLine({
    env: { DRIFTLINE_SERVER: server.url, DRIFTLINE_TOKEN: 'void', DRIFTLINE_PACE: '100' },
  });

  const { exitCode, stderr } = await line.run(['ingest']);

  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/driftline: .*\n$/);
});

test('a plain http server elsewhere is refused before anything is sent', async () => {
  const { exitCode, stderr } = await aCommandLine().run(['login', 'http://example.social']);

  expect(exitCode).toBe(2);
  expect(stderr).toContain('https');
});

test.each([
  ['with --act', ['--act'], 'good\n'],
  ['with --no-browser', ['--no-browser'], 'good\n'],
  ['where it is no token', [], 'two words\n'],
  ['where it is nothing', [], ''],
])('--token-stdin %s is wrong usage, and the server is not asked', async (_, more, token) => {
  const args = ['login', 'http://127.0.0.1:1', '--token-stdin', ...more];

  const { exitCode, stderr } = await aCommandLine().run(args, { stdin: () => inputOf(token) });

  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/^driftline: --token-stdin.+\n$/);
});
