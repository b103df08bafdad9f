import { expect, test } from 'vitest';
import { openFillingIn } from '../../src/cli/filling_in.ts';
import { DAY_MS, type EpochMs, MINUTE_MS } from '../../src/core/clock.ts';
import { MORNING } from '../../src/core/feed.ts';
import type { RateLimits } from '../../src/demo/server_limits.ts';
import { inventWorld } from '../../src/demo/world.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { aWatchedHome } from '../support/crawled_home.ts';
import { SMALL_WORLD_STARTS_MS } from '../support/small_world.ts';

const FOLLOWED = 150;
const MOST_MINUTES = 60;

/** Ten days of the demo's world were posted before; the first edition was drawn just now. */
async function aFirstEvening(rateLimits: 'real' | Partial<RateLimits>) {
  const startMs = SMALL_WORLD_STARTS_MS - 10 * DAY_MS;
  const world = inventWorld({ seed: 'dune', startMs, people: FOLLOWED });
  const home = await aWatchedHome([], [], { world, rateLimits, historyMs: 20 * DAY_MS });
  const { time } = home.server;
  home.run();
  await home.server.passTo(0.6);
  const said: number[] = [];
  const log = {
    info: (_: string, fields: Readonly<Record<string, unknown>> = {}) =>
      void said.push(Number(fields.minutes)),
    warn: () => {},
  };
  const filling = openFillingIn({ database: home.database, time, pace: 1, log });
  const nowMs = time.now() as EpochMs;
  drawEdition({ database: home.database, feed: MORNING, seed: 'x', nowMs, dryRun: false });
  filling.begin();
  return { ...home, time, filling, said, beganMs: nowMs };
}

test.each([
  ['Mastodon’s own limits', 'real', 1],
  // What came a moment ago is counted first, which takes more than one such window.
  ['a third of them', { perToken: 100 }, 5],
] as const)('how long the week before takes is told at once: %s', async (_, limits, offMinutes) => {
  const { server, time, filling, said, beganMs, count } = await aFirstEvening(limits);

  const told: { readonly atMs: number; readonly minutes: number }[] = [];
  let minute = 0;
  while (count(`holes where state = 'open'`) > 0 && minute < MOST_MINUTES) {
    minute += 1;
    await server.passTo(0.6 + minute);
    const left = /about (\d+) minutes? left/.exec(filling.notices()[0]?.text ?? '')?.[1];
    if (left !== undefined) told.push({ atMs: time.now(), minutes: Number(left) });
  }
  const tookMinutes = (time.now() - beganMs) / MINUTE_MS;

  expect(told.length).toBeGreaterThan(5); // more than one window of the rate limit
  expect(Math.abs((said[0] as number) - tookMinutes)).toBeLessThanOrEqual(offMinutes);
  const errors = told.map(({ atMs, minutes }) => minutes - (time.now() - atMs) / MINUTE_MS);
  expect(Math.max(...errors.map(Math.abs))).toBeLessThanOrEqual(offMinutes);
});
