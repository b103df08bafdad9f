import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from '../core/clock.ts';
import type { Intake } from '../store/intake.ts';

/** A home on Mastodon holds so many entries; what falls out of it is gone. */
export const HOME_ENTRIES = 800;
const MEASURED_DAYS = 28;

export interface Turnover {
  /** The shortest time in which a whole home passed; undefined: not so much ever did. */
  readonly shortestMs: number | undefined;
  /** Entries a day, over the time that was measured. */
  readonly perDay: number;
  readonly days: number;
}

/**
 * How fast the owner's home turns over, from the hours in which what is stored entered it. The
 * busiest stretch counts, not the average: what is missed in it is a hole. undefined: nothing is
 * stored of the last four weeks.
 */
export function measureTurnover(intake: Pick<Intake, 'byHour'>, nowMs: EpochMs) {
  const fromMs = (Math.floor(nowMs / HOUR_MS) * HOUR_MS - MEASURED_DAYS * DAY_MS) as EpochMs;
  const hours = intake.byHour(fromMs, nowMs);
  const first = hours[0];
  if (first === undefined) return undefined;
  const arrivals = hours.reduce((sum, { arrivals: count }) => sum + count, 0);
  const days = Math.max(1, (nowMs - fromMs - first.hour * HOUR_MS) / DAY_MS);
  const turnover: Turnover = {
    shortestMs: shortest(hours.map(({ hour, arrivals: count }) => [hour, count] as const)),
    perDay: Math.round(arrivals / days),
    days: Math.round(days),
  };
  return turnover;
}

/** Within an hour entries are taken to be spread evenly. */
function shortest(hours: readonly (readonly [hour: number, arrivals: number])[]) {
  let best: number | undefined;
  for (let from = 0; from < hours.length; from += 1) {
    let sum = 0;
    for (let to = from; to < hours.length; to += 1) {
      const [hour, arrivals] = hours[to] as readonly [number, number];
      const missing = HOME_ENTRIES - sum;
      sum += arrivals;
      if (sum < HOME_ENTRIES) continue;
      const [begin] = hours[from] as readonly [number, number];
      const spanMs = (hour - begin + missing / arrivals) * HOUR_MS;
      best = Math.min(best ?? spanMs, spanMs);
      break;
    }
  }
  return best;
}

/** What cron can be told: parts of an hour, then of a day. */
const STEPS_MIN = [10, 12, 15, 20, 30, 60, 120, 180, 240, 360, 480, 720] as const;
const UNMEASURED_MIN = 60;

/** Half the time in which the home turns over, rounded down to what cron knows, in minutes. */
export function sweepEveryMinutes(turnover: Turnover | undefined): number {
  if (turnover === undefined) return UNMEASURED_MIN;
  const halfMs = (turnover.shortestMs ?? 2 * DAY_MS) / 2;
  return STEPS_MIN.findLast((step) => step * MINUTE_MS <= halfMs) ?? STEPS_MIN[0];
}
