import { DAY_MS, type EpochMs, epochMsOf, MINUTE_MS, SECOND_MS } from '../core/clock.ts';
import { saidMsIn } from './server_clock.ts';

/** Requests in a window, of either bucket of Mastodon's. */
export const USUAL_LIMIT = 300;
/** As what a bucket's limit is remembered, where the server's is another. */
export const limitOf = (bucket: string) => `${bucket} limit`;
const PAUSE_MIN_MS = SECOND_MS;
const PAUSE_MAX_MS = 15 * MINUTE_MS;
/** A word to us, not the end of a window: obeyed, up to a day. */
const RETRY_MAX_MS = DAY_MS;
const PAUSE_UNSAID_MS = 30 * SECOND_MS; // after a 429 that does not say when

const CURSORS = ['max_id', 'min_id', 'since_id', 'page'];

/** Whether a request counts in the server's narrower bucket as well. */
export function turnsPages({ searchParams }: URL): boolean {
  return CURSORS.some((cursor) => searchParams.has(cursor));
}

export interface LimitsSaid {
  remaining: number;
  readonly limit: number;
  /** By our clock, unix ms; undefined where what is stated makes no sense. */
  readonly resetMs: number | undefined;
}

/**
 * What an answer's headers say of a bucket; undefined where they say nothing, or speak of a window
 * that is just over.
 */
export function limitsIn(headers: Headers, nowMs: EpochMs): LimitsSaid | undefined {
  const remaining = numberIn(headers, 'x-ratelimit-remaining');
  const leftMs = leftUntilReset(headers, nowMs);
  if (remaining === undefined || leftMs === undefined) return undefined;
  if (leftMs <= 0 && leftMs > -ANSWER_MS) return undefined;
  const limit = numberIn(headers, 'x-ratelimit-limit') ?? USUAL_LIMIT;
  if (limit === 0) return undefined; // there is none, or nothing would be answered
  // What lies in the past was another clock's word, or an answer's that a proxy kept.
  return { remaining, limit, resetMs: leftMs < 0 ? undefined : nowMs + pauseOf(leftMs) };
}

/** The reset is reckoned when a request comes in, the `Date` written when its answer goes out. */
const ANSWER_MS = 30 * SECOND_MS;

/** By the server's own `Date`, ms; negative where the reset it states is over. */
function leftUntilReset(headers: Headers, nowMs: EpochMs): number | undefined {
  // Mastodon writes ISO 8601, GoToSocial seconds of unix time.
  const seconds = numberIn(headers, 'x-ratelimit-reset');
  const resetMs =
    seconds === undefined ? epochMsOf(headers.get('x-ratelimit-reset')) : seconds * SECOND_MS;
  return resetMs === undefined ? undefined : untilMoment(resetMs, headers, nowMs);
}

/** How long to ask nothing after a refusal, ms. */
export function pauseIn(headers: Headers, nowMs: EpochMs): number {
  const seconds = numberIn(headers, 'retry-after');
  if (seconds !== undefined) return pauseOf(seconds * SECOND_MS, RETRY_MAX_MS);
  const retryMs = epochMsOf(headers.get('retry-after'));
  if (retryMs !== undefined) return pauseOf(untilMoment(retryMs, headers, nowMs), RETRY_MAX_MS);
  const leftMs = leftUntilReset(headers, nowMs);
  return leftMs === undefined || leftMs <= -ANSWER_MS ? PAUSE_UNSAID_MS : pauseOf(leftMs);
}

function untilMoment(momentMs: number, headers: Headers, nowMs: EpochMs): number {
  return momentMs - (saidMsIn(headers) ?? nowMs);
}

function pauseOf(waitMs: number, mostMs = PAUSE_MAX_MS): number {
  return Math.min(mostMs, Math.max(PAUSE_MIN_MS, waitMs));
}

function numberIn(headers: Headers, name: string): number | undefined {
  const written = headers.get(name);
  return written !== null && /^\d+$/.test(written) ? Number(written) : undefined;
}
