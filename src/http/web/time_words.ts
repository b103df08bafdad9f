import { type Clock, DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from '../../core/clock.ts';
import { counted } from '../../core/counted.ts';
import { whenShownMs } from '../../core/zone_clock.ts';

/** Says moments as a reader in one time zone says them. */
export interface TimeWords {
  /** "3 hours ago", "12 days ago". */
  readonly ago: (atMs: number, nowMs: EpochMs) => string;
  /** "Tuesday 24 November 2026, 07:12". */
  readonly full: (atMs: number) => string;
  /** "Tuesday 24 November"; of a time far off with its year. */
  readonly day: (atMs: number) => string;
  /** "07:12". */
  readonly hour: (atMs: number) => string;
  /** "24 November, 07:12"; of a time far off with its year. */
  readonly short: (atMs: number) => string;
  /** When a day of theirs begins, which is given as that of UTC with the same name. */
  readonly beginning: (asUtcMs: number) => EpochMs;
}

/** Beyond this a day and a month may be those of another year. */
const SAME_YEAR_MS = 300 * DAY_MS;

/** @param timeZone an IANA name, `Europe/Vienna` */
export function timeWords(timeZone: string, now: Clock): TimeWords {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { timeZone, ...options });
  const full = format({ dateStyle: 'full', timeStyle: 'short' });
  const day = format({ weekday: 'long', day: 'numeric', month: 'long' });
  const hour = format({ hour: '2-digit', minute: '2-digit' });
  const date = format({ day: 'numeric', month: 'long' });
  const year = format({ year: 'numeric' });
  const yearOf = (atMs: number) =>
    Math.abs(now() - atMs) < SAME_YEAR_MS ? '' : ` ${year.format(atMs)}`;
  return {
    ago: agoWords,
    full: (atMs) => full.format(atMs).replace(' at ', ', '),
    day: (atMs) => day.format(atMs) + yearOf(atMs),
    hour: (atMs) => hour.format(atMs),
    short: (atMs) => `${date.format(atMs)}${yearOf(atMs)}, ${hour.format(atMs)}`,
    beginning: (asUtcMs) => whenShownMs(asUtcMs, timeZone),
  };
}

/** "3 hours ago"; of what just happened, or will by a clock that is off, "just now". */
export function agoWords(atMs: number, nowMs: EpochMs): string {
  const ageMs = nowMs - atMs;
  if (ageMs < MINUTE_MS) return 'just now';
  return `${spanWords(ageMs)} ago`;
}

/** "5 minutes", "3 hours", "12 days", "4 months", "2 years": rounded down, one unit. */
export function spanWords(spanMs: number): string {
  if (spanMs < MINUTE_MS) return 'less than a minute';
  if (spanMs < HOUR_MS) return counted(Math.floor(spanMs / MINUTE_MS), 'minute');
  if (spanMs < 2 * DAY_MS) return counted(Math.floor(spanMs / HOUR_MS), 'hour');
  const days = Math.floor(spanMs / DAY_MS);
  if (days < 61) return counted(days, 'day');
  if (days < 730) return counted(Math.floor(days / 30.44), 'month');
  return counted(Math.floor(days / 365.25), 'year');
}
