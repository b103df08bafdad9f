import { DAY_MS, type EpochMs } from './clock.ts';

/**
 * When the clocks of a zone show a time, which is given as that of UTC with the same name. Where
 * they skip it, an hour later by them; where they show it twice, the first.
 */
export function whenShownMs(asUtcMs: number, timeZone: string): EpochMs {
  const guesses = [-DAY_MS, DAY_MS].map((off) => {
    const nearMs = asUtcMs + off;
    return asUtcMs - (shownMs(nearMs, timeZone) - nearMs);
  });
  const shows = guesses.find((ms) => shownMs(ms, timeZone) === asUtcMs);
  return (shows ?? Math.max(...guesses)) as EpochMs;
}

export function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false; // it throws a RangeError where the name is unknown: that is the answer
  }
}

/** What the zone's clocks show, read as UTC. */
export function shownMs(ms: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  }).formatToParts(ms);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const day = [of('year'), of('month') - 1, of('day')] as const;
  return Date.UTC(...day, of('hour'), of('minute'), of('second'), ms % 1_000);
}
