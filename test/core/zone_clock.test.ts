import { expect, test } from 'vitest';
import { isoOf } from '../../src/core/clock.ts';
import { shownMs, whenShownMs } from '../../src/core/zone_clock.ts';

const momentOf = (shown: string, zone: string) => isoOf(whenShownMs(Date.parse(shown), zone));

test.each([
  ['Europe/Vienna', '2026-07-01T12:00:00.000Z'],
  ['Asia/Kathmandu', '2026-11-20T18:30:15.250Z'],
  ['America/Nuuk', '2026-03-28T21:59:59.999Z'],
])('when the clocks of %s show %s, they do', (zone, shown) => {
  const asUtcMs = Date.parse(shown);

  expect(shownMs(whenShownMs(asUtcMs, zone), zone)).toBe(asUtcMs);
});

test('a time that the clocks skip is an hour later by them, and one shown twice is the first', () => {
  const skipped = momentOf('2026-03-29T02:30:00.000Z', 'Europe/Vienna');
  const twice = momentOf('2026-10-25T02:30:00.000Z', 'Europe/Vienna');

  expect([skipped, twice]).toEqual(['2026-03-29T01:30:00.000Z', '2026-10-25T00:30:00.000Z']);
});
