import { DAY_MS, type EpochMs } from '../core/clock.ts';
import { shownMs, whenShownMs } from '../core/zone_clock.ts';

export const SNOOZES = ['tomorrow', 'weekend', 'week'] as const;
export type SnoozeWord = (typeof SNOOZES)[number];

/**
 * When a snooze ends: with the first minute of tomorrow, of the next Saturday, or of the day a week
 * from now, by the clocks of the reader's zone; so the draw of that night has it.
 */
export function snoozeEnd(word: SnoozeWord, nowMs: EpochMs, timeZone: string): EpochMs {
  const today = dayIn(nowMs, timeZone);
  const toSaturday = (6 - today.weekday + 7) % 7;
  const days = word === 'tomorrow' ? 1 : word === 'week' ? 7 : toSaturday === 0 ? 7 : toSaturday;
  return whenShownMs(today.asUtcMs + days * DAY_MS, timeZone);
}

/** The day that the zone's clocks show, as if it were UTC's. */
function dayIn(ms: number, timeZone: string) {
  const asUtcMs = shownMs(ms, timeZone);
  const dayMs = Math.floor(asUtcMs / DAY_MS) * DAY_MS;
  // 1970-01-01 was a Thursday.
  return { asUtcMs: dayMs, weekday: (dayMs / DAY_MS + 4) % 7 };
}
