import { Cron } from 'croner';
import { type EpochMs, isoOf } from '../core/clock.ts';
import type { Schedule } from '../core/schedule.ts';

export interface NightsAsked {
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
  readonly schedule: Schedule;
  readonly timezone: string;
  /** When editions were drawn in that time, ascending. */
  readonly drawnAtMs: readonly EpochMs[];
}

/**
 * The nights of the past, one between any two scheduled hours: when the first edition was drawn
 * then, or where there was none, the hour itself.
 */
export function pastNights(asked: NightsAsked): readonly EpochMs[] {
  const { fromMs, toMs, drawnAtMs } = asked;
  const hours = scheduledHours(asked);
  const drawnBetween = (sinceMs: number, untilMs: number) =>
    drawnAtMs.find((atMs) => atMs >= sinceMs && atMs < untilMs);
  const early = drawnBetween(fromMs, hours[0] ?? toMs + 1);
  const nights = hours.map(
    (hourMs, nth) => drawnBetween(hourMs, hours[nth + 1] ?? toMs + 1) ?? hourMs,
  );
  return early === undefined ? nights : [early, ...nights];
}

function scheduledHours({ fromMs, toMs, schedule, timezone }: NightsAsked): readonly EpochMs[] {
  const [hour, minute] = schedule.at.split(':').map(Number) as [number, number];
  const pattern = `${minute} ${hour} * * ${schedule.days.join(',') || '*'}`;
  const cron = new Cron(pattern, { paused: true, timezone });
  const hours: EpochMs[] = [];
  for (let at = cron.nextRun(isoOf(fromMs)); at !== null && at.getTime() <= toMs; ) {
    hours.push(at.getTime() as EpochMs);
    at = cron.nextRun(at);
  }
  return hours;
}
