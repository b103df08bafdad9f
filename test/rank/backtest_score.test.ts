import { expect, test } from 'vitest';
import { dice, keyOfThrow } from '../../src/core/dice.ts';
import { type JudgedAct, placeableActs, scoreActs } from '../../src/rank/backtest_score.ts';
import { chanceOf } from '../../src/rank/propensity.ts';
import { openWaits } from '../../src/rank/waits.ts';

const DAY_MS = 86_400_000;

function anAct(night: number, more: Partial<JudgedAct> = {}): JudgedAct {
  return {
    night,
    isPlaced: false,
    chance: 0.1,
    isPlaceable: true,
    weight: 1,
    isOffered: false,
    offeredAtMs: null,
    isWeighed: true,
    isByChance: false,
    ...more,
  };
}

/** Ten nights of five acts that were found without us, the first `placed` of each placed. */
const found = (placed: number) =>
  Array.from({ length: 50 }, (_, nth) =>
    anAct(Math.floor(nth / 5), { isPlaced: nth % 5 < placed }),
  );

test('what was placed is set against what uniform draws would have placed', () => {
  const score = scoreActs(found(3), 0);

  expect(score).toMatchObject({ acts: 50, captured: 0.6, verdict: 'beats chance' });
  expect(score.chance).toBeCloseTo(0.1);
  expect(score.againstChance).toBeCloseTo(6);
});

test('no conclusion is drawn where the bounds hold chance, nor from a handful', () => {
  const some = Array.from({ length: 50 }, (_, nth) =>
    anAct(Math.floor(nth / 5), { isPlaced: nth % 7 === 0 }),
  );

  expect(scoreActs(some, 0)).toMatchObject({ verdict: 'too little to tell' });
  expect(scoreActs(found(5).slice(0, 30), 0)).toMatchObject({ verdict: 'too little to tell' });
  expect(
    scoreActs(
      found(5).filter((_, nth) => nth % 5 === 0),
      0,
    ),
  ).toMatchObject({
    captured: 1,
    verdict: 'too little to tell',
  });
  expect(scoreActs([], 0)).toMatchObject({ captured: null, againstChance: null, interval: null });
});

test('a feed that places less than chance would is said to', () => {
  expect(
    scoreActs(
      found(0).map((act) => ({ ...act, chance: 0.5 })),
      0,
    ),
  ).toMatchObject({
    captured: 0,
    verdict: 'worse than chance',
  });
});

test('one act on what chance showed outweighs many on what was sure to be shown', () => {
  const sure = { isOffered: true, isPlaced: true };
  const praised = found(5).map((act) => ({ ...act, ...sure }));
  const lucky = anAct(3, { isOffered: true, isByChance: true, weight: 950 });

  const { captured, verdict } = scoreActs([...praised, lucky], 1 / 950);

  expect(captured).toBeCloseTo(0.05);
  expect(verdict).toBe('too little to tell');
});

test('praise for what was shown concludes only where chance showed enough to tell', () => {
  const praised = found(5).map((act) => ({ ...act, isOffered: true }));

  expect(scoreActs(praised, 0).verdict).toBe('too little to tell'); // no wildcards at all
  expect(scoreActs(praised, 1 / 1000).verdict).toBe('too little to tell');
  expect(scoreActs(praised, 1 / 10).verdict).toBe('beats chance');
});

test('acts on imported editions allow no conclusion', () => {
  const imported = found(5).map((act) => ({ ...act, isOffered: true, isWeighed: false }));

  expect(scoreActs(imported, 1 / 10)).toMatchObject({
    unweighed: 50,
    verdict: 'too little to tell',
  });
});

test('one who knows the acts places those first whose time runs out', () => {
  const early = { firstNight: 0, lastNight: 0 };
  const late = { firstNight: 0, lastNight: 1 };
  const never = { firstNight: 1, lastNight: 1 };

  expect([...placeableActs([late, never, early], [1, 1])]).toEqual([early, late]);
});

const offer = {
  edition: 1,
  drawn_at_ms: 0,
  lane: 'fresh',
  score_micro: -300_000,
  draw_key: -1,
  came_from: 'draw',
  candidates: 1000,
  size: 100,
  is_turn: 0,
  temperature: 0.15,
  is_as_it_came: 0,
};

test('the chance of a place is how often its key beats the least that earned one', () => {
  const bar = { least_key: -2, wildcards: 0 };
  const words = { first: 1, second: 2 };
  const throws = Array.from({ length: 20_000 }, (_, nth) => dice(words, nth * 7919));
  const beats = throws.filter((u) => keyOfThrow(u, -300_000, 0.15) > -2).length;

  expect(chanceOf(offer, bar)).toBeCloseTo(beats / throws.length, 2);
});

test('a wildcard has the chance of a wildcard; a turn and a thread’s beginning are sure', () => {
  const bar = { least_key: -2, wildcards: 4 };
  const hopeless = { ...offer, score_micro: -4_000_000, draw_key: -1e12 };

  expect(chanceOf({ ...hopeless, lane: 'wildcard' }, bar)).toBeCloseTo(0.004, 6);
  expect(chanceOf(hopeless, bar)).toBe(1);
  expect(chanceOf({ ...offer, is_turn: 1 }, bar)).toBe(1);
  expect(chanceOf({ ...offer, candidates: 80 }, bar)).toBe(1);
});

test('a wait that ends in time is met, one that does not is late, one too young is not judged', () => {
  const waits = openWaits(30 * DAY_MS);

  waits.pass(1 * DAY_MS, [1, 2, 3], []);
  waits.pass(5 * DAY_MS, [1, 2, 3], [1]);
  waits.pass(16 * DAY_MS, [2, 3], [2]); // after fifteen days
  waits.pass(17 * DAY_MS, [3, 4], []);
  waits.pass(20 * DAY_MS, [3, 4], [4]);
  waits.pass(30 * DAY_MS, [3], []);

  expect(waits.met()).toBe(1);
  expect(waits.of()).toBe(3);
});

test('whose posts were all seen elsewhere does not wait any more', () => {
  const waits = openWaits(30 * DAY_MS);

  waits.pass(1 * DAY_MS, [1], []);
  waits.pass(2 * DAY_MS, [], []);

  expect(waits.of()).toBe(0);
});
