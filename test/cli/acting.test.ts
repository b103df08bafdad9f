import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SECOND_MS } from '../../src/core/clock.ts';
import { openConnection } from '../../src/store/sqlite.ts';
import { type Allowed, allow } from '../support/allow.ts';
import { aCommandLine } from '../support/command_line.ts';
import { aServerForOneTest } from '../support/demo_server.ts';
import { aRunningPage } from '../support/running.ts';
import { aPerson, postsOf, smallWorld } from '../support/small_world.ts';

const PACE = '100';
const PATIENCE = { timeout: 30 * SECOND_MS, interval: 100 };
const ada = aPerson('ada');

/** A server with so many posts in the home, what it was asked to do, and a reader's machine. */
async function aHomeOf(posts: number) {
  const acted: (readonly [name: string, id: string])[] = [];
  const witness = { acted: (name: string, id: string) => void acted.push([name, id]) };
  const server = await aServerForOneTest(smallWorld([ada], postsOf(ada, posts)), { witness });
  await server.passTo(posts);
  const line = aCommandLine({ env: { DRIFTLINE_PACE: PACE } });
  const count = (from: string): number => {
    try {
      const database = openConnection(line.databaseFile, { readonly: true });
      const value = database.prepare(`select count(*) from ${from}`).pluck().get() as number;
      database.close();
      return value;
    } catch {
      return 0; // the file is not made yet
    }
  };
  const kept = () => JSON.parse(readFileSync(line.credentialsFile, 'utf8')) as Allowed;
  return { server, line, acted, count, kept };
}

test('a login that may only read has no buttons; one with --act has them without a restart', async () => {
  const { server, line, acted, count, kept } = await aHomeOf(10);
  await line.run(['login', server.url], { openBrowser: allow });
  const env = { HOME: line.home, DRIFTLINE_PACE: PACE };
  const { read, send } = await aRunningPage(['run'], env);
  await expect.poll(() => count('statuses'), PATIENCE).toBe(10);
  await send('draw', {});

  const before = await read('e/1');
  const refused = await send('posts/1/act', { do: 'favourite' });
  await line.run(['login', server.url, '--act'], { openBrowser: allow });
  await expect.poll(() => read('e/1'), PATIENCE).toContain('value="favourite"');
  await send('posts/1/act', { do: 'favourite' });
  await expect.poll(() => acted.length, PATIENCE).toBe(1);
  const { token, client_id, client_secret } = kept();
  const body = new URLSearchParams({ token, client_id, client_secret });
  await fetch(`${server.url}/oauth/revoke`, { method: 'POST', body });
  await send('posts/2/act', { do: 'bookmark' });
  const waiting = await read('words');
  await line.run(['login', server.url, '--act'], { openBrowser: allow });
  await expect.poll(() => acted.length, PATIENCE).toBe(2);

  expect(before).not.toContain('value="favourite"');
  expect(before).toContain('<a class="act favourite"');
  expect(refused.status).toBe(422);
  expect(waiting).toContain('waiting for 127.0.0.1');
  expect(acted.map(([name]) => name)).toEqual(['favourite', 'bookmark']);
}, 90_000);

test('a hundred acts of an outage arrive once each, across kill -9 at any moment', async () => {
  const { server, line, acted, count } = await aHomeOf(110);
  const env = {
    HOME: line.home,
    DRIFTLINE_PACE: PACE,
    DRIFTLINE_SERVER: server.url,
    DRIFTLINE_TOKEN: server.token,
  };
  const first = await aRunningPage(['run'], env);
  await expect.poll(() => count('statuses'), PATIENCE).toBe(110);
  await expect
    .poll(() => count(`ingest_state where name = 'may_act' and value <> ''`), PATIENCE)
    .toBe(1);
  const act = async (page: typeof first, from: number, to: number) => {
    const keys = Array.from({ length: to - from }, (_, nth) => from + nth);
    const kind = (key: number) => ['favourite', 'reblog', 'bookmark'][key % 3] as string;
    const answers = await Promise.all(
      keys.map((key) => page.send(`posts/${key}/act`, { do: kind(key) })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]));
  };

  await server.stop();
  await act(first, 1, 61);
  await first.kill();
  const second = await aRunningPage(['run'], env);
  await act(second, 61, 101);
  const readable = await second.read('words');
  await server.start();
  await expect.poll(() => acted.length, { ...PATIENCE, interval: 5 }).toBeGreaterThan(15);
  await second.kill();
  await aRunningPage(['run'], env);
  await expect.poll(() => count('outbox where ended_at_ms is null'), PATIENCE).toBe(0);

  expect(readable).toContain('waiting for 127.0.0.1');
  expect(acted).toHaveLength(100);
  expect(new Set(acted.map(([, id]) => id)).size).toBe(100);
  expect(count('actions where undone_at_ms is null')).toBe(100);
}, 120_000);
