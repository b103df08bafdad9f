import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import type { Check } from '../../src/cli/doctor_checks.ts';
import { dialectOf } from '../../src/cli/doctor_server.ts';
import { DAY_MS, type EpochMs, MINUTE_MS } from '../../src/core/clock.ts';
import { READING_SCOPES } from '../../src/mastodon/login_scopes.ts';
import { disk } from '../../src/store/disk.ts';
import { openIngestState } from '../../src/store/ingest_state.ts';
import { openDatabase } from '../../src/store/migrate.ts';
import { allow, tokenWith } from '../support/allow.ts';
import { aCommandLine } from '../support/command_line.ts';
import { aServerForOneTest } from '../support/demo_server.ts';
import { aHome, post } from '../support/entries.ts';
import { smallWorld } from '../support/small_world.ts';
import { wallTime } from '../support/wall_time.ts';

test('doctor says what is wrong, with a remedy, and ends with exit code 1', async () => {
  const line = aCommandLine();
  const { exitCode, stdout } = await line.run(['doctor', '--json']);

  const { ok, checks } = JSON.parse(stdout);
  const login = checks.find(({ name }: { name: string }) => name === 'login');
  expect(exitCode).toBe(1);
  expect(ok).toBe(false);
  expect(login).toEqual({
    name: 'login',
    ok: false,
    detail: 'nobody is logged in',
    remedy: expect.stringContaining('driftline login'),
  });
});

test('doctor wants the settings that are named to be there', async () => {
  const line = aCommandLine();
  const settingsOf = async (more: readonly string[], env = {}) => {
    const { stdout } = await line.run(['doctor', '--json', ...more], { env });
    const checks: readonly { readonly name: string }[] = JSON.parse(stdout).checks;
    return checks.find(({ name }) => name === 'settings');
  };
  const said = (detail: string) => ({ name: 'settings', ok: true, detail, remedy: null });

  const usual = await settingsOf([]);
  const option = await settingsOf(['--config', '/no/such.toml']);
  const variable = await settingsOf([], { DRIFTLINE_CONFIG: '/no/such.toml' });
  mkdirSync(dirname(line.configFile), { recursive: true });
  writeFileSync(line.configFile, '[serve]\nport = 4141\n');
  const there = await settingsOf([]);

  expect(usual).toEqual(said(`there is no ${line.configFile}: the defaults hold`));
  const missing = { name: 'settings', ok: false, remedy: 'Put it there, if empty, or name none.' };
  expect([option, variable]).toEqual([
    { ...missing, detail: 'there is no /no/such.toml, which --config names' },
    { ...missing, detail: 'there is no /no/such.toml, which DRIFTLINE_CONFIG names' },
  ]);
  expect(there).toEqual(said(line.configFile));
});

test('doctor names what the login may not read', async () => {
  const server = await aServerForOneTest(smallWorld([], []));
  const line = aCommandLine();
  const narrow = await tokenWith(server.url, 'read:accounts read:statuses');
  const env = { DRIFTLINE_SERVER: server.url, DRIFTLINE_TOKEN: narrow, DRIFTLINE_PACE: '100' };
  await line.run(['ingest', '--once'], { env });

  const { stdout } = await line.run(['doctor', '--json'], { env });

  const checks: readonly { readonly name: string }[] = JSON.parse(stdout).checks;
  expect(checks.find(({ name }) => name === 'rights')).toEqual({
    name: 'rights',
    ok: false,
    detail: expect.stringMatching(/^the server does not tell: .*filters.*mutes/),
    remedy: expect.stringContaining('driftline login'),
  });
});

test('doctor says which rights were never tried, until they are', async () => {
  const server = await aServerForOneTest(smallWorld([], []));
  const line = aCommandLine();
  const env = {
    DRIFTLINE_SERVER: server.url,
    DRIFTLINE_TOKEN: server.token,
    DRIFTLINE_PACE: '100',
  };
  mkdirSync(dirname(line.databaseFile), { recursive: true });
  openDatabase(line.databaseFile).close();
  const rights = async () => {
    const { stdout } = await line.run(['doctor', '--json'], { env });
    const checks: readonly { readonly name: string }[] = JSON.parse(stdout).checks;
    return checks.find(({ name }) => name === 'rights');
  };

  const before = await rights();
  await line.run(['ingest', '--once'], { env });
  const after = await rights();

  expect(before).toMatchObject({
    ok: true,
    detail: expect.stringMatching(
      /^not known yet: filters, mutes, .*"driftline run" asks for them/,
    ),
  });
  expect(after).toMatchObject({
    ok: true,
    detail: 'the server has told everything that was asked for',
  });
});

test('doctor says so where the login may not read the home', async () => {
  const server = await aServerForOneTest(smallWorld([], []));
  const line = aCommandLine();
  const narrow = await tokenWith(server.url, 'read:accounts');
  const env = { DRIFTLINE_SERVER: server.url, DRIFTLINE_TOKEN: narrow };

  const { stdout } = await line.run(['doctor', '--json'], { env });

  const checks: readonly { readonly name: string }[] = JSON.parse(stdout).checks;
  expect(checks.find(({ name }) => name === 'login')).toEqual({
    name: 'login',
    ok: false,
    detail: expect.stringContaining('may not do what is needed (read:statuses)'),
    remedy: expect.stringContaining('DRIFTLINE_TOKEN'),
  });
});

test.each([
  ['', 9.5, 900],
  [', and no longer, where the clock was set back since', 2 * 24 * 60, 570],
])('doctor asks nothing of a server that asked to be left alone%s', async (_, minutes, seconds) => {
  const server = await aServerForOneTest(smallWorld([], []));
  const line = aCommandLine();
  const env = {
    DRIFTLINE_SERVER: server.url,
    DRIFTLINE_TOKEN: server.token,
    DRIFTLINE_PACE: '100',
  };
  await line.run(['ingest', '--once'], { env });
  const database = openDatabase(line.databaseFile);
  database.connection
    .prepare('insert or replace into rate_counters values (1, ?, ?, ?)')
    .run('pause', Date.now() + minutes * MINUTE_MS, seconds);
  database.close();

  const { stdout } = await line.run(['doctor', '--json'], { env });

  const checks: readonly { readonly name: string }[] = JSON.parse(stdout).checks;
  expect(checks.find(({ name }) => name === 'login')).toMatchObject({
    ok: false,
    detail: expect.stringMatching(/takes no more requests for 10 minutes: too many were made$/),
  });
});

test('doctor does not wait for a server that takes no more requests', async () => {
  const server = await aServerForOneTest(smallWorld([], []), { rateLimits: 'real' });
  server.faults.throttled = true;
  const line = aCommandLine();
  const env = { DRIFTLINE_SERVER: server.url, DRIFTLINE_TOKEN: server.token };

  const { stdout } = await line.run(['doctor', '--json'], { env });

  const checks: readonly { readonly name: string }[] = JSON.parse(stdout).checks;
  expect(checks.find(({ name }) => name === 'login')).toEqual({
    name: 'login',
    ok: false,
    detail: expect.stringMatching(/takes no more requests for \d+ minutes?: too many were made$/),
    remedy: expect.stringContaining('keeps trying by itself'),
  });
});

test('doctor says of what came within the minute that it came just now', async () => {
  const nowMs = wallTime.now() as EpochMs;
  const line = aCommandLine({ time: { now: () => nowMs, after: () => () => {} } });
  mkdirSync(dirname(line.databaseFile), { recursive: true });
  const home = aHome(line.databaseFile);
  home.receive(post({ id: '1', by: 'ada', atMs: nowMs }), nowMs);
  openIngestState(home.database).set(1, 'last_heard', 'poll', nowMs);
  home.database.close();

  const { checks } = JSON.parse((await line.run(['doctor', '--json', '--offline'])).stdout);
  const detailOf = (name: string) => checks.find((one: Check) => one.name === name)?.detail;

  expect(detailOf('arrivals')).toMatch(/^the latest came just now, at /);
  expect(detailOf('stream')).toContain('the server was last heard by a poll just now, at ');
});

test('doctor says where old posts should have gone, until something lets them go', async () => {
  const line = aCommandLine();
  mkdirSync(dirname(line.databaseFile), { recursive: true });
  const home = aHome(line.databaseFile);
  const atMs = (wallTime.now() - 410 * DAY_MS) as EpochMs;
  home.receive(post({ id: '1', by: 'ada', atMs }), atMs);
  home.database.close();
  const keeping = async () => {
    const { checks } = JSON.parse((await line.run(['doctor', '--json', '--offline'])).stdout);
    return checks.find(({ name }: { readonly name: string }) => name === 'keeping');
  };

  const before = await keeping();
  await line.run(['prune']);
  const after = await keeping();

  expect(before).toMatchObject({
    ok: false,
    detail: '1 post should have gone: older than the 400 days that are kept',
    remedy: expect.stringContaining('driftline prune'),
  });
  expect(after).toMatchObject({ ok: true }); // it waits for its last chance
});

test('doctor says what the login may, what the server is, whether it is heard, and all versions', async () => {
  const server = await aServerForOneTest(smallWorld([], []));
  const line = aCommandLine({ env: { DRIFTLINE_PACE: '100' } });
  await line.run(['login', server.url], { openBrowser: allow });
  await line.run(['ingest', '--once']);

  const { stdout } = await line.run(['doctor', '--json']);
  const checks: readonly Check[] = JSON.parse(stdout).checks;
  const detailOf = (name: string) => checks.find((one) => one.name === name)?.detail;

  expect(detailOf('scopes')).toBe('read-only');
  expect(detailOf('server')).toMatch(/^Mastodon \d+\.\d+.* at http/);
  expect(detailOf('stream')).toMatch(/^nothing listens now; the server was last heard by a poll/);
  expect(detailOf('media')).toMatch(/of pictures, in /);
  expect(detailOf('versions')).toMatch(/^Driftline .+, Node .+, SQLite 3\..+, schema \d+$/);
});

test.each([
  ['read:statuses', false, /lacks read:accounts, read:follows, .*read:bookmarks/],
  [READING_SCOPES.replace('read:mutes ', ''), false, /lacks read:mutes$/],
  [READING_SCOPES, true, /^read-only; other apps find only what is stored: log in once more/],
])('a login that was granted %s is told what it lacks', async (granted, ok, detail) => {
  const line = aCommandLine();
  const login = { server: 'https://example.social', token: 'literal', acct: 'me@example.social' };
  const rest = { account_id: '1', client_id: 'a', client_secret: 'b', scopes: granted };
  disk.writePrivate(line.credentialsFile, JSON.stringify({ ...login, ...rest }));

  const { stdout } = await line.run(['doctor', '--offline', '--json']);
  const scopes = (JSON.parse(stdout).checks as Check[]).find(({ name }) => name === 'scopes');

  expect(scopes?.ok).toBe(ok);
  expect(scopes?.detail).toMatch(detail);
});

test.each([
  ['4.5.3', 'Mastodon 4.5.3'],
  ['2.7.2 (compatible; Akkoma 3.13.2)', 'Akkoma 3.13.2'],
  ['0.17.3+git-1a2b', 'GoToSocial 0.17.3+git-1a2b'],
])('a server of version %s is called %s', (version, name) => {
  expect(dialectOf(version)).toBe(name);
});
