import { expect, test } from 'vitest';
import { latestNightMs } from '../../src/cli/latest_night.ts';
import { DAY_MS, type EpochMs, HOUR_MS, isoOf } from '../../src/core/clock.ts';
import type { Day } from '../../src/core/schedule.ts';

const at = (iso: string) => Date.parse(iso) as EpochMs;
const night = (nowIso: string, timezone: string) =>
  isoOf(latestNightMs(at(nowIso), '05:30', timezone) as EpochMs);

test('the latest night is the last half past five, in the owner’s time zone', () => {
  expect(night('2026-11-24T12:00:00Z', 'UTC')).toBe('2026-11-24T05:30:00.000Z');
  expect(night('2026-11-24T05:29:59Z', 'UTC')).toBe('2026-11-23T05:30:00.000Z');
  expect(night('2026-11-24T12:00:00Z', 'Asia/Tokyo')).toBe('2026-11-23T20:30:00.000Z');
});

test('a night on which the clocks are set has one draw, at the hour people mean', () => {
  expect(night('2026-03-29T12:00:00Z', 'Europe/Vienna')).toBe('2026-03-29T03:30:00.000Z');
  expect(night('2026-10-25T12:00:00Z', 'Europe/Vienna')).toBe('2026-10-25T04:30:00.000Z');
});

test.each([
  ['America/New_York', '2026-03-06'],
  ['America/New_York', '2026-10-30'],
  ['Europe/Vienna', '2026-03-27'],
  ['Europe/Vienna', '2026-10-23'],
  ['Australia/Lord_Howe', '2026-04-03'], // half an hour
  ['Australia/Lord_Howe', '2026-10-02'],
  ['America/St_Johns', '2026-03-06'], // half an hour off
  ['Asia/Beirut', '2026-03-27'], // at midnight
  ['Asia/Kathmandu', '2026-03-27'], // three quarters, and no change
])(
  'each day of %s around %s has one night, also at an hour that is skipped or comes twice',
  (zone, from) => {
    const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
    const startMs: number = at(`${from}T12:00:00Z`);
    for (const hour of ['00:00', '00:30', '01:30', '02:00', '02:15', '02:30', '05:30']) {
      const nights = new Set<number>();
      for (let ms = startMs; ms < startMs + 4 * DAY_MS; ms += HOUR_MS / 2)
        nights.add(latestNightMs(ms as EpochMs, hour, zone));

      const days = [...nights].map((ms) => format.format(ms));

      expect([hour, new Set(days).size, days.length]).toEqual([hour, 5, 5]);
    }
  },
);

test('a night of one day in the week is the last, until the next one comes', () => {
  const nightAt = (words: string) =>
    isoOf(latestNightMs(at(words), '05:30', 'Europe/Lisbon', ['sat']) as EpochMs);

  // The last moment first: what was found is kept.
  for (const words of ['2026-10-31T05:29:00Z', '2026-10-30T23:00:00Z', '2026-10-24T04:30:00Z'])
    expect(nightAt(words), words).toBe('2026-10-24T04:30:00.000Z');
  expect(nightAt('2026-10-31T05:30:00Z')).toBe('2026-10-31T05:30:00.000Z'); // the clocks went back
});

test.each(['America/Nuuk', 'America/Scoresbysund'])(
  'a night of %s that ends before its hour, since the clocks go on to midnight, is at midnight',
  (zone) => {
    const nightsAt = (hour: string, days?: readonly Day[]) => {
      const nights = new Set<string>();
      const startMs: number = at('2026-03-27T12:00:00Z');
      for (let ms = startMs; ms < startMs + 3 * DAY_MS; ms += HOUR_MS / 2)
        nights.add(isoOf(latestNightMs(ms as EpochMs, hour, zone, days) as EpochMs));
      return [...nights].map((iso) => iso.slice(5, 16));
    };

    const cutOff = '03-29T01:00';
    expect(nightsAt('22:59')).not.toContain(cutOff);
    for (const hour of ['23:00', '23:59']) expect(nightsAt(hour)).toContain(cutOff);
    expect(nightsAt('23:30')).toEqual(['03-27T01:30', '03-28T01:30', cutOff, '03-30T00:30']);
    expect(nightsAt('23:30', ['sat'])).toEqual(['03-22T01:30', cutOff]);
    expect(nightsAt('23:30', ['sun'])).toEqual(['03-23T01:30', '03-30T00:30']);
  },
);
