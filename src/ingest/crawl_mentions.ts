import { enteredAtMs } from '../core/entry_time.ts';
import type { Purpose } from '../mastodon/accountant.ts';
import { type MentionPage, mentionPage } from '../mastodon/mentions.ts';
import { isMissing } from '../mastodon/refusal.ts';
import type { Crawls } from '../store/crawls.ts';
import { PAGES_MAX } from './crawl_pruning.ts';
import { reachBackMs } from './crawl_reach.ts';
import { failsOverOne } from './failing.ts';
import { reachesHome } from './home_rules.ts';
import type { Session } from './session.ts';
import { openStandingRules } from './standing_rules.ts';

/**
 * A direct message counts for no number of posts (mastodon/mastodon, app/models/status.rb,
 * increment_counter_caches): who wrote nothing else in a hole is not read for it. The owner was
 * told of it, though, so what they were told is read back to the beginning of the holes.
 */
export interface Mentions {
  /** Begins anew: there is a hole that it was not read for. */
  readonly plan: () => void;
  /** The next page; false where it was read to its end. */
  readonly step: () => Promise<boolean>;
  /** Undefined as long as it is not read to its end. */
  readonly end: () => MentionsEnd | undefined;
  /** Arrivals that were found. */
  readonly found: () => number;
}

/** `cut`: the server does not tell, or not as far back. */
export type MentionsEnd = 'read' | 'cut';

interface Place {
  readonly maxId?: string | undefined;
  readonly pages: number;
  readonly end?: MentionsEnd | undefined;
}

const PLACE = 'crawl_mentions';
const BEGINNING: Place = { pages: 0 };
const FAILURES_MAX = 3; // while the server is well otherwise

export function openMentions(session: Session, crawls: Crawls, purpose: Purpose): Mentions {
  const { deps, connection, state, loginKey } = session;
  const file = openFile(session, crawls);
  let found = 0;
  let failures = 0;

  const place = (): Place =>
    JSON.parse(state.find(loginKey, PLACE)?.value ?? JSON.stringify(BEGINNING));
  const go = (to: Place) => state.set(loginKey, PLACE, JSON.stringify(to), deps.time.now());

  const next = async ({ maxId, pages }: Place) => {
    const page = await mentionPage(connection, purpose, maxId);
    deps.database.transaction(() => {
      found += file(page);
      const { nextId, oldestMs } = page;
      const reach = crawls
        .holes(loginKey)
        .map(({ from_ms }) => reachBackMs(session, crawls, from_ms));
      const isDone = nextId === undefined || (oldestMs ?? Infinity) < Math.min(...reach);
      const isCut = !isDone && pages + 1 >= PAGES_MAX;
      go({ maxId: nextId, pages: pages + 1, end: isDone ? 'read' : isCut ? 'cut' : undefined });
    });
  };

  return {
    plan: () => go(BEGINNING),
    end: () => place().end,
    found: () => found,
    async step() {
      const at = place();
      if (at.end !== undefined) return false;
      try {
        await next(at);
      } catch (error) {
        if (!isMissing(error) && !(await failsOverOne(session, error))) throw error;
        failures += 1;
        if (!isMissing(error) && failures < FAILURES_MAX) throw error;
        go({ ...at, end: 'cut' });
      }
      return true;
    },
  };
}

/** Gives how much of a page had not arrived before. */
function openFile(session: Session, crawls: Crawls): (page: MentionPage) => number {
  const { filing, actions, loginKey } = session;
  const rulesAt = openStandingRules(session);
  return ({ entries, refused, askedAtMs: atMs }) => {
    const rules = rulesAt(atMs);
    const homely = entries.filter((entry) => reachesHome(entry, rules));
    let found = 0;
    for (const { hole_key, from_ms, to_ms } of crawls.holes(loginKey)) {
      const sinceMs = reachBackMs(session, crawls, from_ms);
      const inside = homely.filter((entry) => {
        const givenMs = enteredAtMs(entry, atMs);
        return givenMs >= sinceMs && givenMs <= to_ms;
      });
      const { arrived } = filing.file(loginKey, inside, { atMs, how: 'crawl' });
      if (arrived > 0) crawls.recovered(hole_key, arrived);
      for (const { status } of inside) actions.compare(loginKey, status, atMs);
      found += arrived;
    }
    for (const { reason, sample } of refused) filing.refuse(reason, sample, atMs);
    return found;
  };
}
