import { type Clock, type EpochMs, isoOf, MINUTE_MS } from '../core/clock.ts';

/** Requests allowed per window (mastodon/mastodon, config/initializers/rack_attack.rb). */
export interface RateLimits {
  readonly perToken: number; // in 5 minutes
  readonly perUser: number; // in 5 minutes, all tokens together
  readonly perAddress: number; // in 5 minutes, without a token
  readonly paging: number; // in 15 minutes: any request with a cursor
  readonly undoing: number; // in 30 minutes: unreblog
  readonly registering: number; // in 10 minutes: POST /api/v1/apps
}

export const REAL_LIMITS: RateLimits = {
  perToken: 300,
  perUser: 1_500,
  perAddress: 300,
  paging: 300,
  undoing: 30,
  registering: 5,
};

export interface Verdict {
  readonly isRefused: boolean;
  /** The three headers; they speak of the bucket with the least left. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface Asking {
  readonly token: string | undefined;
  readonly method: string;
  readonly path: string;
  readonly hasCursor: boolean;
}

interface Bucket {
  readonly name: string;
  readonly limit: number;
  readonly periodMs: number;
}

/** Counts requests in fixed windows that begin at whole multiples of their period of unix time. */
export function openLimits(now: Clock, limits: RateLimits): (asking: Asking) => Verdict {
  const counted = new Map<string, { window: number; count: number }>();

  const remainingIn = (bucket: Bucket, nowMs: number) => {
    const window = Math.floor(nowMs / bucket.periodMs);
    const known = counted.get(bucket.name);
    const count = (known?.window === window ? known.count : 0) + 1;
    counted.set(bucket.name, { window, count });
    return { ...bucket, remaining: bucket.limit - count, resetMs: (window + 1) * bucket.periodMs };
  };

  return (asking) => {
    const nowMs = now();
    const states = bucketsOf(asking, limits).map((bucket) => remainingIn(bucket, nowMs));
    const tightest = states.reduce((a, b) => (b.remaining < a.remaining ? b : a));
    return {
      isRefused: tightest.remaining < 0,
      headers: {
        'X-RateLimit-Limit': String(tightest.limit),
        'X-RateLimit-Remaining': String(Math.max(0, tightest.remaining)),
        'X-RateLimit-Reset': isoOf(tightest.resetMs as EpochMs).replace('Z', '000Z'),
      },
    };
  };
}

/** The owner is the only user and loopback the only address, so neither needs a key. */
function bucketsOf({ token, method, path, hasCursor }: Asking, limits: RateLimits): Bucket[] {
  const fiveMs = 5 * MINUTE_MS;
  const buckets: Bucket[] =
    token === undefined
      ? [{ name: 'address', limit: limits.perAddress, periodMs: fiveMs }]
      : [
          { name: `token ${token}`, limit: limits.perToken, periodMs: fiveMs },
          { name: 'user', limit: limits.perUser, periodMs: fiveMs },
        ];
  if (hasCursor) {
    const name = token === undefined ? 'paging without token' : 'paging';
    buckets.push({ name, limit: limits.paging, periodMs: 15 * MINUTE_MS });
  }
  if (method === 'POST' && path.endsWith('/unreblog')) {
    buckets.push({ name: 'undoing', limit: limits.undoing, periodMs: 30 * MINUTE_MS });
  }
  if (method === 'POST' && path === '/api/v1/apps') {
    buckets.push({ name: 'registering', limit: limits.registering, periodMs: 10 * MINUTE_MS });
  }
  return buckets;
}
