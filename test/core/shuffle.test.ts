import { expect, test } from 'vitest';
import { drawKey, lnMicro } from '../../src/core/dice.ts';
import { seedWords } from '../../src/core/seed_words.ts';
import { hashUri } from '../../src/core/uri_hash.ts';

const DRAWS = 100_000;
const SCORES = [4, 2, 1.5, 1, 0.7, 0.4];

/** Which of the posts came first and which second, over so many seeds. */
function drawn(temperature: number) {
  const posts = SCORES.map((score, nth) => ({
    scoreMicro: lnMicro(score),
    diceKey: hashUri(`https://example.social/users/ada/statuses/${nth}`).diceKey,
  }));
  const firsts = new Array<number>(posts.length).fill(0);
  const pairs = new Map<string, number>();
  for (let seed = 0; seed < DRAWS; seed += 1) {
    const words = seedWords(`shuffle ${seed}`);
    let [first, second] = [-1, -1];
    let [best, next] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const [nth, { diceKey, scoreMicro }] of posts.entries()) {
      const key = drawKey(words, diceKey, scoreMicro, temperature);
      if (key > best) [first, best, second, next] = [nth, key, first, best];
      else if (key > next) [second, next] = [nth, key];
    }
    firsts[first] = (firsts[first] ?? 0) + 1;
    pairs.set(`${first} ${second}`, (pairs.get(`${first} ${second}`) ?? 0) + 1);
  }
  return { firsts, pairs };
}

const chiSquared = (cells: readonly (readonly [observed: number, probability: number])[]) =>
  cells.reduce((sum, [observed, p]) => sum + (observed - DRAWS * p) ** 2 / (DRAWS * p), 0);

test.each([1, 0.5, 0.15])(
  'over 100,000 draws the first and the second place fall as Plackett and Luce say, at T = %s',
  (temperature) => {
    const { firsts, pairs } = drawn(temperature);

    const weights = SCORES.map((score) => score ** (1 / temperature));
    const all = weights.reduce((sum, weight) => sum + weight, 0);
    const firstOf = (nth: number) => (weights[nth] as number) / all;
    const bothOf = (one: number, other: number) =>
      (firstOf(one) * (weights[other] as number)) / (all - (weights[one] as number));
    const couples = SCORES.flatMap((_, one) =>
      SCORES.map((__, other) => [one, other] as const).filter(([a, b]) => a !== b),
    );
    // Cells that are expected five times or less say nothing in a chi-square.
    const singles = firsts
      .map((observed, nth) => [observed, firstOf(nth)] as const)
      .filter(([, p]) => DRAWS * p > 5);
    const doubles = couples
      .map(([a, b]) => [pairs.get(`${a} ${b}`) ?? 0, bothOf(a, b)] as const)
      .filter(([, p]) => DRAWS * p > 5);

    // One in a thousand lies beyond 20.5 with 5 degrees of freedom, beyond 58.3 with 29.
    expect(singles.length).toBeGreaterThan(2);
    expect(chiSquared(singles)).toBeLessThan(20.5);
    expect(chiSquared(doubles)).toBeLessThan(58.3);
  },
);
