import type { EpochMs } from '../core/clock.ts';
import type { WireAccount } from '../core/status.ts';
import { type CrawlWork, openCrawls } from '../store/crawls.ts';
import type { Database } from '../store/database.ts';
import { mayHavePosted, pagesExpected } from './crawl_pruning.ts';

/** What reading back to `fromMs` will take, before anybody is asked: from the follow list alone. */
export function expectedWork(
  database: Database,
  loginKey: number,
  { fromMs, nowMs }: { readonly fromMs: EpochMs; readonly nowMs: EpochMs },
): CrawlWork {
  const crawls = openCrawls(database);
  const follows = crawls.follows(loginKey);
  const pages = follows.flatMap(({ profile, ...posting }) => {
    const account = JSON.parse(profile) as WireAccount;
    const known = { ...posting, from_ms: fromMs };
    return mayHavePosted(account, known) ? [pagesExpected(account, known, nowMs)] : [];
  });
  const tags = crawls.tagsSince(loginKey, fromMs).length;
  const sum = pages.reduce((all, one) => all + one, 0);
  return {
    unasked: follows.length,
    waiting: pages.length + tags,
    tags,
    requests: sum + tags,
    with_cursor: sum - pages.length,
  };
}
