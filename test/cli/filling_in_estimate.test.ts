import { expect, test } from 'vitest';
import { openFillingIn } from '../../src/cli/filling_in.ts';
import { DAY_MS, type EpochMs, MINUTE_MS, SECOND_MS, sleep } from '../../src/core/clock.ts';
import { MORNING } from '../../src/core/feed.ts';
import type { RateLimits } from '../../src/demo/server_limits.ts';
import { inventWorld } from '../../src/demo/world.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { aWatchedHome } from '../support/crawled_home.ts';
import { SMALL_WORLD_STARTS_MS } from '../support/small_world.ts';

const FOLLOWED = 150;
const MOST_MINUTES = 60;

/** Ten days of the demo's world were posted before; the first edition was drawn just now. */
async function aFirstEvening(
  rateLimits: 'real' | Partial<RateLimits>,
  { answerMs = 0, drawnAtMinute = 0.6 } = {},
) {
  const startMs = SMALL_WORLD_STARTS_MS - 10 * DAY_MS;
  const world = inventWorld({ seed: 'dune', startMs, people: FOLLOWED });
  const home = await aWatchedHome([], [], { world, rateLimits, historyMs: 20 * DAY_MS });
  const { time } = home.server;
  const send = async (request: Request) => {
    if (answerMs > 0) await sleep(time, answerMs, request.signal);
    return home.server.line.send(request);
  };
  home.run({ send });
  await home.server.passTo(drawnAtMinute);
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

/** What the page says is left, minute for minute. */
async function toldUntilRead(
  { server, time, filling, count }: Awaited<ReturnType<typeof aFirstEvening>>,
  drawnAtMinute: number,
) {
  const told: { readonly atMs: number; readonly minutes: number }[] = [];
  let minute = 0;
  while (count(`holes where state = 'open'`) > 0 && minute < MOST_MINUTES) {
    minute += 1;
    await server.passTo(drawnAtMinute + minute);
    const left = /about (\d+) minutes? left/.exec(filling.notices()[0]?.text ?? '')?.[1];
    if (left !== undefined) told.push({ atMs: time.now(), minutes: Number(left) });
  }
  return told;
}

test.each([
  ['Mastodon’s own limits', 'real', 1],
  // What came a moment ago is counted first, which takes more than one such window.
  ['a third of them', { perToken: 100 }, 5],
] as const)('how long the week before takes is told at once: %s', async (_, limits, offMinutes) => {
  const evening = await aFirstEvening(limits);
  const { time, said, beganMs } = evening;

  const told = await toldUntilRead(evening, 0.6);
  const tookMinutes = (time.now() - beganMs) / MINUTE_MS;

  expect(told.length).toBeGreaterThan(5); // more than one window of the rate limit
  expect(Math.abs((said[0] as number) - tookMinutes)).toBeLessThanOrEqual(offMinutes);
  const errors = told.map(({ atMs, minutes }) => minutes - (time.now() - atMs) / MINUTE_MS);
  expect(Math.max(...errors.map(Math.abs))).toBeLessThanOrEqual(offMinutes);
});

test('what a slow server takes to answer counts where that is more than its limit', async () => {
  const drawnAtMinute = 6;
  const slow = { answerMs: 3 * SECOND_MS, drawnAtMinute };
  const evening = await aFirstEvening('real', slow);

  const told = await toldUntilRead(evening, drawnAtMinute);
  const { time, said, beganMs } = evening;
  const tookMinutes = (time.now() - beganMs) / MINUTE_MS;

  expect(told.length).toBeGreaterThan(5); // one minute left would be right at the last of them
  // What came a moment ago is counted between the rest, where that waits for answers alone.
  expect(Math.abs((said[0] as number) - tookMinutes)).toBeLessThanOrEqual(3);
  const errors = told.map(({ atMs, minutes }) => minutes - (time.now() - atMs) / MINUTE_MS);
  expect(Math.max(...errors.map(Math.abs))).toBeLessThanOrEqual(1);
});
