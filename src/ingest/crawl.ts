import type { Purpose } from '../mastodon/accountant.ts';
import { followedTagNames } from '../mastodon/lists.ts';
import { type Crawls, openCrawls } from '../store/crawls.ts';
import { openLogins } from '../store/logins.ts';
import { openComparison } from './crawl_comparison.ts';
import { openReading } from './crawl_reading.ts';
import type { Session } from './session.ts';
import { unprovenIn } from './unproven.ts';

/** Fills holes that the home could not reach over, from the pages of everybody followed. */
export interface Crawl {
  /**
   * One request's worth of it, committed with its answer: whoever is stopped between two steps goes
   * on where they ended. False where nothing is left to do. All holes are filled in one go: a page
   * that serves several is asked for once.
   */
  readonly step: () => Promise<boolean>;
  /** The same, as long as only to find out who must be read. */
  readonly compare: () => Promise<boolean>;
  /** Arrivals that this run has found. */
  readonly found: () => number;
  readonly crawls: Crawls;
}

export function openCrawl(session: Session, purpose: Purpose): Crawl {
  const { deps, connection, state, loginKey } = session;
  const crawls = openCrawls(deps.database);
  const comparison = openComparison(session, crawls, purpose);
  const reading = openReading(session, crawls, purpose);

  const areFollowsKnown = () =>
    openLogins(deps.database)
      .all()
      .some((login) => login.loginKey === loginKey && login.followsCompleteAtMs !== null);

  const plan = async () => {
    const fresh = crawls.holes(loginKey).filter((hole) => hole.is_planned === 0);
    if (fresh.length === 0) return;
    const tags = await followedTagNames(connection, purpose);
    deps.database.transaction(() => {
      state.set(loginKey, TAGS_ASKED, JSON.stringify(tags ?? null), deps.time.now());
      for (const { hole_key } of fresh) crawls.plan(loginKey, hole_key, tags ?? []);
    });
    deps.log.info('ingest.crawl_planned', { holes: fresh.length });
  };

  const tagsAsked = (): readonly string[] | null =>
    JSON.parse(state.find(loginKey, TAGS_ASKED)?.value ?? 'null');

  /** Those for which everybody was read. */
  const finish = () => {
    for (const { hole_key } of crawls.holes(loginKey)) {
      const outcomes = crawls.outcomes(hole_key);
      if (outcomes.some(({ outcome }) => outcome === 'unasked' || outcome === 'waiting')) continue;
      crawls.finish(hole_key, unprovenIn(outcomes, tagsAsked()));
      deps.log.info('ingest.crawled', { hole: hole_key });
    }
    crawls.tidy();
  };

  const isDue = async () => {
    crawls.tidy();
    if (crawls.holes(loginKey).length === 0 || !areFollowsKnown()) return false;
    await plan();
    return true;
  };

  return {
    crawls,
    found: reading.found,
    compare: async () => (await isDue()) && (await comparison.step()),
    async step() {
      if (!(await isDue())) return false;
      const isMore = (await comparison.step()) || (await reading.step());
      deps.database.transaction(finish);
      return isMore;
    },
  };
}

/** The followed tags when the crawl was planned, JSON; null where the server does not tell. */
const TAGS_ASKED = 'crawl_tags';
