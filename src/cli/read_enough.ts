import { type EpochMs, MINUTE_MS, SECOND_MS, type Time } from '../core/clock.ts';
import type { FirstReading } from '../store/stats.ts';

/**
 * So long after the home was read the first edition waits for the follows and the owner's taste: it
 * is promised within a minute, and reading a home takes ten seconds.
 */
const TASTE_WAIT_MS = 35 * SECOND_MS;
/**
 * For the end of a home, where those are known, or have to wait for the rate limit: a slow server
 * takes more than a minute.
 */
const HOME_WAIT_MS = 45 * SECOND_MS;
const ALL_WAIT_MS = 20 * MINUTE_MS; // for all of it

export interface FirstReadingDeps {
  readonly time: Time;
  /** How far the home was read for the first time; undefined: nobody is listened to. */
  readonly firstReading: () => FirstReading | undefined;
  /** Whether more of that waits for the server's rate limit. */
  readonly isHeldUp: () => boolean;
}

/** Whether enough is read for the first edition of all. */
export function isReadEnough(deps: FirstReadingDeps, startedMs: EpochMs): boolean {
  const { time, firstReading, isHeldUp } = deps;
  const reading = firstReading();
  if (reading === undefined) return true; // a recording: there is nothing to wait for
  const { homeReadMs, isWhole } = reading;
  if (homeReadMs === null) {
    const waitMs = isWhole || isHeldUp() ? HOME_WAIT_MS : ALL_WAIT_MS;
    return time.now() >= startedMs + waitMs;
  }
  return isWhole || time.now() >= homeReadMs + TASTE_WAIT_MS;
}
