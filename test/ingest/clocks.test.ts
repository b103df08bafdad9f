import { expect, test } from 'vitest';
import { checkDatabase } from '../../src/cli/doctor_checks.ts';
import { type EpochMs, HOUR_MS, MINUTE_MS } from '../../src/core/clock.ts';
import { aHome, answering, at, plain, post } from '../support/ingest_home.ts';
import { posted } from '../support/small_world.ts';

/** A post each half minute: a home of eighty, a tenth of Mastodon's, turns over in forty. */
const EVENTS = Array.from({ length: 400 }, (_, nth) => posted(post(`p${nth}`, 5.02 + nth * 0.5)));
const HOME_LIMIT = 80;

/** A machine whose clock is `aheadMs` ahead of the server's, and can be set. */
function aHomeOfAClock(aheadMs: number) {
  const home = aHome(EVENTS, { homeLimit: HOME_LIMIT });
  const { now, after } = home.server.time;
  const clock = { aheadMs };
  const time = { now: () => (now() + clock.aheadMs) as EpochMs, after };
  /** What is written by then: frames are gathered for a second. */
  const due = (minutes: number) => EVENTS.filter(({ atMs }) => atMs < at(minutes)).length;
  const clockCheck = () =>
    checkDatabase(home.deps().database, { nowMs: time.now() }).find(({ name }) => name === 'clock');
  return { ...home, time, clock, due, clockCheck };
}

test.each([
  [2 * HOUR_MS, 'this machine is 2 hours ahead of the server'],
  [-30 * MINUTE_MS, 'this machine is 30 minutes behind the server'],
])('a clock that is %d ms ahead hides no hole, and doctor says so', async (aheadMs, detail) => {
  const home = aHomeOfAClock(aheadMs);
  home.run({ time: home.time });
  await home.server.passTo(30);
  home.server.stop();
  await home.server.passTo(130);
  home.server.start();

  await home.server.passTo(170);

  expect(home.count('arrivals')).toBe(home.due(170));
  const [hole] = home.all('select state, from_ms from holes');
  expect(hole?.state).toBe('crawled');
  expect(Math.abs(Number(hole?.from_ms) - at(15))).toBeLessThan(MINUTE_MS);
  expect(home.clockCheck()).toMatchObject({ ok: false, detail });
});

test('clocks that agree are said to, also where nothing is ever streamed', async () => {
  const home = aHomeOfAClock(0);
  const before = home.clockCheck();
  home.run({ send: answering(home.deps(), plain) });

  await home.server.passTo(3);

  expect(before?.detail).toBe('no server was heard yet to compare');
  expect(home.clockCheck()?.detail).toBe('this machine and the server agree');
});

test('an answer that a cache kept for an hour sets no clock back, and leaves no hole', async () => {
  const home = aHome([1, 90, 130].map((minutes) => posted(post(`k${minutes}`, minutes))));
  const { send } = home.deps();
  const kept = async (request: Request) => {
    const answer = await send(request);
    if (!new URL(request.url).pathname.endsWith('/instance')) return answer;
    const headers = new Headers(answer.headers);
    headers.set('date', new Date(home.server.time.now() - HOUR_MS).toUTCString());
    headers.set('age', '3600');
    return new Response(await answer.text(), { headers });
  };
  const first = home.run({ send: kept });
  await home.server.passTo(120);
  first.stop.abort();
  await first.done;

  home.run({ send: kept });
  await home.server.passTo(140);

  expect(home.all('select from_ms, to_ms, state from holes')).toEqual([]);
});

test('a clock that was ahead and is set right between two runs hides no hole', async () => {
  const home = aHomeOfAClock(2 * HOUR_MS);
  const first = home.run({ time: home.time });
  await home.server.passTo(30);
  first.stop.abort();
  await home.server.passTo(130);
  home.clock.aheadMs = 0;
  home.run({ time: home.time });

  await home.server.passTo(170);

  expect(home.count('arrivals')).toBe(home.due(170));
  expect(home.all('select state from holes')).toEqual([{ state: 'crawled' }]);
  expect(home.clockCheck()).toMatchObject({ ok: true });
});

test('a clock that is ahead for seconds, in which the stream is lost, leaves no hole that lasts', async () => {
  const home = aHomeOfAClock(0);
  home.run({ time: home.time });
  await home.server.passTo(25);
  home.clock.aheadMs = 2 * HOUR_MS;
  home.server.stop();
  await home.server.passTo(25.1);
  home.clock.aheadMs = 0;
  home.server.start();

  await home.server.passTo(40);

  expect(home.count('arrivals')).toBe(home.due(40));
  expect(home.count("holes where state = 'open'")).toBe(0);
});
