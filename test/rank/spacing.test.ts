import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spaced } from '../../src/rank/spacing.ts';

const RUNS = { numRuns: 300, seed: 42 };
const SCREEN = 20;
const lay = (authors: readonly string[], spacing = SCREEN - 1) =>
  spaced(
    authors.map((author, nth) => ({ author, nth })),
    spacing,
    ({ author }) => author,
  ).map(({ author }) => author);

const countsOf = (authors: readonly string[]) => {
  const counts = new Map<string, number>();
  for (const author of authors) counts.set(author, (counts.get(author) ?? 0) + 1);
  return counts;
};

/** How many places lie between two of one author where they are closest. */
function leastGap(authors: readonly string[]): number {
  const gaps = authors.map((author, at) => at - authors.lastIndexOf(author, at - 1) - 1);
  const again = gaps.filter((_, at) => authors.indexOf(authors[at] as string) < at);
  return Math.min(Number.POSITIVE_INFINITY, ...again);
}

const people = (most: number) => fc.integer({ min: 0, max: most }).map((nth) => `a${nth}`);

test('no entry is lost, and none is doubled', () => {
  fc.assert(
    fc.property(
      fc.array(people(12), { maxLength: 120, size: 'max' }),
      fc.nat(30),
      (authors, spacing) => {
        const entries = authors.map((author, nth) => ({ author, nth }));
        const laid = spaced(entries, spacing, ({ author }) => author);

        expect(laid).toHaveLength(entries.length);
        expect(new Set(laid)).toEqual(new Set(entries));
      },
    ),
    RUNS,
  );
});

test('nobody stands beside themselves, unless they have more than half of the places', () => {
  fc.assert(
    fc.property(
      fc.array(people(6), { maxLength: 60, size: 'max' }),
      fc.integer({ min: 1, max: 30 }),
      (authors, spacing) => {
        const most = Math.max(0, ...countsOf(authors).values());
        fc.pre(most <= Math.ceil(authors.length / 2));

        expect(leastGap(lay(authors, spacing))).toBeGreaterThan(0);
      },
    ),
    RUNS,
  );
});

test('nobody stands twice on a screen where each has at most one entry a screen', () => {
  // As an edition of `choose` is: three of an author at the most, ten screens.
  const edition = fc
    .array(fc.integer({ min: 1, max: 3 }), { minLength: 80, maxLength: 200, size: 'max' })
    .map((counts) => counts.flatMap((count, nth) => new Array<string>(count).fill(`a${nth}`)))
    .map((all) => all.slice(0, 200));
  const shuffled = edition.chain((all) =>
    fc.oneof(
      fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
      // The worst order: all who stand there once come first.
      fc.constant(
        [...all].sort((a, b) => (countsOf(all).get(a) ?? 0) - (countsOf(all).get(b) ?? 0)),
      ),
    ),
  );
  fc.assert(
    fc.property(shuffled, (authors) => {
      expect(leastGap(lay(authors))).toBeGreaterThanOrEqual(SCREEN - 1);
    }),
    { ...RUNS, numRuns: 60 },
  );
});

test('those who stand there twice come early enough to come again', () => {
  const once = Array.from({ length: 20 }, (_, nth) => `once${nth}`);
  const twice = Array.from({ length: 10 }, (_, nth) => [`twice${nth}`, `twice${nth}`]).flat();

  expect(leastGap(lay([...once, ...twice]))).toBeGreaterThanOrEqual(SCREEN - 1);
});

test('what needs no spacing keeps its order', () => {
  const all = Array.from({ length: 50 }, (_, nth) => `a${nth}`);

  expect(lay(all)).toEqual(all);
  expect(lay(['a', 'a', 'b'], 0)).toEqual(['a', 'a', 'b']);
});

test('one who has several is as far from themselves as the edition is long', () => {
  for (const [mine, others] of [
    [3, 7],
    [4, 6],
    [4, 30],
    [5, 9],
  ] as const) {
    const authors = [
      ...new Array<string>(mine).fill('often'),
      ...Array.from({ length: others }, (_, nth) => `once${nth}`),
    ];
    const widest = Math.floor((authors.length - 1) / (mine - 1)) - 1;

    expect(leastGap(lay(authors)), `${mine} of ${authors.length}`).toBe(widest);
  }
});
