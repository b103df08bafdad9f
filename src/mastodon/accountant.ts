import {
  type Cancel,
  type EpochMs,
  epochMsOf,
  MINUTE_MS,
  SECOND_MS,
  type Time,
} from '../core/clock.ts';

/** What a request is for; the more urgent is served first when permits are short. */
export const URGENCY = {
  login: 0,
  repair: 1,
  poll: 2,
  audit: 3,
  follows: 4,
  counts: 5,
  crawl: 6,
} as const;
export type Purpose = keyof typeof URGENCY;

/** Gives every request its permit. Mastodon's limits: mastodon-api.md, section 3. */
export interface Accountant {
  /** Resolves when the request may go. Rejects with the signal's reason when it is aborted first. */
  readonly permit: (purpose: Purpose, isPaging: boolean, signal?: AbortSignal) => Promise<void>;
  /** What an answer's headers say of our budget. */
  readonly heard: (headers: Headers, isPaging: boolean) => void;
  /** A 429: nothing goes until the server's window is over. */
  readonly refused: (headers: Headers) => void;
  readonly used: () => Readonly<Record<string, number>>;
}

/** Windows are fixed and aligned to multiples of their length in unix time. */
const BUCKETS = {
  token: { requests: 300, windowMs: 5 * MINUTE_MS },
  paging: { requests: 300, windowMs: 15 * MINUTE_MS },
} as const;
type BucketName = keyof typeof BUCKETS;

/** The rest is for the owner's other apps. */
const OUR_SHARE = 0.7;
const WAIT_MIN_MS = SECOND_MS;
const WAIT_MAX_MS = 15 * MINUTE_MS;

interface Asking {
  readonly purpose: Purpose;
  readonly isPaging: boolean;
  readonly order: number;
  readonly go: () => void;
}

export function openAccountant(time: Time, pace: number): Accountant {
  const used: Record<BucketName, { startMs: number; count: number }> = {
    token: { startMs: 0, count: 0 },
    paging: { startMs: 0, count: 0 },
  };
  const blockedUntilMs: Record<BucketName, number> = { token: 0, paging: 0 };
  let queue: Asking[] = [];
  let orders = 0;
  let wake: Cancel | undefined;

  const windowMs = (name: BucketName) => BUCKETS[name].windowMs / pace;
  const startMs = (name: BucketName) => Math.floor(time.now() / windowMs(name)) * windowMs(name);
  const current = (name: BucketName) => {
    const bucket = used[name];
    if (bucket.startMs < startMs(name)) {
      bucket.startMs = startMs(name);
      bucket.count = 0;
    }
    return bucket;
  };
  /** When the bucket has room, unix ms; now or earlier: it has. */
  const freeAtMs = (name: BucketName): number => {
    if (blockedUntilMs[name] > time.now()) return blockedUntilMs[name];
    const isFull = current(name).count >= Math.floor(BUCKETS[name].requests * OUR_SHARE);
    return isFull ? startMs(name) + windowMs(name) : 0;
  };
  const namesOf = (asking: Asking): readonly BucketName[] =>
    asking.isPaging ? ['token', 'paging'] : ['token'];
  const waitsUntilMs = (asking: Asking) => Math.max(...namesOf(asking).map(freeAtMs));

  const serve = () => {
    wake?.();
    wake = undefined;
    queue.sort((a, b) => URGENCY[a.purpose] - URGENCY[b.purpose] || a.order - b.order);
    for (const asking of [...queue]) {
      if (waitsUntilMs(asking) > time.now()) continue;
      for (const name of namesOf(asking)) current(name).count += 1;
      queue = queue.filter((other) => other !== asking);
      asking.go();
    }
    if (queue.length === 0) return;
    const nextMs = Math.min(...queue.map(waitsUntilMs));
    wake = time.after(Math.max(1, nextMs - time.now()), serve);
  };

  return {
    permit: (purpose, isPaging, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        orders += 1;
        const stop = () => {
          queue = queue.filter((other) => other !== asking);
          reject(signal?.reason);
        };
        const go = () => {
          signal?.removeEventListener('abort', stop);
          resolve();
        };
        const asking: Asking = { purpose, isPaging, order: orders, go };
        signal?.addEventListener('abort', stop, { once: true });
        queue.push(asking);
        serve();
      }),
    heard(headers, isPaging) {
      const remaining = Number(headers.get('x-ratelimit-remaining') ?? Number.NaN);
      const limit = Number(headers.get('x-ratelimit-limit') ?? Number.NaN);
      const resetMs = resetOf(headers, time.now());
      if (!(limit > 0) || !(remaining >= 0) || resetMs === undefined) return;
      // The headers describe the bucket with least remaining: the long window is the paging one.
      const isLong = resetMs - time.now() > windowMs('token');
      const name: BucketName = isPaging && isLong ? 'paging' : 'token';
      if (remaining <= limit * (1 - OUR_SHARE)) blockedUntilMs[name] = resetMs;
    },
    refused(headers) {
      const untilMs = resetOf(headers, time.now()) ?? time.now() + MINUTE_MS;
      blockedUntilMs.token = untilMs;
      blockedUntilMs.paging = Math.max(blockedUntilMs.paging, untilMs);
    },
    used: () => ({ token: current('token').count, paging: current('paging').count }),
  };
}

/** When the server's window is over, by our clock: its own `Date` tells how far the two are apart. */
function resetOf(headers: Headers, nowMs: EpochMs): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  if (seconds >= 0) return nowMs + clamp(seconds * SECOND_MS);
  const resetMs = epochMsOf(headers.get('x-ratelimit-reset'));
  if (resetMs === undefined) return undefined;
  const serverNowMs = epochMsOf(headers.get('date')) ?? nowMs;
  return nowMs + clamp(resetMs - serverNowMs);
}

function clamp(waitMs: number): number {
  return Math.min(WAIT_MAX_MS, Math.max(WAIT_MIN_MS, waitMs));
}
