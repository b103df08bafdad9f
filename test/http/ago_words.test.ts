import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY_MS, type EpochMs, MINUTE_MS } from '../../src/core/clock.ts';
import { agoWords as inTheBrowser } from '../../src/http/web/browser/ago_words.ts';
import { agoWords, spanWords } from '../../src/http/web/time_words.ts';

test('an open page says how old a post is as the server does', () => {
  const ages = fc.oneof(fc.integer({ min: -DAY_MS, max: 3 * DAY_MS }), fc.nat(4_000 * DAY_MS));
  fc.assert(
    fc.property(ages, (ageMs) => {
      expect(inTheBrowser(ageMs)).toBe(agoWords(0, ageMs as EpochMs));
    }),
  );
});

test('a hole of seconds is not one of 0 minutes', () => {
  expect([MINUTE_MS - 1, MINUTE_MS, 2 * MINUTE_MS].map(spanWords)).toEqual([
    'less than a minute',
    '1 minute',
    '2 minutes',
  ]);
});
