import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SECOND_MS } from '../../src/core/clock.ts';
import { openConnection } from '../../src/store/sqlite.ts';
import { type Allowed, allow } from '../support/allow.ts';
import { aCommandLine } from '../support/command_line.ts';
import { aServerForOneTest } from '../support/demo_server.ts';
import { aRunningPage } from '../support/running.ts';
import { aToken } from '../support/served_api.ts';
import { aPerson, postsOf, smallWorld } from '../support/small_world.ts';

const PACE = '100';
const PATIENCE = { timeout: 30 * SECOND_MS, interval: 50 };
const ada = aPerson('ada');

interface Status {
  readonly id: string;
  readonly favourited: boolean;
  readonly error?: string;
}

/** A server, what it was asked to do, and a reader's machine on which `run` goes on. */
async function aHomeOf(posts: number) {
  const acted: (readonly [name: string, id: string])[] = [];
  const witness = { acted: (name: string, id: string) => void acted.push([name, id]) };
  const server = await aServerForOneTest(smallWorld([ada], postsOf(ada, posts)), { witness });
  await server.passTo(posts);
  const line = aCommandLine({ env: { DRIFTLINE_PACE: PACE } });
  const rows = (sql: string): readonly unknown[] => {
    try {
      const database = openConnection(line.databaseFile, { readonly: true });
      const found = database.prepare(sql).all();
      database.close();
      return found;
    } catch {
      return []; // the file is not made yet
    }
  };
  return { server, line, acted, rows };
}

/** What a client asks of a page that runs. */
function aClientOf(url: string, token: string) {
  const headers = { authorization: `Bearer ${token}` };
  return async <T>(path: string, method = 'GET') => {
    const response = await fetch(new URL(path, url), { method, headers });
    return { status: response.status, json: (await response.json()) as T };
  };
}

test('a favourite of an outage arrives once when the server is back, across kill -9', async () => {
  const { server, line, acted, rows } = await aHomeOf(6);
  const env = {
    ...{ HOME: line.home, DRIFTLINE_PACE: PACE },
    ...{ DRIFTLINE_SERVER: server.url, DRIFTLINE_TOKEN: server.token },
  };
  const first = await aRunningPage(['run'], env);
  await expect.poll(() => rows('select 1 from statuses'), PATIENCE).toHaveLength(6);
  const mayAct = `select 1 from ingest_state where name = 'may_act' and value <> ''`;
  await expect.poll(() => rows(mayAct), PATIENCE).toHaveLength(1);
  await first.send('draw', {});
  const token = await aToken(first.url.replace(/\/$/, ''));
  const ask = aClientOf(first.url, token);
  const [post] = (await ask<Status[]>('/api/v1/timelines/home')).json;
  const path = `/api/v1/statuses/${post?.id}`;

  await server.stop();
  const done = await ask<Status>(`${path}/favourite`, 'POST');
  const again = await ask<Status>(`${path}/favourite`, 'POST');
  await first.kill();
  const second = await aRunningPage(['run'], env);
  const shown = await aClientOf(second.url, token)<Status>(path);
  const posting = await aClientOf(second.url, token)<Status>('/api/v1/statuses', 'POST');
  const before = rows('select 1 from actions');
  await server.start();
  await expect.poll(() => rows('select kind from actions'), PATIENCE).toHaveLength(1);
  await expect
    .poll(() => rows('select 1 from outbox where ended_at_ms is null'), PATIENCE)
    .toHaveLength(0);

  expect([done.status, again.status]).toEqual([200, 200]);
  expect(done.json).toMatchObject({ id: post?.id, favourited: true });
  expect(shown.json).toMatchObject({ id: post?.id, favourited: true });
  expect(posting.status).toBe(503);
  expect(posting.json.error).toContain('so this was not done');
  expect(before).toEqual([]);
  expect(acted).toEqual([['favourite', post?.id]]);
  expect(rows('select kind, undone_at_ms from actions')).toEqual([
    { kind: 'favourite', undone_at_ms: null },
  ]);
}, 90_000);

test('an act waits for a login that is renewed; one that may only read is told what to do', async () => {
  const { server, line, acted, rows } = await aHomeOf(6);
  const logIn = (...more: readonly string[]) =>
    line.run(['login', server.url, ...more], { openBrowser: allow });
  const logins = [await logIn()];
  const page = await aRunningPage(['run'], { HOME: line.home, DRIFTLINE_PACE: PACE });
  await expect.poll(() => rows('select 1 from statuses'), PATIENCE).toHaveLength(6);
  await page.send('draw', {});
  const ask = aClientOf(page.url, await aToken(page.url.replace(/\/$/, '')));
  const [post] = (await ask<Status[]>('/api/v1/timelines/home')).json;
  const path = `/api/v1/statuses/${post?.id}/favourite`;

  const refused = await ask<Status>(path, 'POST');
  logins.push(await logIn('--act'));
  const kept = readFileSync(line.credentialsFile, 'utf8');
  const { token, client_id, client_secret } = JSON.parse(kept) as Allowed;
  const body = new URLSearchParams({ token, client_id, client_secret });
  await fetch(`${server.url}/oauth/revoke`, { method: 'POST', body });
  const waiting = await ask<Status>(path, 'POST');
  logins.push(await logIn('--act'));
  expect(logins.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
  expect([waiting.status, waiting.json.favourited]).toEqual([200, true]);
  await expect.poll(() => acted.length, PATIENCE).toBe(1);

  expect(refused.status).toBe(403);
  expect(refused.json.error).toMatch(
    /login at \S+ may not do this: type driftline login \S+ --act$/,
  );
  expect(acted).toEqual([['favourite', post?.id]]);
}, 90_000);

test('what a server refuses to ingest for a while, no client asks of it meanwhile', async () => {
  const { server, line, rows } = await aHomeOf(6);
  const env = { HOME: line.home, DRIFTLINE_SERVER: server.url, DRIFTLINE_TOKEN: server.token };
  const page = await aRunningPage(['run'], { ...env, DRIFTLINE_PACE: PACE });
  await expect.poll(() => rows('select 1 from statuses'), PATIENCE).toHaveLength(6);
  const ask = aClientOf(page.url, await aToken(page.url.replace(/\/$/, '')));
  const before = await ask('/api/v1/notifications');
  const paused = "select 1 from rate_counters where bucket = 'pause'";

  server.faults.throttled = true;
  await expect.poll(() => rows(paused), PATIENCE).toHaveLength(1);
  server.faults.throttled = false;
  const answered = ask('/api/v1/notifications').then(() => 'asked' as const);
  const outcome = await Promise.race([
    answered,
    new Promise((resolve) => setTimeout(resolve, 2 * SECOND_MS, 'waits')),
  ]);

  expect(before.status).toBe(200);
  expect(outcome).toBe('waits'); // for the end of the window that the server named
}, 90_000);
