import { expect, test } from 'vitest';
import { hasCorpus, recordedStatuses } from './corpus.ts';
import { boostJson, statusJson } from './good_material.ts';
import { runHostile } from './hostile_run.ts';

const FRAMES = 100_000;
const GROWTH_BYTES_MAX = 150 * 2 ** 20;

test('a hundred thousand spoiled frames, and bodies beside them, crash nothing', async () => {
  const own = Array.from({ length: 200 }, (_, nth) =>
    JSON.stringify(nth % 4 === 0 ? boostJson(nth) : statusJson(nth)),
  );
  const material = hasCorpus ? [...own, ...recordedStatuses()] : own;
  globalThis.gc?.();
  const before = process.memoryUsage().rss;

  const run = await runHostile({ seed: 'long', frames: FRAMES, material });

  const { home, good, sentRefused, seconds } = run;
  globalThis.gc?.();
  const grown = process.memoryUsage().rss - before;
  const refused = home.refused();
  const counted = new Map(refused.map(({ reason, times }) => [reason, times]));
  const short = [...sentRefused].filter(([reason, times]) => (counted.get(reason) ?? 0) < times);
  const lost = good.filter((id) => !home.isHere(id));
  const figures = {
    frames: FRAMES,
    bodies: run.bodies(),
    good: good.length,
    lost: lost.length,
    refused: Object.fromEntries(counted),
    uncounted: short.length,
    sockets: home.server.sockets(),
    seconds: Math.round(seconds),
    grownMb: Math.round(grown / 2 ** 20),
    end: String(home.end()),
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  expect(figures).toMatchObject({ lost: 0, uncounted: 0, sockets: 1, end: 'goes on' });
  expect(grown).toBeLessThan(GROWTH_BYTES_MAX);
});
