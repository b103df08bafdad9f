import { expect, test } from 'vitest';
import { type EpochMs, isoOf } from '../../src/core/clock.ts';
import { snoozeEnd } from '../../src/http/snooze_days.ts';

const at = (iso: string) => Date.parse(iso) as EpochMs;

test.each([
  ['tomorrow', '2026-11-26T22:30:00Z', 'UTC', '2026-11-27T00:00:00.000Z'],
  ['tomorrow', '2026-11-26T23:30:00Z', 'Europe/Vienna', '2026-11-27T23:00:00.000Z'],
  ['weekend', '2026-11-26T12:00:00Z', 'UTC', '2026-11-28T00:00:00.000Z'], // a Thursday
  ['weekend', '2026-11-28T12:00:00Z', 'UTC', '2026-12-05T00:00:00.000Z'], // a Saturday
  ['weekend', '2026-11-29T12:00:00Z', 'UTC', '2026-12-05T00:00:00.000Z'], // a Sunday
  ['week', '2026-11-26T12:00:00Z', 'America/New_York', '2026-12-03T05:00:00.000Z'],
  // The clocks go back, and forward, in between.
  ['week', '2026-10-22T12:00:00Z', 'Europe/Vienna', '2026-10-28T23:00:00.000Z'],
  ['tomorrow', '2026-03-28T12:00:00Z', 'Europe/Vienna', '2026-03-28T23:00:00.000Z'],
  // Midnight does not exist on that day in Beirut, nor does it in Santiago.
  ['tomorrow', '2026-03-28T12:00:00Z', 'Asia/Beirut', '2026-03-28T22:00:00.000Z'],
  ['tomorrow', '2026-09-05T12:00:00Z', 'America/Santiago', '2026-09-06T04:00:00.000Z'],
] as const)('a snooze until %s, said at %s in %s, ends at %s', (word, now, zone, end) => {
  expect(isoOf(snoozeEnd(word, at(now), zone))).toBe(end);
});
