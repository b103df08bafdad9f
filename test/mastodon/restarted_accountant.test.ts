import { expect, test } from 'vitest';
import { type EpochMs, MINUTE_MS } from '../../src/core/clock.ts';
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
  const grant = async (count: number, atMs: number) => {
    const accountant = openAccountant(time, 1, memory);
    let granted = 0;
    for (let nth = 0; nth < count; nth += 1)
      void accountant.permit('repair', true).then(() => {
        granted += 1;
      });
    await time.passTo((START + atMs) as EpochMs);
    return { accountant, granted: () => granted };
  };
  return { time, grant };
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
