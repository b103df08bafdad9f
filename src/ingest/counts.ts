import { DAY_MS, MINUTE_MS } from '../core/clock.ts';
import { openCrawls } from '../store/crawls.ts';
import { type AskAgain, openAskAgain } from './asking_again.ts';
import type { Session } from './session.ts';

/** Most statuses of one round: 25 requests of twenty, a twelfth of the token's window. */
const ROUND_MAX = 500;
const ALONE_ROUND_MAX = 60; // where each is a request of its own
const CRAWLING_ROUND_MAX = 20; // and a crawl goes on
/** No age at which counts are kept lasts longer. */
const AT_ANY_TIME_MS = 4 * DAY_MS;
/** Or else it is too late for that age. */
const BEFORE_LONG_MS = 30 * MINUTE_MS;

export interface Refresh {
  /** One round of whatever is due; gives how many were brought up to date. */
  readonly round: () => Promise<number>;
  readonly askAgain: AskAgain;
}

/**
 * Asks for the counts of candidates that have come to an age at which they are compared (a streamed
 * status arrives with zeros, and no event ever updates them).
 */
export function openRefresh(session: Session): Refresh {
  const { deps, state, loginKey } = session;
  const { askAgain, isLeft, leftCount } = openAskAgain(session);
  const haste = openHaste(session);

  return {
    askAgain,
    async round() {
      const { most, withinMs, batch } = haste();
      const due = state
        .dueForCounts(loginKey, deps.time.now(), withinMs, most + leftCount())
        .filter((id) => !isLeft(id))
        .slice(0, most);
      let refreshed = 0;
      for (let from = 0; from < due.length; from += batch)
        refreshed += await askAgain(due.slice(from, from + batch));
      if (refreshed > 0) deps.log.info('ingest.counts_refreshed', { statuses: refreshed });
      return refreshed;
    },
  };
}

/**
 * How many a round asks about, and how soon the age must be over at which that is, ms. Where each
 * is a request of its own, what can wait leaves them to a crawl, and of the rest a part will do:
 * percentiles are made of samples.
 */
function openHaste(session: Session) {
  const { deps, loginKey } = session;
  const crawls = openCrawls(deps.database);
  return () => {
    const { batch } = session;
    if (batch > 1) return { most: ROUND_MAX, withinMs: AT_ANY_TIME_MS, batch };
    return crawls.holes(loginKey).length === 0
      ? { most: ALONE_ROUND_MAX, withinMs: AT_ANY_TIME_MS, batch: ALONE_ROUND_MAX }
      : { most: CRAWLING_ROUND_MAX, withinMs: BEFORE_LONG_MS, batch: CRAWLING_ROUND_MAX };
  };
}
