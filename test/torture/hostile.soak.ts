import { expect, test } from 'vitest';
import { hasCorpus, recordedStatuses } from './corpus.ts';
import { boostJson, statusJson } from './good_material.ts';
import { runHostile } from './hostile_run.ts';
import { memoryInUse } from './memory_use.ts';

const FRAMES = 100_000;
const GROWTH_MB_MAX = 40;

test('a hundred thousand spoiled frames, and bodies beside them, crash nothing', async () => {
  const own = Array.from({ length: 200 }, (_, nth) =>
    JSON.stringify(nth % 4 === 0 ? boostJson(nth) : statusJson(nth)),
  );
  const material = hasCorpus ? [...own, ...recordedStatuses()] : own;
  const before = memoryInUse();

  const run = await runHostile({ seed: 'long', frames: FRAMES, material });

  const { home, good, sentRefused, seconds } = run;
  const after = memoryInUse();
  const refused = home.refused();
  const counted = new Map(refused.map(({ reason, times }) => [reason, times]));
  const short = [...sentRefused].filter(([reason, times]) => (counted.get(reason) ?? 0) < times);
  const arrived = home.arrived();
  const lost = good.filter((id) => !arrived.has(id));
  const figures = {
    frames: FRAMES,
    bodies: run.bodies(),
    good: good.length,
    lost: lost.length,
    refused: Object.fromEntries(counted),
    uncounted: short.length,
    tripped: [...counted.keys()].filter((reason) => reason.includes('filed')).length,
    sockets: home.server.sockets(),
    seconds: Math.round(seconds),
    before,
    after,
    end: String(home.end()),
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  expect(figures).toMatchObject({ lost: 0, uncounted: 0, tripped: 0, sockets: 1, end: 'goes on' });
  const grown = after.heap + after.outside - before.heap - before.outside;
  expect(grown).toBeLessThan(GROWTH_MB_MAX);
});
