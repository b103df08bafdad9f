import { type Cancel, MINUTE_MS, type Time } from '../core/clock.ts';
import { openPause } from './asked_pause.ts';
import { type LimitsSaid, limitOf, limitsIn, pauseIn, USUAL_LIMIT } from './rate_headers.ts';

/** The rest is for the owner's other apps. */
const OUR_SHARE = 0.7;

/**
 * What a request is for, the more urgent first, and how much of our share of a window it may use
 * up: what can wait leaves the rest to what cannot.
 */
const SHARES = {
  act: 1, // the owner did something and looks at it
  client: 1 / OUR_SHARE, // the owner in another app, through us: what is left for such apps is its
  login: 1, // who is started again in the middle of a window must not wait for its end
  repair: 0.97,
  poll: 0.97,
  audit: 0.9,
  follows: 0.8,
  owner: 0.7, // what they set and did elsewhere
  counts: 0.65,
  crawl: 0.6,
  backfill: 0.95, // the owner waits for it, and nothing else of ours goes on
} as const;
export type Purpose = keyof typeof SHARES;
export const shareOf = (purpose: Purpose) => OUR_SHARE * SHARES[purpose];
const URGENCY = Object.keys(SHARES) as readonly Purpose[];
/** When these wait, somebody should know why nothing happens. */
const URGENT: ReadonlySet<Purpose> = new Set(['act', 'login', 'repair', 'poll', 'backfill']);

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
  readonly isPaused: () => boolean; // after a refusal: what has its permit is not to go either
  /** Requests of ours in each bucket's window. */
  readonly used: () => { readonly token: number; readonly paging: number };
}

/** A clock that leapt forward ends a wait: the answer, at worst a refusal, tells it the time. */
const LOOK_EVERY_MS = MINUTE_MS;

export const TOKEN_WINDOW_MS = 5 * MINUTE_MS;
export const PAGING_WINDOW_MS = 15 * MINUTE_MS; // whatever carries max_id, min_id, since_id or page

/** Outlives us: the server's windows do not begin anew when we do. */
export interface RateMemory {
  readonly read: () => readonly RateCounter[];
  readonly write: (counter: RateCounter) => void;
}

export interface RateCounter {
  readonly bucket: string; // token, paging; the limit of either, where said; pause; or answers
  readonly windowStartMs: number; // of a pause: when it is over
  readonly used: number; // requests; of a pause: seconds that were asked for; of answers: ms
}

interface Bucket {
  readonly name: string;
  readonly windowMs: number;
  /** Which window of unix time `used` counts: they are fixed, as the server's are. */
  window: number;
  used: number;
  /** What the server said last, until its own reset; a whole window where it states none. */
  said: (LimitsSaid & { readonly resetMs: number }) | undefined;
}

interface Asking {
  readonly purpose: Purpose;
  readonly isPaging: boolean;
  readonly go: () => void;
}

/**
 * `onWait` hears, once a window, that what is urgent has to wait for the next, and until when, unix
 * ms. `pace` divides our own windows where it is above 1; a reset that the server states holds as it
 * is.
 */
export function openAccountant(
  time: Time,
  pace: number,
  memory?: RateMemory,
  onWait: (purpose: Purpose, untilMs: number) => void = () => {},
): Accountant {
  const known = new Map(memory?.read().map((counter) => [counter.bucket, counter]));
  const token = bucketOf('token', TOKEN_WINDOW_MS / Math.max(1, pace), known);
  const paging = bucketOf('paging', PAGING_WINDOW_MS / Math.max(1, pace), known);
  const queue = new Set<Asking>(); // in the order in which they asked
  const pause = openPause(time.now, known.get('pause'));
  let cancelWake: Cancel = () => {};
  const tellOfWait = openWaitTeller(onWait);

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
      if (pause.lasts() || bucketsOf(asking).some((one) => left(one, share) < 1)) continue;
      for (const bucket of bucketsOf(asking)) {
        take(bucket);
        memory?.write(counterOf(bucket));
      }
      queue.delete(asking);
      asking.go();
    }
    cancelWake();
    if (queue.size === 0) return;
    const endMs = Math.min(endOf(token, nowMs), endOf(paging, nowMs));
    const wakeMs = pause.lasts() ? pause.untilMs() : endMs;
    cancelWake = time.after(Math.min(wakeMs - nowMs, LOOK_EVERY_MS), serve);
    tellOfWait(queue, wakeMs);
  };

  const heard = (headers: Headers, isPaging: boolean) => {
    const said = limitsIn(headers, time.now());
    if (said === undefined) return;
    turnPages();
    const bucket = bucketMeant(isPaging, said.remaining, { token, paging });
    bucket.said = { ...said, resetMs: said.resetMs ?? time.now() + bucket.windowMs };
    const name = limitOf(bucket.name);
    // Each time: before the login is known, nothing is remembered.
    if (said.limit !== USUAL_LIMIT || known.has(name))
      memory?.write({ bucket: name, windowStartMs: 0, used: said.limit });
  };

  return {
    permit: (purpose, isPaging, signal) => enqueue({ queue, serve }, purpose, isPaging, signal),
    heard,
    refused(headers, isPaging) {
      heard(headers, isPaging);
      const begun = pause.begin(pauseIn(headers, time.now()));
      memory?.write(begun);
    },
    isPaused: pause.lasts,
    used() {
      turnPages();
      return { token: token.used, paging: paging.used };
    },
  };
}

interface Counter {
  readonly queue: Set<Asking>;
  readonly serve: () => void;
}

/** Resolves when its turn has come; who stops waiting takes nobody's place. */
function enqueue(
  { queue, serve }: Counter,
  purpose: Purpose,
  isPaging: boolean,
  signal?: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
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
  });
}

function openWaitTeller(onWait: (purpose: Purpose, untilMs: number) => void) {
  let toldUntilMs = 0;
  return (queue: Iterable<Asking>, untilMs: number): void => {
    const [first] = byUrgency(queue);
    if (first === undefined || !URGENT.has(first.purpose) || untilMs <= toldUntilMs) return;
    toldUntilMs = untilMs;
    onWait(first.purpose, untilMs);
  };
}

function bucketOf(name: string, windowMs: number, known: ReadonlyMap<string, RateCounter>): Bucket {
  const { windowStartMs = 0, used = 0 } = known.get(name) ?? {};
  // Half a window on, so that a start that was rounded still falls into its own.
  const window = Math.floor((windowStartMs + windowMs / 2) / windowMs);
  return { name, windowMs, window, used, said: undefined };
}

function counterOf({ name, window, windowMs, used }: Bucket): RateCounter {
  return { bucket: name, windowStartMs: Math.round(window * windowMs), used };
}

function byUrgency(queue: Iterable<Asking>): readonly Asking[] {
  return [...queue].sort((a, b) => URGENCY.indexOf(a.purpose) - URGENCY.indexOf(b.purpose));
}

/** A window of ours begins, or the server's is over: neither says that the other is. */
function turnPage(bucket: Bucket, nowMs: number): void {
  const window = Math.floor(nowMs / bucket.windowMs);
  if (window !== bucket.window) bucket.used = 0;
  bucket.window = window;
  const leftMs = (bucket.said?.resetMs ?? nowMs) - nowMs;
  // None is longer: it was heard by a clock that was ahead, and is set right.
  if (leftMs <= 0 || leftMs > PAGING_WINDOW_MS) bucket.said = undefined;
}

/** How many requests of that share are left in the bucket, by our own count and by the server's. */
function left(bucket: Bucket, share: number): number {
  const own = USUAL_LIMIT * OUR_SHARE * share - bucket.used;
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
  const ofToken = Math.min(token.said?.remaining ?? USUAL_LIMIT, USUAL_LIMIT - token.used);
  return remaining < ofToken ? paging : token;
}
