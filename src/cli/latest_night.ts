import { Cron } from 'croner';
import { DAY_MS, type EpochMs, isoOf } from '../core/clock.ts';
import { DAYS, type Day } from '../core/schedule.ts';

/** The clocks may have been set: a night was up to 25 hours ago, and a week has seven. */
const LOOK_BACK_DAYS = 2;
const LOOK_BACK_A_WEEK_DAYS = 9;

interface Found {
  readonly atMs: number;
  /** When the next one is: until then it stays the latest. */
  readonly nextMs: number;
}

/** By the schedule: it is asked several times a minute, for months, and takes 0.3 ms to find. */
const found = new Map<string, Found>();
const FOUND_MAX = 50;

/**
 * The last moment, up to now, at which it was `at` on one of `days` in `timezone`, or would have
 * been, had the clocks not been set.
 */
export function latestNightMs(
  nowMs: EpochMs,
  at: string,
  timezone: string,
  days: readonly Day[] = DAYS,
): number {
  const asked = `${at} ${timezone} ${days.join()}`;
  let latest = found.get(asked);
  if (latest === undefined || nowMs < latest.atMs || nowMs >= latest.nextMs) {
    latest = find(nowMs, at, timezone, days);
    if (found.size >= FOUND_MAX) found.clear();
    found.set(asked, latest);
  }
  return Math.max(latest.atMs, cutOffMs(nowMs, at, timezone, days));
}

function find(nowMs: EpochMs, at: string, timezone: string, days: readonly Day[]): Found {
  const [hour, minute] = at.split(':').map(Number) as [number, number];
  const nights = new Cron(`${minute} ${hour} * * ${days.join(',') || '*'}`, {
    paused: true,
    timezone,
  });
  const backDays = days.length === DAYS.length ? LOOK_BACK_DAYS : LOOK_BACK_A_WEEK_DAYS;
  let latest = nights.nextRun(isoOf((nowMs - backDays * DAY_MS) as EpochMs));
  let nextMs = 0; // not known
  for (let tries = 0; tries <= backDays && latest !== null; tries += 1) {
    const next = nights.nextRun(latest);
    nextMs = next?.getTime() ?? 0;
    if (next === null || nextMs > nowMs) break;
    latest = next;
  }
  return { atMs: latest?.getTime() ?? 0, nextMs };
}

/**
 * Where the clocks go from 23:00 to midnight, as in Greenland, croner leaves out a night between:
 * it is at that midnight, the last one here; 0: that cut none off.
 */
function cutOffMs(nowMs: EpochMs, at: string, timezone: string, days: readonly Day[]): number {
  if (at < '23:00') return 0;
  const midnightMs = latestNightMs(nowMs, '00:00', timezone);
  const place = { timeZone: timezone, hourCycle: 'h23' } as const;
  const words = { weekday: 'short', hour: '2-digit', minute: '2-digit' } as const;
  const before = new Intl.DateTimeFormat('en-GB', { ...place, ...words }).format(midnightMs - 1);
  const [, day = '', lastMinute = ''] = /^(\w+)\W+(\S+)$/.exec(before.toLowerCase()) ?? [];
  return lastMinute < at && days.includes(day as Day) ? midnightMs : 0;
}
