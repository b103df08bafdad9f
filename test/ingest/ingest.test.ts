import { expect, onTestFinished, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../src/core/clock.ts';
import type { World, WorldEvent } from '../../src/demo/world.ts';
import { ingest, ingestOnce } from '../../src/ingest/ingest.ts';
import { aServer, aServerInProcess } from '../support/demo_server.ts';
import { aHome } from '../support/ingest_home.ts';
import { listening } from '../support/listening.ts';
import { aNewDatabase } from '../support/new_database.ts';
import {
  aPerson,
  aPost,
  posted,
  SMALL_WORLD_STARTS_MS,
  smallWorld,
} from '../support/small_world.ts';

const ada = aPerson('ada');
const bob = aPerson('bob');
const at = (minutes: number) => SMALL_WORLD_STARTS_MS + minutes * MINUTE_MS;

/** A post every `everyMinutes`, by two people in turn. */
function posts(count: number, everyMinutes: number, fromMinutes = 10): WorldEvent[] {
  return Array.from({ length: count }, (_, nth) => {
    const minutes = fromMinutes + nth * everyMinutes;
    // Seven seconds past: the poll of the full minute must not come first.
    return posted(aPost(`p${nth}`, nth % 2 === 0 ? ada : bob, at(minutes) + 7_000));
  });
}

type Options = Parameters<typeof aServerInProcess>[1];

/** Ingest, and a server without a network between, or one on loopback. */
async function aListener(world: World, options: Options = {}, isOnLoopback = false) {
  const server = isOnLoopback ? await aServer(world, options) : aServerInProcess(world, options);
  const database = aNewDatabase();
  const stop = new AbortController();
  const line = 'line' in server ? server.line : {};
  const deps = listening(server, database, { ...line, signal: stop.signal });
  let listen = Promise.resolve();
  const start = () => {
    listen = ingest(deps);
  };
  onTestFinished(async () => {
    stop.abort();
    await listen;
    await server.close();
    database.close();
  });
  const all = (sql: string) => database.connection.prepare(sql).all() as Record<string, unknown>[];
  const count = (table: string) => Number(all(`select count(*) as n from ${table}`)[0]?.n);
  return { server, database, deps, start, stop, all, count };
}

test('every post of the home is stored once, whichever way it came', async () => {
  const { server, start, all, count } = await aListener(
    smallWorld([ada, bob], posts(60, 1)),
    {},
    true,
  );
  start();

  await server.passTo(80);

  expect([count('statuses'), count('arrivals'), count('candidates')]).toEqual([60, 60, 60]);
  expect(new Set(all('select how from arrivals').map(({ how }) => how))).toEqual(
    new Set(['stream']),
  );
  expect(count('follows')).toBe(2);
});

test('counts are kept at an hour and at six', async () => {
  const { server, run, all } = aHome(posts(1, 1));
  run();

  await server.passTo(6 * 60 + 15);

  const classes = all('select distinct age_class from snapshots order by age_class');
  expect(classes).toEqual([{ age_class: 0 }, { age_class: 1 }]);
  expect(all('select favourites from statuses')[0]?.favourites).toBeGreaterThan(300);
});

test('a server that is gone for a while is waited for, and what was missed is filled in', async () => {
  const { server, start, all, count } = await aListener(
    smallWorld([ada, bob], posts(100, 1)),
    {},
    true,
  );
  start();

  await server.passTo(60);
  await server.stop();
  await server.passTo(90);
  const whileAway = { statuses: count('statuses'), holes: all('select state, to_ms from holes') };
  await server.start();
  await server.passTo(130);

  expect(whileAway.holes).toEqual([{ state: 'open', to_ms: null }]);
  expect(whileAway.statuses).toBe(50);
  expect([count('statuses'), count('arrivals')]).toEqual([100, 100]);
  expect(all('select state from holes')).toEqual([{ state: 'swept' }]);
});

test('a reconnect that missed nothing leaves no hole', async () => {
  const { server, start, count } = await aListener(smallWorld([ada, bob], posts(10, 1)));
  start();

  await server.passTo(60);
  await server.stop();
  await server.passTo(62);
  await server.start();
  await server.passTo(90);

  expect(count('holes')).toBe(0);
});

test('what the home no longer reaches is a hole with both ends, and is crawled', async () => {
  const { server, start, all, count } = await aListener(smallWorld([ada, bob], posts(360, 1)), {
    homeLimit: 120,
  });
  start();

  await server.passTo(60);
  await server.stop();
  await server.passTo(250);
  await server.start();
  await server.passTo(340);

  const [hole] = all('select state, from_ms, to_ms from holes');
  expect(hole?.state).toBe('crawled');
  expect(count('statuses')).toBe(330);
  // It starts at most fifteen minutes before the loss, and ends at the oldest entry that was swept.
  expect(Number(hole?.from_ms)).toBeGreaterThanOrEqual(at(60 - 16));
  expect(Number(hole?.to_ms)).toBeGreaterThan(at(110));
  expect(Number(hole?.to_ms)).toBeLessThan(at(150));
});

test('edits and deletes of the stream are followed', async () => {
  const post = aPost('p', ada, at(10));
  const world = smallWorld(
    [ada],
    [
      posted(post),
      posted(aPost('q', ada, at(11))),
      { kind: 'edit', atMs: at(20), post: { ...post, html: '<p>better</p>', text: 'better' } },
      { kind: 'delete', atMs: at(30), postId: 'q' },
    ],
  );
  const { server, start, all, count } = await aListener(world);
  start();

  await server.passTo(40);

  expect(all("select json_extract(body, '$.content') as content from payloads")).toEqual([
    { content: '<p>better</p>' },
  ]);
  expect([count('versions'), count('candidates')]).toEqual([1, 1]);
  expect(all('select count(*) as n from statuses where deleted_at_ms is not null')).toEqual([
    { n: 1 },
  ]);
});

test('after a 401 it has stopped asking and says what to do', async () => {
  const { server, deps } = await aListener(smallWorld([ada], posts(5, 5)), {
    faults: { refuse401: true },
  });

  const refused = ingest(deps);
  refused.catch(() => {});
  await server.passTo(1);

  await expect(refused).rejects.toThrow(/was revoked at .+: type driftline login/);
});

test('one sweep reads the whole home and ends', async () => {
  const { server, deps, count } = await aListener(smallWorld([ada, bob], posts(90, 1)));
  await server.passTo(120);

  const swept = ingestOnce(deps);
  await server.passTo(125);

  expect(await swept).toMatchObject({ entries: 90, arrived: 90, reachedEnd: true });
  expect(count('arrivals')).toBe(90);
});

test('stopping and starting again doubles nothing', async () => {
  const { server, deps, stop, count } = await aListener(smallWorld([ada, bob], posts(40, 2)));
  const first = ingest(deps);
  await server.passTo(50);
  stop.abort();
  await first;
  const again = new AbortController();
  await server.passTo(60);
  const second = ingest({ ...deps, signal: again.signal });

  await server.passTo(3 * 60);
  again.abort();
  await second;

  expect([count('statuses'), count('arrivals')]).toEqual([40, 40]);
});

test('no hour asks for more than the owner’s other apps can spare', async () => {
  const { server, deps, stop } = await aListener(smallWorld([ada, bob], posts(200, 1)), {
    rateLimits: 'real',
  });
  const statuses: number[] = [];
  const send: typeof deps.send = async (request) => {
    const response = await deps.send(request);
    statuses.push(response.status);
    return response;
  };
  const listen = ingest({ ...deps, send });

  await server.passTo(60 + HOUR_MS / MINUTE_MS);
  stop.abort();
  await listen;

  expect(statuses.length).toBeGreaterThan(240);
  expect(statuses.filter((status) => status !== 200)).toEqual([]);
});

test('where ingest ended, not where it last made a note, the hole of the next run begins', async () => {
  const { server, deps, all } = await aListener(smallWorld([ada, bob], posts(140, 1)));
  const slow = new AbortController();
  const listened = ingest({ ...deps, pace: 1 / 150, signal: slow.signal });
  await server.passTo(125);
  slow.abort();
  await listened;
  await server.passTo(127);
  const again = new AbortController();
  const listensAgain = ingest({ ...deps, signal: again.signal });

  await server.passTo(130);

  again.abort();
  await listensAgain;
  const [hole, ...others] = all('select from_ms from holes');
  expect(others).toEqual([]);
  expect(Number(hole?.from_ms)).toBeGreaterThanOrEqual(at(125 - 15) - MINUTE_MS);
});
