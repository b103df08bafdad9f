import {
  type Cancel,
  type EpochMs,
  epochMsOf,
  MINUTE_MS,
  SECOND_MS,
  type Time,
} from '../core/clock.ts';

/**
 * What a request is for, the more urgent first, and how much of our share of a window it may use
 * up: what can wait leaves the rest to what cannot.
 */
const SHARES = {
  login: 1,
  repair: 1,
  poll: 1,
  audit: 0.9,
  follows: 0.8,
  counts: 0.6,
  crawl: 0.5,
  backfill: 0.95, // the owner waits for it, and nothing else of ours goes on
} as const;
export type Purpose = keyof typeof SHARES;
const URGENCY = Object.keys(SHARES) as readonly Purpose[];

/** Gives every request its permit. Mastodon's limits: mastodon-api.md, section 3. */
export interface Accountant {
  /**
   * Resolves when the request may go. Rejects with the signal's reason when it is aborted first.
   */
  readonly permit: (purpose: Purpose, isPaging: boolean, signal?: AbortSignal) => Promise<void>;
  /** What an answer's headers say of our budget. */
  readonly heard: (headers: Headers, isPaging: boolean) => void;
  /** A 429, or a 503 with Retry-After: nothing goes until the server's window is over. */
  readonly refused: (headers: Headers, isPaging: boolean) => void;
  /** Requests of ours in each bucket's window. */
  readonly used: () => { readonly token: number; readonly paging: number };
}

const LIMIT = 300; // requests in a window, of either bucket
const TOKEN_WINDOW_MS = 5 * MINUTE_MS;
const PAGING_WINDOW_MS = 15 * MINUTE_MS; // whatever carries max_id, min_id, since_id or page
/** The rest is for the owner's other apps. */
const OUR_SHARE = 0.7;
const PAUSE_MIN_MS = SECOND_MS;
const PAUSE_MAX_MS = 15 * MINUTE_MS;
const PAUSE_UNSAID_MS = 30 * SECOND_MS; // after a 429 that does not say when

/** How many requests of a purpose a window lets through, of all and of those with a cursor. */
export function budgetOf(purpose: Purpose) {
  const requests = Math.floor(LIMIT * OUR_SHARE * SHARES[purpose]);
  return { requests, windowMs: TOKEN_WINDOW_MS, pagingWindowMs: PAGING_WINDOW_MS };
}

interface Bucket {
  readonly windowMs: number;
  /** Which window of unix time `used` counts: they are fixed, as the server's are. */
  window: number;
  used: number;
  /** What the server said last, until its own reset. */
  said: { remaining: number; readonly limit: number; readonly resetMs: number } | undefined;
}

interface Asking {
  readonly purpose: Purpose;
  readonly isPaging: boolean;
  readonly go: () => void;
}

/**
 * `pace` divides our own windows where it is above 1; a reset that the server states holds as it
 * is.
 */
export function openAccountant(time: Time, pace: number): Accountant {
  const token = bucketOf(TOKEN_WINDOW_MS / Math.max(1, pace));
  const paging = bucketOf(PAGING_WINDOW_MS / Math.max(1, pace));
  const queue = new Set<Asking>(); // in the order in which they asked
  let pausedUntilMs = 0;
  let cancelWake: Cancel = () => {};

  const bucketsOf = ({ isPaging }: Pick<Asking, 'isPaging'>) =>
    isPaging ? [token, paging] : [token];
  const turnPages = () => {
    for (const bucket of [token, paging]) turnPage(bucket, time.now());
  };

  const serve = () => {
    const nowMs = time.now();
    turnPages();
    for (const asking of byUrgency(queue)) {
      const share = SHARES[asking.purpose];
      if (nowMs < pausedUntilMs || bucketsOf(asking).some((one) => left(one, share) < 1)) continue;
      for (const bucket of bucketsOf(asking)) take(bucket);
      queue.delete(asking);
      asking.go();
    }
    cancelWake();
    if (queue.size === 0) return;
    const endMs = Math.min(endOf(token, nowMs), endOf(paging, nowMs));
    cancelWake = time.after((nowMs < pausedUntilMs ? pausedUntilMs : endMs) - nowMs, serve);
  };

  const heard = (headers: Headers, isPaging: boolean) => {
    const said = limitsIn(headers, time.now());
    if (said === undefined) return;
    turnPages();
    bucketMeant(isPaging, said.remaining, { token, paging }).said = said;
  };

  return {
    permit: (purpose, isPaging, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const stop = () => {
          queue.delete(asking);
          reject(signal?.reason);
        };
        const go = () => {
          signal?.removeEventListener('abort', stop);
          resolve();
        };
        const asking: Asking = { purpose, isPaging, go };
        signal?.addEventListener('abort', stop, { once: true });
        queue.add(asking);
        serve();
      }),
    heard,
    refused(headers, isPaging) {
      heard(headers, isPaging);
      pausedUntilMs = Math.max(pausedUntilMs, time.now() + pauseIn(headers, time.now()));
    },
    used() {
      turnPages();
      return { token: token.used, paging: paging.used };
    },
  };
}

function bucketOf(windowMs: number): Bucket {
  return { windowMs, window: 0, used: 0, said: undefined };
}

function byUrgency(queue: Iterable<Asking>): readonly Asking[] {
  return [...queue].sort((a, b) => URGENCY.indexOf(a.purpose) - URGENCY.indexOf(b.purpose));
}

/** A window of ours begins, or the server's is over. */
function turnPage(bucket: Bucket, nowMs: number): void {
  const window = Math.floor(nowMs / bucket.windowMs);
  if (window !== bucket.window) bucket.used = 0;
  bucket.window = window;
  if (bucket.said === undefined || nowMs < bucket.said.resetMs) return;
  bucket.said = undefined;
  bucket.used = 0;
}

/** How many requests of that share are left in the bucket, by our own count and by the server's. */
function left(bucket: Bucket, share: number): number {
  const own = LIMIT * OUR_SHARE * share - bucket.used;
  if (bucket.said === undefined) return own;
  const { remaining, limit } = bucket.said;
  return Math.min(own, remaining - limit * (1 - OUR_SHARE * share));
}

function take(bucket: Bucket): void {
  bucket.used += 1;
  if (bucket.said !== undefined) bucket.said.remaining -= 1;
}

function endOf(bucket: Bucket, nowMs: number): number {
  const ownMs = (Math.floor(nowMs / bucket.windowMs) + 1) * bucket.windowMs;
  return Math.min(ownMs, bucket.said?.resetMs ?? ownMs);
}

/**
 * The headers speak of whichever bucket has the least left. Only we use our token, so our own count
 * of it is right: where the server says less than that, it means the paging bucket, which other
 * apps share.
 */
function bucketMeant(
  isPaging: boolean,
  remaining: number,
  { token, paging }: { readonly token: Bucket; readonly paging: Bucket },
): Bucket {
  if (!isPaging) return token;
  const ofToken = Math.min(token.said?.remaining ?? LIMIT, LIMIT - token.used);
  return remaining < ofToken ? paging : token;
}

function limitsIn(headers: Headers, nowMs: EpochMs): Bucket['said'] {
  const remaining = numberIn(headers, 'x-ratelimit-remaining');
  const resetMs = resetIn(headers, nowMs);
  if (remaining === undefined || resetMs === undefined) return undefined;
  return { remaining, resetMs, limit: numberIn(headers, 'x-ratelimit-limit') ?? LIMIT };
}

/** The reset by our clock: what is left until then by the server's own `Date`. */
function resetIn(headers: Headers, nowMs: EpochMs): number | undefined {
  // Mastodon writes ISO 8601, GoToSocial seconds of unix time.
  const seconds = numberIn(headers, 'x-ratelimit-reset');
  const resetMs =
    seconds === undefined ? epochMsOf(headers.get('x-ratelimit-reset')) : seconds * SECOND_MS;
  return resetMs === undefined ? undefined : nowMs + pauseUntil(resetMs, headers, nowMs);
}

function pauseIn(headers: Headers, nowMs: EpochMs): number {
  const seconds = numberIn(headers, 'retry-after');
  if (seconds !== undefined) return clamp(seconds * SECOND_MS);
  const retryMs = epochMsOf(headers.get('retry-after'));
  if (retryMs !== undefined) return pauseUntil(retryMs, headers, nowMs);
  const resetMs = resetIn(headers, nowMs);
  return resetMs === undefined ? PAUSE_UNSAID_MS : resetMs - nowMs;
}

function pauseUntil(momentMs: number, headers: Headers, nowMs: EpochMs): number {
  return clamp(momentMs - (epochMsOf(headers.get('date')) ?? nowMs));
}

function clamp(waitMs: number): number {
  return Math.min(PAUSE_MAX_MS, Math.max(PAUSE_MIN_MS, waitMs));
}

function numberIn(headers: Headers, name: string): number | undefined {
  const written = headers.get(name);
  return written !== null && /^\d+$/.test(written) ? Number(written) : undefined;
}
