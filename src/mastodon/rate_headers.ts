import { DAY_MS, type EpochMs, epochMsOf, MINUTE_MS, SECOND_MS } from '../core/clock.ts';

/** Requests in a window, of either bucket of Mastodon's. */
export const USUAL_LIMIT = 300;
const PAUSE_MIN_MS = SECOND_MS;
const PAUSE_MAX_MS = 15 * MINUTE_MS;
/** A word to us, not the end of a window: obeyed, up to a day. */
const RETRY_MAX_MS = DAY_MS;
const PAUSE_UNSAID_MS = 30 * SECOND_MS; // after a 429 that does not say when

export interface LimitsSaid {
  remaining: number;
  readonly limit: number;
  /** By our clock, unix ms. */
  readonly resetMs: number;
}

/** What an answer's headers say of a bucket; undefined where they say nothing. */
export function limitsIn(headers: Headers, nowMs: EpochMs): LimitsSaid | undefined {
  const remaining = numberIn(headers, 'x-ratelimit-remaining');
  const resetMs = resetIn(headers, nowMs);
  if (remaining === undefined || resetMs === undefined) return undefined;
  return { remaining, resetMs, limit: numberIn(headers, 'x-ratelimit-limit') ?? USUAL_LIMIT };
}

/** The reset by our clock: what is left until then by the server's own `Date`. */
function resetIn(headers: Headers, nowMs: EpochMs): number | undefined {
  // Mastodon writes ISO 8601, GoToSocial seconds of unix time.
  const seconds = numberIn(headers, 'x-ratelimit-reset');
  const resetMs =
    seconds === undefined ? epochMsOf(headers.get('x-ratelimit-reset')) : seconds * SECOND_MS;
  return resetMs === undefined ? undefined : nowMs + pauseUntil(resetMs, headers, nowMs);
}

/** How long to ask nothing after a refusal, ms. */
export function pauseIn(headers: Headers, nowMs: EpochMs): number {
  const seconds = numberIn(headers, 'retry-after');
  if (seconds !== undefined) return clamp(seconds * SECOND_MS, RETRY_MAX_MS);
  const retryMs = epochMsOf(headers.get('retry-after'));
  if (retryMs !== undefined) return pauseUntil(retryMs, headers, nowMs, RETRY_MAX_MS);
  const resetMs = resetIn(headers, nowMs);
  return resetMs === undefined ? PAUSE_UNSAID_MS : resetMs - nowMs;
}

function pauseUntil(
  momentMs: number,
  headers: Headers,
  nowMs: EpochMs,
  mostMs = PAUSE_MAX_MS,
): number {
  return clamp(momentMs - (epochMsOf(headers.get('date')) ?? nowMs), mostMs);
}

function clamp(waitMs: number, mostMs: number): number {
  return Math.min(mostMs, Math.max(PAUSE_MIN_MS, waitMs));
}

function numberIn(headers: Headers, name: string): number | undefined {
  const written = headers.get(name);
  return written !== null && /^\d+$/.test(written) ? Number(written) : undefined;
}
