import { expect, test } from 'vitest';
import { DAY_MS } from '../../src/core/clock.ts';
import { inventWorld } from '../../src/demo/world.ts';

const startMs = Date.UTC(2026, 10, 3);

test('lets what everybody likes say something about worth, and fame next to nothing', () => {
  // One world's taste may lie far from everybody's: −0.04 to 0.23 in eight worlds.
  const found = ['marsh', 'tarn', 'fen', 'weir'].map((seed) => {
    const one = inventWorld({ seed, startMs });
    const aged = one
      .eventsBetween(startMs, startMs + 5 * DAY_MS)
      .flatMap((event) => (event.kind === 'post' ? [event.post] : []));
    const worth = ranksOf(aged.map((post) => one.worthOf(post)));
    const liked = ranksOf(
      aged.map((post) => one.countsAt(post, post.createdMs + 2 * DAY_MS).favourites),
    );
    const fame = ranksOf(aged.map((post) => post.author.followers));
    return { liked: correlation(worth, liked), fame: correlation(worth, fame) };
  });

  const mean = (of: 'liked' | 'fame') =>
    found.reduce((sum, one) => sum + one[of], 0) / found.length;
  expect(mean('liked')).toBeGreaterThan(0.05);
  expect(Math.abs(mean('fame'))).toBeLessThan(0.35);
});

function ranksOf(values: readonly number[]): readonly number[] {
  const order = values.map((value, at) => ({ value, at })).sort((a, b) => a.value - b.value);
  const ranks = new Array<number>(values.length).fill(0);
  order.forEach(({ at }, rank) => {
    ranks[at] = rank;
  });
  return ranks;
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (a.length - 1) / 2;
  let product = 0;
  let square = 0;
  a.forEach((rank, at) => {
    product += (rank - mean) * ((b[at] ?? 0) - mean);
    square += (rank - mean) ** 2;
  });
  return product / square;
}
