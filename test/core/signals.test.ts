import { expect, test } from 'vitest';
import { signalWords } from '../../src/core/signals.ts';

test.each([
  [0, 'by nobody'],
  [0.8, 'counts as 0.8 voices'],
])('a proof of %d is said as %j', (value, words) => {
  expect(signalWords('social_proof', { value, factor_micro: 0 })).toBe(words);
});
