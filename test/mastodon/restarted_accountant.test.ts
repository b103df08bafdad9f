import { expect, test } from 'vitest';
import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../src/core/clock.ts';
import { toldTime } from '../../src/core/told_time.ts';
import { openAccountant, type RateMemory } from '../../src/mastodon/accountant.ts';
import { limits, START } from '../support/accountant.ts';

/** One after another with the same memory, each asked for many requests with a cursor. */
function restarting() {
  const kept = new Map<string, ReturnType<RateMemory['read']>[number]>();
  const memory: RateMemory = {
    read: () => [...kept.values()],
    write: (one) => kept.set(one.bucket, one),
  };
  const time = toldTime(START);
  const clock = { backMs: 0 };
  const own = { now: () => (time.now() - clock.backMs) as EpochMs, after: time.after };
  const grant = async (count: number, atMs: number) => {
    const accountant = openAccountant(own, 1, memory);
    let granted = 0;
    for (let nth = 0; nth < count; nth += 1)
      void accountant.permit('repair', true).then(() => {
        granted += 1;
      });
    await time.passTo((START + atMs) as EpochMs);
    return { accountant, granted: () => granted };
  };
  return { time, clock, grant };
}

test('a restart in the middle of a window begins no new one', async () => {
  const { time, grant } = restarting();

  const first = await grant(150, MINUTE_MS);
  const second = await grant(100, 2 * MINUTE_MS);
  const inTheSameWindow = second.granted();
  second.accountant.refused(limits(0, 20 * MINUTE_MS), true);
  const third = await grant(1, 14 * MINUTE_MS);
  const granted = [first.granted(), inTheSameWindow, third.granted()];
  await time.passTo((START + 18 * MINUTE_MS) as EpochMs);

  // The pause of a 429 is at most a quarter of an hour.
  expect([...granted, third.granted()]).toEqual([150, 53, 0, 1]);
});

test('a restart begins no new window of a quarter of an hour in the middle of one', async () => {
  const { grant } = restarting();
  const first = await grant(150, MINUTE_MS);

  const second = await grant(100, 11 * MINUTE_MS); // two of five minutes later

  expect([first.granted(), second.granted()]).toEqual([150, 53]);
});

test('a pause of a day is not waited for a second time where the clock was set back', async () => {
  const { clock, grant } = restarting();
  const day = DAY_MS / SECOND_MS;
  const first = await grant(0, MINUTE_MS);
  first.accountant.refused(new Headers({ 'retry-after': String(day) }), false);
  const unset = await grant(1, 20 * HOUR_MS);
  clock.backMs = 2 * DAY_MS;

  const second = await grant(1, 20 * HOUR_MS + 14 * MINUTE_MS);
  const atOnce = second.granted();
  await grant(0, 20 * HOUR_MS + 16 * MINUTE_MS);

  expect([unset.granted(), atOnce, second.granted()]).toEqual([0, 0, 1]);
});
