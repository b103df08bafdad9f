import { expect, test } from 'vitest';
import { openFillingIn } from '../../src/cli/filling_in.ts';
import { DAY_MS, type EpochMs, SECOND_MS } from '../../src/core/clock.ts';
import { silentLog } from '../../src/core/log.ts';
import { aHome, at, post } from '../support/ingest_home.ts';
import { posted } from '../support/small_world.ts';

test.each([0, 40, -40])('a clock %d days ahead reads the same week back', async (daysAhead) => {
  const home = aHome([posted(post('a', 10)), posted(post('b', 12))]);
  const { now, after } = home.server.time;
  const time = { now: () => (now() + daysAhead * DAY_MS) as EpochMs, after };
  home.run({ time });
  await home.server.passTo(20);
  const { database } = home.deps();

  const told = openFillingIn({ database, time, pace: 1, log: silentLog }).begin();

  expect(told).toContain('reads the last 7 days of the 2 people you follow');
  const [hole, ...others] = home.all('select from_ms from holes');
  // `Date` has no unit smaller than a second.
  expect(Math.abs(Number(hole?.from_ms) - (at(20) - 7 * DAY_MS))).toBeLessThan(SECOND_MS);
  expect(others).toEqual([]);
});
