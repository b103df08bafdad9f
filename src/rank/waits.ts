import { DAY_MS } from '../core/clock.ts';

export const WAIT_DAYS = 14;

/** Who waited for a place in a replay, and whether they got it in time. */
export interface Waits {
  /** One night: who had something that was not offered, and who got a place. */
  readonly pass: (nowMs: number, waiting: readonly number[], placed: readonly number[]) => void;
  readonly met: () => number;
  readonly of: () => number;
}

/**
 * Counts the waits that began early enough to be judged: a wait that begins in the last fortnight
 * cannot be late yet, and would only look well. Who has nothing left to wait with, because the
 * owner saw it elsewhere, is not counted.
 */
export function openWaits(lastNightMs: number): Waits {
  const waitMs = WAIT_DAYS * DAY_MS;
  const since = new Map<number, number>();
  let met = 0;
  let late = 0;
  const end = (person: number, nowMs: number) => {
    const beganMs = since.get(person);
    since.delete(person);
    if (beganMs === undefined || beganMs > lastNightMs - waitMs) return;
    if (nowMs - beganMs <= waitMs) met += 1;
    else late += 1;
  };
  const stillWaiting = () =>
    [...since.values()].filter((beganMs) => beganMs <= lastNightMs - waitMs).length;
  return {
    pass(nowMs, waiting, placed) {
      const isWaiting = new Set(waiting);
      for (const person of [...since.keys()]) if (!isWaiting.has(person)) since.delete(person);
      for (const person of waiting) if (!since.has(person)) since.set(person, nowMs);
      for (const person of placed) end(person, nowMs);
    },
    met: () => met,
    of: () => met + late + stillWaiting(),
  };
}
