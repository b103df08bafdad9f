import { expect, test } from 'vitest';
import { DAY_MS, type EpochMs, MINUTE_MS, SECOND_MS } from '../../src/core/clock.ts';
import { toldTime } from '../../src/core/told_time.ts';
import { type Accountant, openAccountant, type RateMemory } from '../../src/mastodon/accountant.ts';
import { anAccountant, limits, START } from '../support/accountant.ts';

test('of three hundred requests in five minutes, ninety are left to the owner’s other apps', async () => {
  const { granted, ask, passTo } = anAccountant();

  ask(250, 'poll');
  await passTo(4 * MINUTE_MS);
  const inFirst = granted.length;
  await passTo(5 * MINUTE_MS);

  expect([inFirst, granted.length]).toEqual([203, 250]); // seven more for a login
});

test('a pause is no longer than was asked, also for a clock that went back meanwhile', async () => {
  const kept: ReturnType<RateMemory['read']>[number][] = [];
  const memory = { read: () => kept, write: (one: (typeof kept)[number]) => kept.push(one) };
  openAccountant(toldTime(START), 1, memory).refused(limits(0, MINUTE_MS), false);
  const early = toldTime((START - 180 * MINUTE_MS) as EpochMs);
  let goneMs = 0;

  void openAccountant(early, 1, memory)
    .permit('login', false)
    .then(() => {
      goneMs = early.now();
    });
  await early.passTo((START - 170 * MINUTE_MS) as EpochMs);

  expect(goneMs).toBe(START - 179 * MINUTE_MS);
});

test.each([
  ['a pause', (accountant: Accountant) => accountant.refused(limits(0, 3 * MINUTE_MS), false)],
  ['a limit', (accountant: Accountant) => accountant.heard(limits(0, 3 * MINUTE_MS), false)],
])('%s that was told to a clock a day ahead ends with it', async (_, tell) => {
  const told = toldTime(START);
  let aheadMs = DAY_MS;
  const time = { now: () => (told.now() + aheadMs) as EpochMs, after: told.after };
  const accountant = openAccountant(time, 1);
  tell(accountant);
  await told.passTo((START + MINUTE_MS) as EpochMs);
  aheadMs = 0;
  let goneMs = 0;

  void accountant.permit('poll', false).then(() => {
    goneMs = told.now();
  });
  await told.passTo((START + DAY_MS / 2) as EpochMs);

  expect(goneMs).toBeGreaterThan(0);
  expect(goneMs).toBeLessThanOrEqual(START + 5 * MINUTE_MS);
});

test('requests with a cursor also count for fifteen minutes', async () => {
  const { granted, ask, passTo } = anAccountant();

  ask(250, 'repair', true);
  await passTo(14 * MINUTE_MS);
  const inFirst = granted.length;
  ask(10, 'poll');
  await passTo(14 * MINUTE_MS);
  const withoutCursor = granted.filter((purpose) => purpose === 'poll').length;
  await passTo(15 * MINUTE_MS);

  expect([inFirst, withoutCursor, granted.length]).toEqual([203, 10, 260]);
});

test('counts leave room in the window for what is urgent', async () => {
  const { granted, ask, passTo } = anAccountant();

  ask(300, 'counts');
  await passTo(MINUTE_MS);
  const counts = granted.length;
  ask(300, 'poll');
  await passTo(MINUTE_MS);

  expect([counts, granted.length]).toEqual([136, 203]);
});

test('who logs in again finds room in a window that is used up', async () => {
  const { granted, ask, passTo } = anAccountant();

  ask(300, 'repair');
  ask(10, 'login');
  await passTo(MINUTE_MS);

  expect(granted.slice(203)).toEqual(Array(7).fill('login'));
});

test('that something urgent has to wait is said once a window, and until when', async () => {
  const time = toldTime(START);
  const waits: [string, number][] = [];
  const accountant = openAccountant(time, 1, undefined, (purpose, untilMs) =>
    waits.push([purpose, (untilMs - START) / MINUTE_MS]),
  );

  for (let nth = 0; nth < 450; nth += 1) void accountant.permit('poll', false);
  for (let nth = 0; nth < 9; nth += 1) void accountant.permit('counts', false);
  await time.passTo((START + 12 * MINUTE_MS) as EpochMs);

  expect(waits).toEqual([
    ['poll', 5],
    ['poll', 10],
  ]);
});

test('who is more urgent is served first when a window opens', async () => {
  const { granted, ask, passTo } = anAccountant();
  ask(203, 'poll');

  ask(1, 'crawl');
  ask(1, 'counts');
  ask(1, 'repair');
  await passTo(5 * MINUTE_MS);

  expect(granted.slice(203)).toEqual(['repair', 'counts', 'crawl']);
});

test('a shorter pace shortens the windows, but not the reset that the server states', async () => {
  const { accountant, granted, ask, passTo } = anAccountant(30);
  ask(210, 'poll');
  ask(1, 'poll');
  await passTo(10 * SECOND_MS);
  const afterOwnWindow = granted.length;

  accountant.heard(limits(90, 5 * MINUTE_MS), false);
  ask(1, 'poll');
  await passTo(4 * MINUTE_MS);
  const beforeReset = granted.length;
  await passTo(5 * MINUTE_MS);

  expect([afterOwnWindow, beforeReset, granted.length]).toEqual([211, 211, 212]);
});

test('what other apps used of the paging limit is read from the headers', async () => {
  const { accountant, granted, ask, passTo } = anAccountant();
  ask(1, 'audit', true);

  accountant.heard(limits(80, 15 * MINUTE_MS), true);
  ask(1, 'repair', true);
  ask(1, 'poll');
  await passTo(14 * MINUTE_MS);
  const before = [...granted];
  await passTo(15 * MINUTE_MS);

  expect(before).toEqual(['audit', 'poll']);
  expect(granted).toEqual(['audit', 'poll', 'repair']);
});

test('after a 429 nothing goes until the reset, by the server’s clock', async () => {
  const { accountant, granted, ask, passTo } = anAccountant();

  // The server's clock is an hour ahead of ours.
  const serverNow = new Date(START + 60 * MINUTE_MS).toUTCString();
  accountant.refused(limits(0, 62 * MINUTE_MS, { Date: serverNow }), false);
  ask(1, 'poll');
  await passTo(2 * MINUTE_MS - 1);
  const before = granted.length;
  await passTo(2 * MINUTE_MS);

  expect([before, granted.length]).toEqual([0, 1]);
});

test('Retry-After is obeyed, and a 429 without any word means half a minute', async () => {
  const { accountant, granted, ask, passTo } = anAccountant();

  accountant.refused(new Headers({ 'Retry-After': '45' }), false);
  ask(1, 'poll');
  await passTo(44 * SECOND_MS);
  const early = granted.length;
  await passTo(45 * SECOND_MS);
  accountant.refused(new Headers(), false);
  ask(1, 'poll');
  await passTo(74 * SECOND_MS);
  const unsaid = granted.length;
  await passTo(75 * SECOND_MS);

  expect([early, unsaid, granted.length]).toEqual([0, 1, 2]);
});

test('a server that says to come back in an hour is left alone for an hour', async () => {
  const { accountant, granted, ask, passTo } = anAccountant();

  accountant.refused(new Headers({ 'Retry-After': '3600' }), false);
  ask(1, 'login');
  await passTo(59 * MINUTE_MS);
  const early = granted.length;
  await passTo(60 * MINUTE_MS);

  expect([early, granted.length]).toEqual([0, 1]);
});

test('a reset that makes no sense holds nobody up for longer than a quarter of an hour', async () => {
  const { accountant, granted, ask, passTo } = anAccountant();

  accountant.refused(limits(0, 48 * 60 * MINUTE_MS), false);
  ask(1, 'poll');
  await passTo(15 * MINUTE_MS);

  expect(granted).toEqual(['poll']);
});

test('who stops waiting is told why, and takes nobody’s place', async () => {
  const { accountant, granted, ask, passTo } = anAccountant();
  const stop = new AbortController();
  ask(203, 'poll');
  const given = accountant.permit('poll', false, stop.signal);
  given.catch(() => {});

  stop.abort(new Error('the owner stopped'));
  ask(202, 'poll');
  await passTo(5 * MINUTE_MS);

  await expect(given).rejects.toThrow('the owner stopped');
  expect(granted).toHaveLength(405);
});
