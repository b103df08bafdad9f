import { Cron } from 'croner';
import { DAY_MS, type EpochMs, isoOf } from '../core/clock.ts';
import { DAYS, type Day } from '../core/schedule.ts';

/** The clocks may have been set: a night was up to 25 hours ago, and a week has seven. */
const LOOK_BACK_DAYS = 2;
const LOOK_BACK_A_WEEK_DAYS = 9;

/** The last moment, up to now, at which it was `at` on one of `days` in `timezone`. */
export function latestNightMs(
  nowMs: EpochMs,
  at: string,
  timezone: string,
  days: readonly Day[] = DAYS,
): number {
  const [hour, minute] = at.split(':').map(Number) as [number, number];
  const nights = new Cron(`${minute} ${hour} * * ${days.join(',') || '*'}`, {
    paused: true,
    timezone,
  });
  const backDays = days.length === DAYS.length ? LOOK_BACK_DAYS : LOOK_BACK_A_WEEK_DAYS;
  let latest = nights.nextRun(isoOf((nowMs - backDays * DAY_MS) as EpochMs));
  for (let tries = 0; tries <= backDays && latest !== null; tries += 1) {
    const next = nights.nextRun(latest);
    if (next === null || next.getTime() > nowMs) break;
    latest = next;
  }
  return latest?.getTime() ?? 0;
}
