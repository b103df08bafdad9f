import { DAY_MS } from '../core/clock.ts';
import type { WorldEvent } from './world.ts';

/**
 * What happens, kept by day. A day is written once, in order, and may leave things for later days.
 */
export interface Chronicle {
  readonly add: (event: WorldEvent) => void;
  readonly between: (fromMs: number, toMs: number) => readonly WorldEvent[];
  readonly writeTo: (atMs: number) => void;
  /** Whole days that ended before are gone. */
  readonly forgetBefore: (atMs: number) => void;
}

export function openChronicle(
  startMs: number,
  writeDay: (day: number, add: (event: WorldEvent) => void) => void,
): Chronicle {
  const days: WorldEvent[][] = [];
  let written = 0;
  let forgotten = 0;

  const dayOf = (atMs: number) => Math.floor((atMs - startMs) / DAY_MS);

  const add = (event: WorldEvent) => {
    const day = Math.max(written, dayOf(event.atMs));
    days[day] ??= [];
    days[day].push(event);
  };

  const writeTo = (atMs: number) => {
    for (const last = dayOf(atMs); written <= last; written += 1) {
      writeDay(written, add);
      days[written] = (days[written] ?? []).sort(byMoment);
    }
  };

  return {
    add,
    writeTo,
    forgetBefore(atMs) {
      for (; forgotten < Math.min(written, dayOf(atMs)); forgotten += 1) delete days[forgotten];
    },
    between(fromMs, toMs) {
      if (toMs <= fromMs || toMs <= startMs) return [];
      writeTo(toMs - 1);
      const found: WorldEvent[] = [];
      for (let day = Math.max(0, dayOf(fromMs)); day <= dayOf(toMs - 1); day += 1) {
        for (const event of days[day] ?? []) {
          if (event.atMs >= fromMs && event.atMs < toMs) found.push(event);
        }
      }
      return found;
    },
  };
}

/** Sorting keeps the order of what happens in the same millisecond. */
function byMoment(a: WorldEvent, b: WorldEvent): number {
  return a.atMs - b.atMs;
}
