import { expect, test } from 'vitest';
import { DAY_MS, type EpochMs, MINUTE_MS } from '../../src/core/clock.ts';
import type { DemoFaults } from '../../src/demo/server_faults.ts';
import { aHome, answering, at, post } from '../support/ingest_home.ts';
import { posted } from '../support/small_world.ts';

/** Posts that turn a home of eighty, a tenth of Mastodon's, over in forty minutes. */
const FLOOD = Array.from({ length: 400 }, (_, nth) => posted(post(`p${nth}`, 5 + nth * 0.5)));
const HOME_LIMIT = 80;

/** The stream is gone for five minutes from the 30th on, and the home cannot be read for long. */
async function aHomeUnread(silentMinutes: number, unread: DemoFaults = { rebuildingAll: true }) {
  const isQuiet = (atMs: number) => atMs > at(30) && atMs < at(30 + silentMinutes);
  const events = FLOOD.filter(({ atMs }) => !isQuiet(atMs));
  const faults: DemoFaults = {};
  const home = aHome(events, { faults, homeLimit: HOME_LIMIT });
  home.run();
  await home.server.passTo(30);
  Object.assign(faults, unread);
  home.server.dropSockets();
  faults.streamShut = true;
  await home.server.passTo(35);
  faults.streamShut = false;
  return { ...home, faults, events };
}

const minuteOf = (ms: unknown) => Math.round((Number(ms) - at(0)) / MINUTE_MS);

test('a hole ends where the stream spoke again, though the home is unreadable for long', async () => {
  const { server, faults, all, count } = await aHomeUnread(0);
  await server.passTo(110); // the home has turned over twice
  const told = all('select from_ms, to_ms from holes');
  faults.rebuildingAll = false;

  await server.passTo(180);

  expect(told.map(({ from_ms, to_ms }) => [minuteOf(from_ms), minuteOf(to_ms)])).toEqual([
    [15, 36],
  ]);
  expect(all('select state, recovered > 0 as found from holes')).toEqual([
    { state: 'crawled', found: 1 },
  ]);
  expect(count('arrivals')).toBe(350);
});

test('one in which nobody posted is none', async () => {
  const { server, faults, all, count, events } = await aHomeUnread(6);
  await server.passTo(39);
  const lasting = count('holes where to_ms is null');
  await server.passTo(110);
  const ended = count('holes where to_ms is not null');
  faults.rebuildingAll = false;

  await server.passTo(215);

  expect({ lasting, ended }).toEqual({ lasting: 1, ended: 1 });
  expect(all('select * from holes')).toEqual([]);
  expect(count('arrivals')).toBe(events.length);
});

test('each time that the stream breaks off again has a hole of its own', async () => {
  const { server, faults, all, count } = await aHomeUnread(0);
  await server.passTo(60);
  server.dropSockets();
  faults.streamShut = true;
  await server.passTo(65);
  Object.assign(faults, { streamShut: false });
  await server.passTo(130);
  faults.rebuildingAll = false;

  await server.passTo(215);

  const holes = all("select from_ms, to_ms from holes where state <> 'swept' order by from_ms");
  expect(holes.map(({ from_ms, to_ms }) => [minuteOf(from_ms), minuteOf(to_ms)])).toEqual([
    [15, 36],
    [45, 66],
  ]);
  expect(count('arrivals')).toBe(FLOOD.length);
});

test('a stream that was back and fell deaf is told from there on', async () => {
  const { server, faults, all, count } = await aHomeUnread(0);
  await server.passTo(60);
  faults.deaf = true;
  await server.passTo(110);
  Object.assign(faults, { deaf: false, rebuildingAll: false });

  await server.passTo(215);

  const holes = all("select from_ms, to_ms from holes where state <> 'swept' order by from_ms");
  expect(holes[0]).toMatchObject({ from_ms: expect.closeTo(at(15), -5) });
  expect(count('arrivals')).toBe(FLOOD.length);
});

test('what the home still holds of such a hole fills it', async () => {
  const { server, all, count } = await aHomeUnread(0, { pausedUntilMs: at(50) });
  await server.passTo(49);
  const before = { lasting: count('holes where to_ms is null'), open: count('holes') };

  await server.passTo(53);

  expect(before).toEqual({ lasting: 0, open: 1 });
  expect(all('select state, recovered from holes')).toEqual([{ state: 'swept', recovered: 11 }]);
  expect(count('arrivals')).toBe(FLOOD.filter(({ atMs }) => atMs <= at(52.9)).length);
});

test('no hole ends in the future, where a clock is set and nothing tells what time it is', async () => {
  const { server, deps, run, count } = aHome(FLOOD, { homeLimit: HOME_LIMIT });
  const { now, after } = server.time;
  const { send } = deps();
  const machine = { aheadMs: 0 };
  const away = { untilMs: 0, upMs: 0 };
  run({
    time: { now: () => (now() + machine.aheadMs) as EpochMs, after },
    send: async (request) => {
      if (now() < away.untilMs) throw new TypeError('fetch failed');
      const headers = { date: new Date(now()).toUTCString() };
      return now() < away.upMs ? new Response('', { status: 502, headers }) : send(request);
    },
  });
  await server.passTo(30);
  Object.assign(away, { untilMs: at(45), upMs: at(50) });
  machine.aheadMs = DAY_MS;
  await server.passTo(44);
  const [lasting, inFuture] = [count('holes'), count(`holes where to_ms > ${now()}`)];

  await server.passTo(60);

  expect({ lasting, inFuture, after: count('holes') }).toEqual({
    lasting: 1,
    inFuture: 0,
    after: 0,
  });
});

test('a hole ends so after a restart, too, of which nothing but the greeting was answered', async () => {
  const { server, deps, run, all } = aHome(FLOOD, { homeLimit: HOME_LIMIT });
  const { stop, done } = run();
  await server.passTo(30);
  stop.abort();
  await done.catch(() => {});
  await server.passTo(35);
  const isAnswered = (pathname: string) =>
    server.time.now() < at(35.1) && /\/(?:instance|verify_credentials)$/.test(pathname);
  run({
    send: answering(deps(), ({ pathname }) =>
      isAnswered(pathname) ? undefined : new Response('', { status: 502 }),
    ),
  });

  await server.passTo(60);

  const told = all('select from_ms, to_ms from holes');
  expect(told.map(({ from_ms, to_ms }) => [minuteOf(from_ms), minuteOf(to_ms)])).toEqual([
    [15, 36],
  ]);
});
