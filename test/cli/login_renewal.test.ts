import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import { expect, onTestFinished, test } from 'vitest';
import { needAccess } from '../../src/cli/access.ts';
import { type KeptCredentials, readCredentials } from '../../src/cli/credentials.ts';
import { openLines } from '../../src/cli/ingest_wiring.ts';
import { openRenewal } from '../../src/cli/renewal.ts';
import { openSession } from '../../src/cli/session.ts';
import { type EpochMs, MINUTE_MS, SECOND_MS } from '../../src/core/clock.ts';
import { type Allowed, allow, tokenWith } from '../support/allow.ts';
import { aCommandLine } from '../support/command_line.ts';
import { aServerForOneTest } from '../support/demo_server.ts';
import { aPerson, postsOf, smallWorld } from '../support/small_world.ts';

const ada = aPerson('ada');
const PACE = { DRIFTLINE_PACE: '100' };

/** Logged in to a server whose tokens are good for ten minutes, as on Akkoma and Pleroma. */
async function aHomeWhereTokensEnd() {
  const server = await aServerForOneTest(smallWorld([ada], postsOf(ada, 3)), {
    tokensLiveMs: 10 * MINUTE_MS,
  });
  const line = aCommandLine({ env: PACE });
  await line.run(['login', server.url], { openBrowser: allow });
  const kept = () => JSON.parse(readFileSync(line.credentialsFile, 'utf8')) as Allowed;
  return { server, line, kept };
}

test('a token that has ended is refreshed by whoever finds out, and kept as private', async () => {
  const { server, line, kept } = await aHomeWhereTokensEnd();
  const before = kept();
  await server.passTo(11);

  const { exitCode, stderr } = await line.run(['ingest', '--once']);

  expect({ exitCode, before: stderr.includes(before.token) }).toEqual({
    exitCode: 0,
    before: false,
  });
  expect(kept().token).not.toBe(before.token);
  expect(kept().refresh_token).not.toBe(before.refresh_token);
  expect(statSync(line.credentialsFile).mode & 0o777).toBe(0o600);
});

test('a token is refreshed before it ends, so that no request is refused', async () => {
  const { server, line, kept } = await aHomeWhereTokensEnd();
  const before = kept();
  const aged = { ...before, renew_at_ms: 0 };
  writeFileSync(line.credentialsFile, JSON.stringify(aged));

  const { exitCode, stderr } = await line.run(['doctor', '--json']);

  expect(exitCode).toBe(1); // there is no database yet; the login is well
  expect(stderr).toContain('login.renewed');
  expect(kept().token).not.toBe(before.token);
  expect((await server.ask('/api/v1/timelines/home')).status).toBe(200);
});

test('a refresh waits for its permit like every other request', async () => {
  const { line, kept } = await aHomeWhereTokensEnd();
  const before = kept();
  const surroundings = line.surroundings();
  const session = openSession(new Command(), surroundings);
  const due = { ...(readCredentials(session, surroundings) as KeptCredentials), renew_at_ms: 0 };
  const renewal = openRenewal(due, session, surroundings);
  const withoutPermit = renewal.current(() => Promise.reject(new Error('no permit')));

  await expect(withoutPermit).rejects.toThrow('no permit');
  expect(kept().token).toBe(before.token);
  expect(await renewal.current(async () => {})).not.toBe(before.token);
});

test('a new login is used soon, though the token before it is still good', async () => {
  const { line, kept } = await aHomeWhereTokensEnd();
  let nowMs = Date.now();
  const clock = { ...line.surroundings().time, now: () => nowMs as EpochMs };
  const surroundings = { ...line.surroundings(), time: clock };
  const session = openSession(new Command(), surroundings);
  const former = readCredentials(session, surroundings) as KeptCredentials;
  const renewal = openRenewal(former, session, surroundings);
  const permit = async () => {};
  writeFileSync(line.credentialsFile, JSON.stringify({ ...kept(), token: 'may-do-more' }));

  const atOnce = await renewal.current(permit);
  nowMs += 5 * SECOND_MS;

  expect([atOnce, await renewal.current(permit)]).toEqual([former.token, 'may-do-more']);
});

test('several Driftlines that find the same end refresh once', async () => {
  const { server, line } = await aHomeWhereTokensEnd();
  await server.passTo(11);

  const all = await Promise.all(Array.from({ length: 5 }, () => line.run(['doctor', '--json'])));

  const logins = all.map(
    ({ stdout }) =>
      JSON.parse(stdout).checks.find(({ name }: { name: string }) => name === 'login').ok,
  );
  expect(logins).toEqual([true, true, true, true, true]);
  expect(all.filter(({ stderr }) => stderr.includes('login.renewed'))).toHaveLength(1);
});

test('where nothing is left to refresh, the login is over and says so', async () => {
  const { server, line, kept } = await aHomeWhereTokensEnd();
  await server.passTo(11);
  await fetch(new URL('/oauth/revoke', server.url), {
    method: 'POST',
    body: new URLSearchParams(kept() as unknown as Record<string, string>),
  });

  const { exitCode, stderr } = await line.run(['ingest', '--once']);

  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/driftline: the login was revoked at .+: type driftline login .+\n$/);
});

test('a login that ended is said to have expired, also where the server gives no reason', async () => {
  const { server, line, kept } = await aHomeWhereTokensEnd();
  const lost = { ...kept(), refresh_token: 'known no more', expires_at_ms: 1 };
  writeFileSync(line.credentialsFile, JSON.stringify(lost));
  await server.passTo(11);
  // As Akkoma and Pleroma say 401.
  const reasonless: typeof fetch = async (input, init) => {
    const answer = await fetch(input, init);
    return answer.status === 401
      ? Response.json({ error: 'Invalid credentials.' }, { status: 403 })
      : answer;
  };

  const { exitCode, stderr } = await line.run(['ingest', '--once'], { fetch: reasonless });

  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/driftline: the login at .+ has expired: type driftline login .+\n$/);
});

test('a token without the scope that is needed is told apart, and the environment is named', async () => {
  const server = await aServerForOneTest(smallWorld([ada], []));
  const token = await tokenWith(server.url, 'read:lists read:accounts');
  const line = aCommandLine({
    env: { ...PACE, DRIFTLINE_SERVER: server.url, DRIFTLINE_TOKEN: token },
  });

  const { exitCode, stderr } = await line.run(['ingest', '--once']);

  expect(exitCode).toBe(1);
  expect(stderr).toMatch(
    /may not do what is needed \(read:statuses\): put a good token into DRIFT/,
  );
  expect(stderr).not.toContain(token);
});

test('logging in again keeps what was collected, and asks for no second registration', async () => {
  const server = await aServerForOneTest(smallWorld([ada], postsOf(ada, 3)));
  await server.passTo(5);
  const line = aCommandLine({ env: PACE });
  const appsFile = join(dirname(line.credentialsFile), 'apps.json');
  await line.run(['login', server.url], { openBrowser: allow });
  await line.run(['ingest', '--once']);
  const apps = readFileSync(appsFile, 'utf8');

  const again = await line.run(['login', server.url], { openBrowser: allow });
  const { stdout } = await line.run(['ingest', '--once', '--json']);

  expect(again.exitCode).toBe(0);
  expect(readFileSync(appsFile, 'utf8')).toBe(apps);
  expect(statSync(appsFile).mode & 0o777).toBe(0o600);
  expect(JSON.parse(stdout)).toEqual({ entries: 3, arrived: 0 });
});

test('a server that forgot Driftline is met as for the first time', async () => {
  const server = await aServerForOneTest(smallWorld([ada], []));
  const line = aCommandLine({ env: PACE });
  await line.run(['login', server.url], { openBrowser: allow });
  server.forgetApps();

  const { exitCode } = await line.run(['login', server.url], { openBrowser: allow });

  expect(exitCode).toBe(0);
});

test('--act says what boosting needs before anything is asked', async () => {
  const server = await aServerForOneTest(smallWorld([ada], []));

  const { stdout, stderr } = await aCommandLine().run(['login', server.url, '--act'], {
    openBrowser: allow,
  });

  expect(stderr).toMatch(/^Asking to favourite.+Boosting needs the scope write:statuses/);
  expect(stdout).toContain('may read, favourite, boost and bookmark');
});

test('a token that is no word is refused before it gets into any error', async () => {
  const { exitCode, stderr } = await aCommandLine({
    env: { DRIFTLINE_SERVER: 'http://127.0.0.1:1', DRIFTLINE_TOKEN: 'sec\nret' },
  }).run(['ingest', '--once']);

  expect({ exitCode, stderr }).toEqual({
    exitCode: 2,
    stderr: 'driftline: DRIFTLINE_TOKEN holds no access token, which is one word\n',
  });
});

test('a renewed token begins no new budget', async () => {
  const { line, kept } = await aHomeWhereTokensEnd();
  await line.run(['ingest', '--once']);
  const surroundings = line.surroundings();
  const session = openSession(new Command(), surroundings);
  const database = await session.openDatabase('must exist');
  onTestFinished(() => database.close());
  const lineOf = openLines(database, session, surroundings);
  const before = await needAccess(session, surroundings);
  writeFileSync(line.credentialsFile, JSON.stringify({ ...kept(), renew_at_ms: 0 }));
  await line.run(['doctor', '--json']);

  const after = await needAccess(session, surroundings);
  const [first, next] = [lineOf(before).accountant, lineOf(after).accountant];
  await first.permit('act', false);

  expect(after.token).not.toBe(before.token);
  expect(next.used()).toEqual(first.used());
});
