/** Unix time in milliseconds, UTC. The only unit of time stored or compared anywhere. */
export type EpochMs = number & { readonly __unit: 'epoch-ms' };

export type Clock = () => EpochMs;

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Takes back something that was arranged; calling it twice is harmless. */
export type Cancel = () => void;

/**
 * The clock and the only way to wait. `main.ts` gives wall time, the demo and the tests told time.
 */
export interface Time {
  readonly now: Clock;
  /** Calls `run` once, `delayMs` (>= 0) from now, unless cancelled first. */
  readonly after: (delayMs: number, run: () => void) => Cancel;
}

/** Resolves after `delayMs`; rejects with the signal's reason when it is aborted first. */
export function sleep(time: Time, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = () => {
      cancel();
      reject(signal?.reason);
    };
    const cancel = time.after(delayMs, () => {
      signal?.removeEventListener('abort', stop);
      resolve();
    });
    signal?.addEventListener('abort', stop, { once: true });
  });
}

/**
 * Whether a moment is still to come that was at most `spanMs` off when it was fixed. What is further
 * off was fixed before a clock was set back, and would be to come for as long.
 */
export function isAhead(momentMs: number, nowMs: number, spanMs: number): boolean {
  return nowMs < momentMs && momentMs <= nowMs + spanMs;
}

/** A moment `durationMs` earlier, in whole milliseconds: a pace makes durations with a fraction. */
export function momentBefore(atMs: EpochMs, durationMs: number): EpochMs {
  return Math.floor(atMs - durationMs) as EpochMs;
}

/**
 * Reads an ISO 8601 time, with or without milliseconds, offset or T; undefined where it is none.
 * Without an offset it is UTC, as all times of servers are: not whatever this machine's zone is.
 */
export function epochMsOf(iso: unknown): EpochMs | undefined {
  if (typeof iso !== 'string') return undefined;
  const ms = Date.parse(WITHOUT_OFFSET.test(iso) ? `${iso}Z` : iso);
  return Number.isNaN(ms) ? undefined : (ms as EpochMs);
}

const WITHOUT_OFFSET = /^\d{4}-\d\d-\d\d[T ][\d:.]+$/;

/** `2026-11-23T06:00:00.000Z`. Throws RangeError outside the years JavaScript can say. */
export function isoOf(ms: EpochMs): string {
  // The one constructor call that reads no clock: a stated moment, only written differently.
  return new Date(ms).toISOString();
}
