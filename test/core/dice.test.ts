import { expect, test } from 'vitest';
import {
  dice,
  drawKey,
  heightOf,
  keyOfThrow,
  liftedKey,
  lnMicro,
  throwOf,
} from '../../src/core/dice.ts';
import { seedWords } from '../../src/core/seed_words.ts';
import { hashUri } from '../../src/core/uri_hash.ts';

test('dice are uniform in (0, 1] over uris, for any seed', () => {
  for (const seed of ['a', 'b', '2026-11-24']) {
    const words = seedWords(seed);
    const bins = new Array<number>(64).fill(0);
    const throws = 64_000;
    for (let i = 0; i < throws; i += 1) {
      const u = dice(words, hashUri(`https://example.social/users/ada/statuses/${i}`).diceKey);
      if (u <= 0 || u > 1) throw new RangeError(`${u} is no throw`);
      const bin = Math.min(63, Math.floor(u * 64));
      bins[bin] = (bins[bin] ?? 0) + 1;
    }
    const expected = throws / 64;
    const chiSquared = bins.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    // 63 degrees of freedom: beyond 110 lies one in ten thousand.
    expect(chiSquared).toBeLessThan(110);
  }
});

test('another seed throws other dice for the same uri', () => {
  const key = hashUri('https://example.social/1').diceKey;

  expect(dice(seedWords('a'), key)).not.toBe(dice(seedWords('b'), key));
});

test('seed and key enter unequally', () => {
  const a = { first: 11, second: 22 };
  const asKey = (words: { first: number; second: number }) => words.second * 2 ** 32 + words.first;

  expect(dice(a, asKey({ first: 33, second: 44 }))).not.toBe(
    dice({ first: 33, second: 44 }, asKey(a)),
  );
});

test('a weight of three comes first three times out of four against a weight of one', () => {
  const rounds = 20_000;
  let first = 0;
  for (let i = 0; i < rounds; i += 1) {
    const words = seedWords(String(i));
    const heavy = drawKey(words, 1_000_003, lnMicro(3), 1);
    const light = drawKey(words, 2_000_003, 0, 1);
    if (heavy > light) first += 1;
  }

  // Standard deviation 0.3 %: four of them.
  expect(Math.abs(first / rounds - 0.75)).toBeLessThan(0.0125);
});

/** Posts in drawing order, which one seed throws for, with every score `times` as great. */
function orderOf(times: number, temperature: number): readonly number[] {
  const words = seedWords('scale');
  const keys = Array.from({ length: 400 }, (_, nth) => {
    const { diceKey } = hashUri(`https://example.social/users/ada/statuses/${nth}`);
    return drawKey(words, diceKey, lnMicro(1 + (nth % 20) / 100) + lnMicro(times), temperature);
  });
  expect(new Set(keys).size).toBe(keys.length);
  return [...keys.keys()].sort((a, b) => (keys[b] as number) - (keys[a] as number));
}

test.each([0.01, 0.15, 1])(
  'how great all scores are together changes nothing, at T = %s',
  (temperature) => {
    for (const times of [1e-300, 1e-9, 1e-3, 400, 1300, 1e6, 1e12, 1e300])
      expect(orderOf(times, temperature)).toEqual(orderOf(1, temperature));
  },
);

test('near 0 the best come first, however great or small the scores', () => {
  for (const scores of [
    [1e6, 1e5, 1e4, 2_000, 1_000, 10],
    [1e-3, 1e-4, 1e-5, 1e-9, 1e-12],
  ]) {
    for (const u of [1e-9, 0.5, 1 - 1e-9]) {
      const keys = scores.map((score, nth) =>
        keyOfThrow(nth % 2 === 0 ? u : 1 - u, lnMicro(score), 0.01),
      );

      expect(keys).toEqual([...keys].sort((a, b) => b - a));
    }
  }
});

test('a key tells its throw and its height, wherever it lies', () => {
  for (const score of [1e-300, 1e-6, 1, 1e6, 1e300]) {
    for (const u of [1e-6, 0.3, 0.999]) {
      const key = keyOfThrow(u, lnMicro(score), 0.01);

      expect(throwOf(key, lnMicro(score), 0.01)).toBeCloseTo(u, 6);
      expect(heightOf(key)).toBeCloseTo(lnMicro(score) / 1e4 - Math.log(-Math.log(u)), 6);
    }
  }
});

test('a lifted key is that of the same throw with the greater score, wherever it lies', () => {
  for (const temperature of [0.01, 0.15, 1])
    for (const score of [1e-8, 0.01, 1, 50, 300, 500, 1e4, 1e9]) {
      const keyOf = (micro: number) => heightOf(keyOfThrow(0.3, micro, temperature));
      const key = keyOfThrow(0.3, lnMicro(score), temperature);

      expect(heightOf(liftedKey(key, 1 / temperature))).toBeCloseTo(keyOf(lnMicro(score) + 1e6), 6);
    }
  expect(liftedKey(-5_000, 0)).toBe(-5_000);
});
