import { expect, test } from 'vitest';
import { signalWords } from '../../src/core/signals.ts';

test.each([
  [0, 'by nobody'],
  [0.8, 'counts as 0.8 voices'],
])('a proof of %d is said as %j', (value, words) => {
  expect(signalWords('social_proof', { value, factor_micro: 0 })).toBe(words);
});

test.each([
  [0, 'nothing yet'],
  [1, '1 day without an offer'],
  [6, '6 days without an offer'],
  [7, 'a week without an offer'],
])('what is owed after %d days is said without an offer that never was: %j', (value, words) => {
  expect(signalWords('debt', { value, factor_micro: 0 })).toBe(words);
});

test.each([
  [0.7, 'not yet; counts ×\u00a00.70 by your acts'],
  [0.9, 'not yet; counts ×\u00a00.90 by your acts'],
  [1.09, 'not yet'],
  [undefined, 'not yet'],
])('a leaning of %d is told from a tenth on: %j', (leaning, words) => {
  const signal = { value: 0, factor_micro: -1, ...(leaning === undefined ? {} : { leaning }) };

  expect(signalWords('fatigue', signal)).toBe(words);
});
