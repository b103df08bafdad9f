import { expect, test } from 'vitest';
import { latestNightMs } from '../../src/cli/latest_night.ts';
import { DAY_MS, type EpochMs, HOUR_MS, isoOf } from '../../src/core/clock.ts';

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
