import { type EpochMs, isAhead } from '../core/clock.ts';

/** How many times as long as it took something is good. */
const TIMES = 60;

/** Finds again what is long to find, but only so often that this takes a sixtieth of the time. */
export function keptValue<T>(find: () => T, now: () => EpochMs): () => T {
  let kept: { readonly value: T; readonly untilMs: number; readonly spanMs: number } | undefined;
  return () => {
    const beganMs = now();
    if (kept !== undefined && isAhead(kept.untilMs, beganMs, kept.spanMs)) return kept.value;
    const value = find();
    const endedMs = now();
    const spanMs = (endedMs - beganMs) * TIMES;
    kept = { value, untilMs: endedMs + spanMs, spanMs };
    return value;
  };
}
