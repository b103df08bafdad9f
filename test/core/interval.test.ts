import { expect, test } from 'vitest';
import { bootstrapInterval, differenceInterval, shareInterval } from '../../src/core/interval.ts';

test('a share lies within bounds that are wide where little is known', () => {
  const none = shareInterval(0, 10);
  const many = shareInterval(500, 1000);

  expect(none.from).toBe(0);
  expect(none.to).toBeCloseTo(0.278, 2); // Brown, Cai and DasGupta 2001: Wilson for 0 of 10
  expect(many.from).toBeCloseTo(0.469, 3);
  expect(many.to).toBeCloseTo(0.531, 3);
});

test('a difference of shares has the bounds of Newcombe’s own example', () => {
  const { from, to } = differenceInterval({ hits: 56, tries: 70 }, { hits: 48, tries: 80 });

  expect(from).toBeCloseTo(0.0524, 3);
  expect(to).toBeCloseTo(0.3339, 3);
});

test('resampled groups give the same bounds each time, and hold the mean', () => {
  const groups = Array.from({ length: 100 }, (_, nth) => nth % 10);
  const mean = (drawn: readonly number[]) => drawn.reduce((sum, n) => sum + n, 0) / drawn.length;

  const first = bootstrapInterval(groups, mean);

  expect(first).toEqual(bootstrapInterval(groups, mean));
  // The standard error of the mean is 0.287.
  expect(Math.abs((first?.from ?? 0) - (4.5 - 1.96 * 0.287))).toBeLessThan(0.1);
  expect(Math.abs((first?.to ?? 0) - (4.5 + 1.96 * 0.287))).toBeLessThan(0.1);
});

test('what nothing can be said of has no bounds', () => {
  expect(bootstrapInterval([1, 2], () => undefined)).toBeUndefined();
});
