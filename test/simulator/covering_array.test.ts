import { expect, test } from 'vitest';
import { coveringArray } from './covering_array.ts';

test.each([2, 3, 10, 18, 35])('any two of %i faults are met in all four ways', (count) => {
  const runs = coveringArray(count);

  const unmet = [];
  for (let a = 0; a < count; a += 1)
    for (let b = a + 1; b < count; b += 1) {
      const met = new Set(runs.map((run) => `${run[a]} ${run[b]}`));
      if (met.size < 4) unmet.push([a, b]);
    }
  expect(unmet).toEqual([]);
});

test('twenty faults take eight runs', () => {
  expect(coveringArray(20)).toHaveLength(8);
});
