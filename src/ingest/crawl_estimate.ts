import { type EpochMs, MINUTE_MS } from '../core/clock.ts';
import { ACCOUNTS_MAX } from '../mastodon/account_batch.ts';
import type { Purpose } from '../mastodon/accountant.ts';
import { answerMsOf } from '../mastodon/answer_times.ts';
import { budgetOf } from '../mastodon/rate_budget.ts';
import type { CrawlWork } from '../store/crawls.ts';
import type { Database } from '../store/database.ts';
import { openRateCounters } from '../store/rate_counters.ts';

/** What filling the holes will cost, from what is left to be asked and from the rate limit. */
export interface CrawlEstimate {
  /** Authors who must be read. */
  readonly people: number;
  /** And tags: of one whose first page nobody has read yet, a single page is counted. */
  readonly tags: number;
  readonly requests: number;
  /** Rounded up. */
  readonly minutes: number;
  /** Requests that the budget lets through in `windowMinutes`. */
  readonly perWindow: number;
  readonly windowMinutes: number;
}

/**
 * A crawl beside ingest comes after its polls and sweeps (2026-11-27, the demo's server, 150 and
 * 600 follows: 4 to 8 requests of a window had gone before the crawl had its part of it).
 */
const OTHERS_FIRST = 8;

/** What of the windows is used up already, and by which clock. */
export interface Standing {
  /** What came a moment ago is counted at its ages first, which leaves nothing of this window. */
  readonly isUsedUp?: boolean;
  readonly nowMs: EpochMs;
  /** Ingest's: the accountant's windows are so much shorter. */
  readonly pace: number;
  readonly counters: ReturnType<ReturnType<typeof openRateCounters>['read']>;
}

/** How it stands with a login; `nowMs` by the server's clock. */
export function standingOf(
  database: Database,
  loginKey: number,
  { nowMs, pace }: Pick<Standing, 'nowMs' | 'pace'>,
): Standing {
  return { nowMs, pace, counters: openRateCounters(database, () => loginKey).read() };
}

/** Whether nothing more of a purpose may go before the next window, or the end of a pause. */
export function isHeldUp(purpose: Purpose, standing: Standing): boolean {
  const { nowMs, counters } = standing;
  const { requests, windowMs } = budgetOf(purpose, counters);
  const { used } = windowNow('token', windowMs / Math.max(1, standing.pace), standing);
  const isPaused = counters.some((one) => one.bucket === 'pause' && one.windowStartMs > nowMs);
  return isPaused || used >= requests;
}

export function estimateOf(work: CrawlWork, purpose: Purpose, standing: Standing): CrawlEstimate {
  const budget = budgetOf(purpose, standing.counters);
  const requests = Math.ceil(work.unasked / ACCOUNTS_MAX) + work.requests;
  const pace = Math.max(1, standing.pace);
  const others = purpose === 'crawl' ? OTHERS_FIRST : 0;
  const answerMs = answerMsOf(standing.counters);
  const lasts = (asked: number, bucket: string, limit: number, windowMs: number) => {
    const most = Math.max(1, limit - others);
    return lastsMs(asked, { ...windowNow(bucket, windowMs / pace, standing), most, answerMs });
  };
  const ms = Math.max(
    lasts(requests, 'token', budget.requests, budget.windowMs),
    lasts(work.with_cursor, 'paging', budget.pagingRequests, budget.pagingWindowMs),
  );
  return {
    people: work.waiting - work.tags,
    tags: work.tags,
    requests,
    minutes: Math.ceil(ms / MINUTE_MS),
    perWindow: budget.requests,
    windowMinutes: budget.windowMs / MINUTE_MS,
  };
}

interface WindowNow {
  readonly windowMs: number;
  readonly used: number;
  readonly leftMs: number;
}

/** Windows are fixed, as the accountant's are. */
function windowNow(bucket: string, windowMs: number, standing: Standing): WindowNow {
  const { nowMs, counters, isUsedUp } = standing;
  const startMs = Math.floor(nowMs / windowMs) * windowMs;
  const known = counters.find((counter) => counter.bucket === bucket);
  const isOfNow = known !== undefined && Math.abs(known.windowStartMs - startMs) < windowMs / 2;
  const used = isUsedUp && bucket === 'token' ? Infinity : isOfNow ? known.used : 0;
  return { windowMs, used, leftMs: startMs + windowMs - nowMs };
}

interface Passing extends WindowNow {
  /** Requests that a window lets through. */
  readonly most: number;
  readonly answerMs: number;
}

/**
 * One request after the other, as many in each window as it lets through, or as are answered in it
 * where that is less. Of the last window passes what its requests take alone.
 */
function lastsMs(requests: number, { most, windowMs, used, leftMs, answerMs }: Passing): number {
  const later = requests - Math.min(Math.max(0, most - used), leftMs / answerMs);
  if (later <= 0) return requests * answerMs;
  const perWindow = Math.min(most, windowMs / answerMs);
  const windows = Math.ceil(later / perWindow) - 1;
  return leftMs + windows * windowMs + (later - windows * perWindow) * answerMs;
}
