import { expect, test } from 'vitest';
import { boostJson, statusJson } from './good_material.ts';
import { runHostile } from './hostile_run.ts';

/** `npm run torture` sends a hundred thousand, and the recorded statuses as well. */
const FRAMES = 3_000;

test('whatever is sent between them, every good status is stored and every refusal is counted', async () => {
  const material = Array.from({ length: 40 }, (_, nth) =>
    JSON.stringify(nth % 4 === 0 ? boostJson(nth) : statusJson(nth)),
  );

  const { home, good, sentRefused } = await runHostile({ seed: 'short', frames: FRAMES, material });

  expect(home.end()).toBe('goes on');
  const arrived = home.arrived();
  expect(good.filter((id) => !arrived.has(id))).toEqual([]);
  expect(home.server.sockets()).toBe(1);
  const counted = new Map(home.refused().map(({ reason, times }) => [reason, times]));
  const short = [...sentRefused].filter(([reason, times]) => (counted.get(reason) ?? 0) < times);
  expect(short).toEqual([]);
  expect([...counted.keys()].filter((reason) => reason.includes('filed'))).toEqual([]);
  expect(sentRefused.size).toBeGreaterThan(8);
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(home.count("pragma_integrity_check where integrity_check <> 'ok'")).toBe(0);
});
