import { expect, test } from 'vitest';
import { MORNING } from '../../src/core/feed.ts';
import { choose } from '../../src/rank/choose.ts';
import { aCandidate } from '../support/candidates.ts';

const SIZE = 150;

test('who stands there because it is their turn has the days of waiting with it', () => {
  const waiting = [{ ...aCandidate(9, { scoreMicro: -5_000_000 }), waitsSinceMs: 0 }];
  const best = Array.from({ length: 5 }, (_, nth) => aCandidate(nth));

  const { entries } = choose(
    { front: best, waiting, wanted: [], byChance: [] },
    { feed: { ...MORNING, size: 5 }, nowMs: 12.6 * 86_400_000, lastDrawnAtMs: 0, load: 0.1 },
  );

  const turns = entries.filter(({ candidate }) => candidate.signals.turn !== undefined);
  expect(turns.map(({ candidate }) => candidate.uri)).toEqual(['https://far.example/9']);
  expect(turns[0]?.candidate.signals.turn).toEqual({ value: 12, factor_micro: 0 });
});

test('every fifth of an edition holds some of each lane, though the last come last by merit', () => {
  const best = Array.from({ length: 66 }, (_, nth) => aCandidate(nth, { isFollowed: nth % 3 > 0 }));
  const offered = Array.from({ length: 20 }, (_, nth) => aCandidate(300 + nth, { offers: 1 }));
  const byChance = Array.from({ length: 5 }, (_, nth) => aCandidate(400 + nth));
  const waiting = Array.from({ length: 60 }, (_, nth) =>
    aCandidate(500 + nth, { isQuiet: nth % 2 === 0 }),
  ).map((one) => ({ ...one, waitsSinceMs: 0 }));

  const { entries } = choose(
    { front: [...best, ...offered], waiting, wanted: [], byChance },
    { feed: { ...MORNING, size: SIZE }, nowMs: 20 * 86_400_000, lastDrawnAtMs: 0, load: 1 },
  );

  const lanesOf = (from: number) =>
    new Set(entries.slice(from, from + SIZE / 5).map(({ lane }) => lane));
  const lanes = [...lanesOf(0)].sort();
  expect(lanes).toEqual(['boosted', 'fresh', 'missed', 'quiet', 'resurfaced', 'wildcard']);
  for (const fifth of [1, 2, 3, 4]) expect([...lanesOf((fifth * SIZE) / 5)].sort()).toEqual(lanes);
});
