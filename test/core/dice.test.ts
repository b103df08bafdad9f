import { expect, test } from 'vitest';
import { dice, drawKey, lnMicro } from '../../src/core/dice.ts';
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
