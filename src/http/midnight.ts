import { DAY_MS, type EpochMs } from '../core/clock.ts';

/**
 * When a day begins by the clocks of a zone; the day is that of UTC with the same name. Where the
 * clocks skip midnight, the hour after it.
 */
export function midnightMs(asUtcMs: number, timeZone: string): EpochMs {
  const guesses = [-DAY_MS, DAY_MS].map((off) => {
    const nearMs = asUtcMs + off;
    return asUtcMs - (shownMs(nearMs, timeZone) - nearMs);
  });
  const shows = guesses.find((ms) => shownMs(ms, timeZone) === asUtcMs);
  return (shows ?? Math.max(...guesses)) as EpochMs;
}

/** What the zone's clocks show, read as UTC; whole seconds. */
export function shownMs(ms: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  }).formatToParts(ms);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
}
