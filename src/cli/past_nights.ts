import type { EpochMs } from '../core/clock.ts';
import type { Schedule } from '../core/schedule.ts';
import { latestNightMs } from './latest_night.ts';

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

/** Ascending, each as the nightly draw would take it: between clocks that are set, too. */
function scheduledHours({ fromMs, toMs, schedule, timezone }: NightsAsked): readonly EpochMs[] {
  const hours: EpochMs[] = [];
  for (let nowMs = toMs; ; ) {
    const atMs = latestNightMs(nowMs, schedule.at, timezone, schedule.days) as EpochMs;
    if (atMs <= fromMs) return hours.reverse();
    hours.push(atMs);
    nowMs = (atMs - 1) as EpochMs;
  }
}
