import { type Clock, MINUTE_MS, SECOND_MS } from '../core/clock.ts';
import type { RateCounter } from './accountant.ts';

/** A server's window is no longer: a word of a day is waited for once, and not a second time. */
const WINDOW_MS = 15 * MINUTE_MS;

/**
 * The pause that a server asked for. None is longer than was asked: until the server was heard our
 * clock may be hours behind, and one that was ahead as it began may have been set right since. One
 * that stands before the asking was set back, and nobody knows how much of the pause is over: then
 * the server is asked after a window, and says what it wants.
 *
 * @param now by which it is reckoned
 * @param before what was written of one, by another run
 */
export function openPause(now: Clock, before: RateCounter | undefined) {
  let untilMs = before?.windowStartMs ?? 0;
  let mostMs = (before?.used ?? 0) * SECOND_MS;
  if (now() < untilMs - mostMs) mostMs = Math.min(mostMs, WINDOW_MS);
  const lasts = (): boolean => {
    const nowMs = now();
    untilMs = Math.min(untilMs, nowMs + mostMs);
    return nowMs < untilMs;
  };
  return {
    lasts,
    untilMs: () => untilMs,
    /** Gives what is to be remembered of it. */
    begin(askedMs: number): RateCounter {
      mostMs = Math.max(lasts() ? untilMs - now() : 0, askedMs);
      untilMs = now() + mostMs;
      const used = Math.ceil(mostMs / SECOND_MS);
      return { bucket: 'pause', windowStartMs: Math.ceil(untilMs), used };
    },
  };
}
