import { expect, test } from 'vitest';
import { DAYS, longestGap } from '../../src/core/schedule.ts';

test('the longest gap of a week goes over its end', () => {
  expect(longestGap(DAYS)).toBe(1);
  expect(longestGap(['sat'])).toBe(7);
  expect(longestGap(['sat', 'sun'])).toBe(6);
  expect(longestGap(['mon', 'wed', 'fri'])).toBe(3);
});
