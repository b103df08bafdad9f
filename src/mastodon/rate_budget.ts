import {
  PAGING_WINDOW_MS,
  type Purpose,
  type RateCounter,
  shareOf,
  TOKEN_WINDOW_MS,
} from './accountant.ts';
import { limitOf, USUAL_LIMIT } from './rate_headers.ts';

/**
 * How many requests of a purpose a window lets through, of all and of those with a cursor;
 * `counters`: what is remembered, the server's own limits among it.
 */
export function budgetOf(purpose: Purpose, counters: readonly RateCounter[]) {
  const within = (bucket: string) => {
    const said = counters.find((counter) => counter.bucket === limitOf(bucket))?.used;
    return Math.floor(Math.min(USUAL_LIMIT, said ?? USUAL_LIMIT) * shareOf(purpose));
  };
  return {
    requests: within('token'),
    windowMs: TOKEN_WINDOW_MS,
    pagingRequests: within('paging'),
    pagingWindowMs: PAGING_WINDOW_MS,
  };
}
