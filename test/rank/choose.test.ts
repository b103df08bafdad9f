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

/** What stands where, of six by merit and two turns with these drawing keys. */
function turnsAmong(best: readonly number[], turns: readonly number[], temperature: number) {
  const { entries } = choose(
    {
      front: best.map((drawKey, nth) => aCandidate(nth + 1, { drawKey })),
      waiting: turns.map((drawKey, nth) => ({
        ...aCandidate(9 + nth, { drawKey, isQuiet: nth === 0 }),
        waitsSinceMs: 0,
      })),
      ...{ wanted: [], byChance: [] },
    },
    {
      feed: { ...MORNING, size: 8, temperature },
      ...{ nowMs: 12.6 * 86_400_000, lastDrawnAtMs: 0, load: 0.1 },
    },
  );
  return entries.map(({ candidate }) => candidate.statusKey);
}

test('a turn stands where its key would put it, were its score × √e', () => {
  const lift = Math.exp(0.5 / 0.15);
  const keys = [-1, -2, -3, -4, -5, -6];

  expect(turnsAmong(keys, [-2.5 * lift, -4.5 * lift], 0.15)).toEqual([1, 2, 9, 3, 4, 10, 5, 6]);
});

test('so it does where weights are so great that keys are their heights', () => {
  const heights = [1_000, 950, 900, 850, 800, 750];

  expect(turnsAmong(heights, [870, 770], 0.01)).toEqual([1, 2, 9, 3, 4, 10, 5, 6]);
});

test('every fifth holds second chances and chance, though they come last by merit', () => {
  const best = Array.from({ length: 66 }, (_, nth) => aCandidate(nth, { isFollowed: nth % 3 > 0 }));
  const offered = Array.from({ length: 20 }, (_, nth) => aCandidate(300 + nth, { offers: 1 }));
  const byChance = Array.from({ length: 5 }, (_, nth) => aCandidate(400 + nth));
  const waiting = Array.from({ length: 60 }, (_, nth) =>
    aCandidate(500 + nth, { isQuiet: nth % 2 === 0, drawKey: -1e6 - nth }),
  ).map((one) => ({ ...one, waitsSinceMs: 0 }));

  const { entries } = choose(
    { front: [...best, ...offered], waiting, wanted: [], byChance },
    { feed: { ...MORNING, size: SIZE }, nowMs: 20 * 86_400_000, lastDrawnAtMs: 0, load: 1 },
  );

  const lanesOf = (from: number) =>
    new Set(entries.slice(from, from + SIZE / 5).map(({ lane }) => lane));
  for (const fifth of [0, 1, 2, 3, 4]) {
    const lanes = lanesOf((fifth * SIZE) / 5);
    expect([lanes.has('resurfaced'), lanes.has('wildcard')]).toEqual([true, true]);
  }
  expect(lanesOf(0).has('quiet')).toBe(false);
  expect(lanesOf((4 * SIZE) / 5).has('quiet')).toBe(true);
});

const LOW = { nowMs: 20 * 86_400_000, lastDrawnAtMs: 0, load: 0.1 };

test('who has a place by merit takes no turn besides', () => {
  const ofBest = { ...aCandidate(51, { author: aCandidate(1).author }), waitsSinceMs: 0 };
  const ofOther = { ...aCandidate(52), waitsSinceMs: 0 };
  const best = Array.from({ length: 8 }, (_, nth) => aCandidate(nth + 1));

  const { entries } = choose(
    { front: best, waiting: [ofBest, ofOther], wanted: [], byChance: [] },
    { ...LOW, feed: { ...MORNING, size: 8 } },
  );

  const turns = entries.filter(({ candidate }) => candidate.signals.turn !== undefined);
  expect(turns.map(({ candidate }) => candidate.statusKey)).toEqual([52]);
});

test('chance is above the quotas: else it would not be uniform', () => {
  const byChance = [
    aCandidate(51, { isFollowed: false }),
    aCandidate(52, { isFollowed: false, offers: 1 }),
  ];
  const quotas = { turns: 0, boosted: 0, resurfaced: 0, wildcard: 0.25 };

  const { entries } = choose(
    { front: [1, 2, 3].map((nth) => aCandidate(nth)), waiting: [], wanted: [], byChance },
    { ...LOW, feed: { ...MORNING, size: 8, quotas } },
  );

  const lucky = entries.filter(({ lane }) => lane === 'wildcard');
  expect(lucky.map(({ candidate }) => candidate.statusKey)).toEqual([51, 52]);
});

test('what is spread stands evenly: one by chance alone in the middle', () => {
  const front = Array.from({ length: 60 }, (_, nth) => aCandidate(nth));
  const byChance = [aCandidate(400)];
  const all = { front, waiting: [], wanted: [], byChance };

  const { entries } = choose(all, { ...LOW, feed: { ...MORNING, size: 51 } });

  expect(entries.findIndex(({ lane }) => lane === 'wildcard')).toBe(25);
});

test('where the story of somebody’s best stands, their turn is the next that was never offered', () => {
  const best = [1, 2, 3, 4, 5].map((nth) => aCandidate(nth, { linkKey: nth === 1 ? 7 : null }));
  const others = Array.from({ length: 20 }, (_, nth) => aCandidate(10 + nth));
  const theirs = { author: 'ada@near.example' };
  const offered = aCandidate(51, { ...theirs, offers: 1 });
  const next = aCandidate(52, theirs);
  const ofStory = aCandidate(50, { ...theirs, linkKey: 7 });
  const waiting = [{ ...ofStory, waitsSinceMs: LOW.nowMs - 5 * 86_400_000 }];

  const { entries } = choose(
    { front: [...best, ...others, offered, next], waiting, wanted: [], byChance: [] },
    { ...LOW, feed: { ...MORNING, size: 8 } },
  );

  const turns = entries.filter(({ candidate }) => candidate.signals.turn !== undefined);
  expect(turns.map(({ candidate }) => candidate.statusKey)).toEqual([52]);
});

test('where nothing of theirs can stand, the turn is that of who comes next in line', () => {
  const best = [1, 2, 3, 4, 5].map((nth) => aCandidate(nth, { linkKey: nth === 1 ? 7 : null }));
  const others = Array.from({ length: 20 }, (_, nth) => aCandidate(10 + nth));
  const waitsDays = (days: number) => (nth: number) => ({
    ...aCandidate(nth, { linkKey: nth < 52 ? 7 : null }),
    waitsSinceMs: LOW.nowMs - days * 86_400_000,
  });
  const turnsOf = (days: number, load: number) => {
    const waiting = [50, 51, 52, 53, 54, 55, 56].map(waitsDays(days));
    const front = { front: [...best, ...others], waiting, wanted: [], byChance: [] };
    const choice = choose(front, { ...LOW, load, feed: { ...MORNING, size: 8 } });
    const turns = choice.entries.filter(({ candidate }) => candidate.signals.turn !== undefined);
    expect(choice.turnsTaken).toBe(turns.length);
    return turns.map(({ candidate }) => candidate.statusKey);
  };

  // One a day is enough; in an overload, and where all are late, it is as many as have room.
  expect(turnsOf(5, 0.1)).toEqual([52]);
  expect(turnsOf(5, 0.9)).toEqual([52, 53, 54]);
  expect(turnsOf(14, 0.1)).toEqual([52, 53, 54]);
});
