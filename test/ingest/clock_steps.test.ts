import { expect, test } from 'vitest';
import { DAY_MS, type EpochMs, MINUTE_MS } from '../../src/core/clock.ts';
import type { IngestDeps } from '../../src/ingest/session.ts';
import { aHome, at, post } from '../support/ingest_home.ts';
import { posted } from '../support/small_world.ts';

/** A post every fifteen seconds: a home of eighty turns over in twenty minutes. */
const EVENTS = Array.from({ length: 320 }, (_, nth) => posted(post(`p${nth}`, 5 + nth * 0.25)));

/** A machine whose clock is `aheadMs` ahead of the server's, and is set while ingest goes on. */
function aHomeOfASetClock(aheadMs: number, events = EVENTS, homeLimit = 800) {
  const home = aHome(events, { homeLimit });
  const { now, after } = home.server.time;
  const clock = { aheadMs };
  const time = { now: () => (now() + clock.aheadMs) as EpochMs, after };
  const due = (minutes: number) => events.filter(({ atMs }) => atMs < at(minutes)).length;
  /** Moments that were written since, and lie more than a minute off what is so. */
  const misdated = () =>
    [
      ['arrivals', 'arrived_at_ms'],
      ['statuses', 'first_seen_at_ms'],
      ['statuses', 'counts_at_ms'],
      ['payloads', 'observed_at_ms'],
    ].map(([table, moment]) =>
      home.count(
        `${table} where ${moment} <> 0
          and ${moment} not between ${at(0) - MINUTE_MS} and ${now() + MINUTE_MS}`,
      ),
    );
  return { ...home, clock, due, misdated, listen: (more = {}) => home.run({ time, ...more }) };
}

test.each([
  ['goes back a month', 0, -30 * DAY_MS],
  ['goes forward a day', 0, DAY_MS],
  ['was a day behind and is set right', -DAY_MS, 0],
  ['was a month ahead and is set right', 30 * DAY_MS, 0],
])('a clock that %s under way dates nothing wrongly', async (_, beforeMs, afterMs) => {
  const home = aHomeOfASetClock(beforeMs);
  home.listen();
  await home.server.passTo(30);
  home.clock.aheadMs = afterMs;

  await home.server.passTo(45);

  expect(home.misdated()).toEqual([0, 0, 0, 0]);
  expect(home.count('arrivals')).toBe(home.due(45));
  expect(home.all('select state from holes')).toEqual([]);
});

test('a clock that goes back a day under way makes no pause a day longer', async () => {
  const home = aHomeOfASetClock(0);
  const { send } = home.deps();
  let isMended = true;
  const away = { status: 503, headers: { 'retry-after': '120' } };
  const answer: IngestDeps['send'] = async (request) =>
    isMended ? send(request) : Response.json({ error: 'We are back soon' }, away);
  home.listen({ send: answer });
  await home.server.passTo(20);
  isMended = false;
  home.server.dropSockets();
  await home.server.passTo(22);
  home.clock.aheadMs = -DAY_MS;
  isMended = true;

  await home.server.passTo(30);

  expect(home.all('select state from holes')).toEqual([]); // nothing was missed, which was found out
  expect(home.count('arrivals')).toBe(home.due(30));
});

test('a clock that goes forward in a pause is set right by what the refusals say', async () => {
  const home = aHomeOfASetClock(0);
  home.listen();
  await home.server.passTo(20);
  home.server.faults.pausedUntilMs = at(80);
  await home.server.passTo(30);
  home.clock.aheadMs = DAY_MS;

  await home.server.passTo(60);

  expect(home.misdated()).toEqual([0, 0, 0, 0]);
  expect(home.count('arrivals')).toBeGreaterThan(home.due(59));
});

test('a clock that goes back a month and comes right, while nothing is answered, dates nothing wrongly', async () => {
  const home = aHomeOfASetClock(0);
  const { send } = home.deps();
  const isAway = () => home.server.time.now() > at(20) && home.server.time.now() < at(50);
  home.listen({
    send: async (request: Request) =>
      isAway() ? new Response('', { status: 502 }) : send(request),
  });
  await home.server.passTo(22);
  home.clock.aheadMs = -30 * DAY_MS;
  await home.server.passTo(25);
  home.clock.aheadMs = 0;

  await home.server.passTo(45);

  expect(home.misdated()).toEqual([0, 0, 0, 0]);
  expect(home.count('arrivals')).toBe(home.due(45));
});

test('a clock that is set in a quiet minute hides no hole of what comes after', async () => {
  const quiet = EVENTS.filter(({ atMs }) => atMs < at(19.5) || atMs > at(21));
  const home = aHomeOfASetClock(0, quiet, 80);
  const run = home.listen();
  await home.server.passTo(20.4); // the next to ask is the poll
  home.clock.aheadMs = DAY_MS;
  await home.server.passTo(24);
  run.stop.abort();
  await run.done.catch(() => {});
  await home.server.passTo(84);
  home.listen();

  await home.server.passTo(90);

  const [hole] = home.all('select from_ms, to_ms, state from holes');
  expect(hole?.state).toBe('crawled');
  expect(Number(hole?.from_ms)).toBeLessThanOrEqual(at(24));
  expect(home.count('arrivals')).toBe(home.due(90));
});

test.each([
  ['of 2099', Date.UTC(2099, 0)],
  ['of 1970', 0],
])('a single Date %s dates nothing', async (_, wrongMs) => {
  const home = aHomeOfASetClock(0);
  const { send } = home.deps();
  let isOff = false;
  const dated: IngestDeps['send'] = async (request) => {
    const answer = await send(request);
    if (!isOff || !request.url.includes('/timelines/home')) return answer;
    isOff = false;
    const headers = new Headers(answer.headers);
    headers.set('date', new Date(wrongMs).toUTCString());
    return new Response(answer.body, { status: answer.status, headers });
  };
  home.listen({ send: dated });
  await home.server.passTo(20);
  isOff = true;

  await home.server.passTo(40);

  expect(isOff).toBe(false);
  expect(home.misdated()).toEqual([0, 0, 0, 0]);
  expect(home.count('arrivals')).toBe(home.due(40));
  expect(home.all('select state from holes')).toEqual([]);
});
