import type { EpochMs } from '../core/clock.ts';

interface Limits {
  /** So many in `perMs`, for each that is told apart. */
  readonly most: number;
  readonly perMs: number;
  readonly now: () => EpochMs;
}

/** Who guesses from more addresses than this is not held by addresses anyway. */
const TOLD_APART_MAX = 10_000;

/** Counts tries and says when there were too many. */
export interface Limiter {
  /** 0: go on; else for how long, in ms, `who` has to wait. */
  readonly take: (who: string) => number;
}

/** In memory: a restart forgets, and a guess of 256 bits needs longer than that. */
export function openLimiter({ most, perMs, now }: Limits): Limiter {
  const windows = new Map<string, { readonly endsMs: number; used: number }>();
  return {
    take(who) {
      const nowMs = now();
      const known = windows.get(who);
      // A clock that was set back would leave a window open for as long.
      const isOver = known === undefined || known.endsMs <= nowMs || known.endsMs > nowMs + perMs;
      if (isOver) {
        makeRoom(windows, nowMs);
        windows.set(who, { endsMs: nowMs + perMs, used: 1 });
        return 0;
      }
      known.used += 1;
      return known.used > most ? known.endsMs - nowMs : 0;
    },
  };
}

function makeRoom(windows: Map<string, { readonly endsMs: number }>, nowMs: number): void {
  if (windows.size < TOLD_APART_MAX) return;
  for (const [who, { endsMs }] of windows) if (endsMs <= nowMs) windows.delete(who);
  const [oldest] = windows.keys();
  if (windows.size >= TOLD_APART_MAX && oldest !== undefined) windows.delete(oldest);
}
