import { expect, test } from 'vitest';
import { MINUTE_MS, SECOND_MS } from '../../src/core/clock.ts';
import { anAccountant, limits, START } from '../support/accountant.ts';

test.each([
  ['a proxy keeps the header', -8 * MINUTE_MS],
  ['a clock writes it that is behind the one of Date', -90 * SECOND_MS],
  ['a server has another day', -1_500 * MINUTE_MS],
])('a reset in the past does not fill the bucket: %s', async (_why, resetMs) => {
  const { time, accountant, granted, passTo } = anAccountant();
  let asked = 0;
  const askOnAndOn = async () => {
    for (; asked < 500; asked += 1) {
      await accountant.permit('poll', false);
      granted.push('poll');
      const date = new Date(time.now()).toUTCString();
      accountant.heard(limits(300 - granted.length, resetMs, { Date: date }), false);
    }
  };

  void askOnAndOn();
  for (let second = 1; second < 300; second += 1) await passTo(second * SECOND_MS);

  expect(granted.length).toBeLessThanOrEqual(210);
});

test('a 429 whose reset lies in the past is obeyed for as long as one that does not say when', async () => {
  const { time, accountant, granted, ask, passTo } = anAccountant();
  const date = new Date(START).toUTCString();

  accountant.refused(limits(0, -8 * MINUTE_MS, { Date: date }), false);
  ask(1, 'login');
  await passTo(29 * SECOND_MS);
  const early = granted.length;
  await passTo(6 * MINUTE_MS);

  expect([early, granted.length, time.now()]).toEqual([0, 1, START + 6 * MINUTE_MS]);
});

test('an answer that speaks of the window before leaves the new one as it is', async () => {
  const { accountant, granted, ask, passTo } = anAccountant();
  await passTo(5 * MINUTE_MS);

  const date = new Date(START + 5 * MINUTE_MS + 2 * SECOND_MS).toUTCString();
  accountant.heard(limits(3, 5 * MINUTE_MS, { Date: date }), false);
  ask(100, 'poll');
  await passTo(6 * MINUTE_MS);

  expect(granted).toHaveLength(100);
});

test('of two pauses that are asked for the longer holds', async () => {
  const { accountant, granted, ask, passTo } = anAccountant();
  accountant.refused(new Headers({ 'retry-after': '600' }), false);
  accountant.refused(new Headers({ 'retry-after': '5' }), false); // it was under way already

  ask(1, 'poll');
  await passTo(599 * SECOND_MS);
  const early = granted.length;
  await passTo(601 * SECOND_MS);

  expect([early, granted.length]).toEqual([0, 1]);
});

test('a limit of nothing is none: who answers means no such thing', async () => {
  const { accountant, granted, ask, passTo } = anAccountant();
  const none = limits(0, 5 * MINUTE_MS, { 'X-RateLimit-Limit': '0' });

  accountant.heard(none, false);
  accountant.heard(none, true);
  ask(50, 'poll');
  ask(50, 'repair', true);
  await passTo(MINUTE_MS);

  expect(granted).toHaveLength(100);
});
