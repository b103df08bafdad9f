import { MINUTE_MS } from '../core/clock.ts';
import { ACCOUNTS_MAX } from '../mastodon/account_batch.ts';
import { budgetOf, type Purpose } from '../mastodon/accountant.ts';
import type { CrawlWork } from '../store/crawls.ts';

/** What filling the holes will cost, from what is left to be asked and from the rate limit. */
export interface CrawlEstimate {
  /** Authors and tags that must be read. */
  readonly people: number;
  readonly requests: number;
  /** Rounded up. */
  readonly minutes: number;
  /** Requests that the budget lets through in `windowMinutes`. */
  readonly perWindow: number;
  readonly windowMinutes: number;
}

/** One after the other, over the ocean and back. */
const REQUEST_MS = 300;

/** `pace` is ingest's: the accountant's windows are so much shorter. */
export function estimateOf(work: CrawlWork, purpose: Purpose, pace: number): CrawlEstimate {
  const budget = budgetOf(purpose);
  const requests = Math.ceil(work.unasked / ACCOUNTS_MAX) + work.requests;
  const waits = Math.max(
    waitMs(requests, budget.requests, budget.windowMs),
    waitMs(work.with_cursor, budget.requests, budget.pagingWindowMs),
  );
  return {
    people: work.waiting,
    requests,
    minutes: Math.ceil((waits / Math.max(1, pace) + requests * REQUEST_MS) / MINUTE_MS),
    perWindow: budget.requests,
    windowMinutes: budget.windowMs / MINUTE_MS,
  };
}

/** What fits into a window goes at once; the rest waits for the next ones. */
function waitMs(requests: number, perWindow: number, windowMs: number): number {
  return Math.floor(Math.max(0, requests - 1) / perWindow) * windowMs;
}
