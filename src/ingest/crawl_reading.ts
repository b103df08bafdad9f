import { enteredAtMs, lastEnteredAtMs } from '../core/entry_time.ts';
import { DriftlineError } from '../core/errors.ts';
import type { Purpose } from '../mastodon/accountant.ts';
import {
  accountPath,
  compareIds,
  type TimelinePage,
  tagPath,
  timelinePage,
} from '../mastodon/home.ts';
import { isRefusal } from '../mastodon/refusal.ts';
import type { Crawls, Turn } from '../store/crawls.ts';
import { PAGES_MAX } from './crawl_pruning.ts';
import { reachBackMs } from './crawl_reach.ts';
import { failsOverOne } from './failing.ts';
import { reachesHome, reachesHomeByTag } from './home_rules.ts';
import type { Session } from './session.ts';
import { openStandingRules } from './standing_rules.ts';

/** Reads the pages of authors and tags, and files what of it lies in a hole. */
export interface Reading {
  /** The next page of whoever is next; false where everybody is read. */
  readonly step: () => Promise<boolean>;
  /** Arrivals that were found. */
  readonly found: () => number;
}

interface Desk {
  readonly session: Session;
  readonly crawls: Crawls;
  readonly rulesAt: ReturnType<typeof openStandingRules>;
  /** Pages read of somebody by this run. */
  readonly pagesRead: Map<string, number>;
  /** How often the server failed over somebody's page, while it was well. */
  readonly failures: Map<string, number>;
}

/**
 * One page over which the server fails must not keep everybody else from being read. Where it is
 * everybody's, a guard keeps us out for a while: that is waited for.
 */
const FAILURES_MAX = 3;
/** Where nobody is left whose page would tell: about an hour. */
const FAILURES_OF_LAST_MAX = 60;

export function openReading(session: Session, crawls: Crawls, purpose: Purpose): Reading {
  const { deps, connection, loginKey } = session;
  const rulesAt = openStandingRules(session);
  const desk: Desk = { session, crawls, rulesAt, pagesRead: new Map(), failures: new Map() };
  let found = 0;

  const read = async (turn: Turn) => {
    const path = turn.kind === 'tag' ? tagPath(turn.subject) : accountPath(turn.subject);
    const page = await timelinePage(connection, path, purpose, turn.max_id ?? undefined);
    if (isOddlyEmpty(desk, turn, page)) throw new EmptyPage(path);
    found += deps.database.transaction(() => {
      const arrived = file(desk, turn, page);
      settle(desk, turn, page);
      return arrived;
    });
  };

  /** Throws what happened, unless the server fails over this page alone, again and again. */
  const giveUp = async (turn: Turn, error: unknown) => {
    const times = await failuresOf(desk, turn, error);
    if (times < FAILURES_MAX) throw error;
    const other = crawls.next(loginKey, turn);
    if (other !== undefined) await read(other);
    else if (times < FAILURES_OF_LAST_MAX) throw error;
    const name = `${turn.kind}/${turn.subject}`;
    deps.log.warn('ingest.page_unreadable', { of: name, why: (error as Error).message });
  };

  return {
    found: () => found,
    async step() {
      const turn = crawls.next(loginKey);
      if (turn === undefined) return false;
      try {
        await read(turn);
      } catch (error) {
        if (!isRefusal(error)) await giveUp(turn, error);
        const isGone = isRefusal(error) || error instanceof EmptyPage;
        for (const { hole_key } of crawls.holesOf(loginKey, turn))
          crawls.settle(hole_key, turn, { outcome: isGone ? 'gone' : 'cut', pages: 0 });
      }
      return true;
    },
  };
}

/** Somebody's page shows nothing, and posts of theirs stand here. */
class EmptyPage extends DriftlineError {
  constructor(path: string) {
    super('upstream', `the server shows no posts at ${path}, and some are here`);
  }
}

/** For a moment, or for good where a server hides somebody: that is asked more than once. */
function isOddlyEmpty({ session, crawls }: Desk, turn: Turn, page: TimelinePage): boolean {
  const isEmpty = turn.max_id === null && page.lastId === undefined;
  return isEmpty && turn.kind === 'account' && crawls.hasPostsOf(session.loginKey, turn.subject);
}

/** How often the server has failed over somebody's page while it was well; else it is thrown. */
async function failuresOf({ session, failures }: Desk, turn: Turn, error: unknown) {
  const name = `${turn.kind}/${turn.subject}`;
  if (!(await failsOverOne(session, error))) throw error;
  const times = (failures.get(name) ?? 0) + 1;
  failures.set(name, times);
  return times;
}

/** Gives how much of the page had not arrived before. */
function file({ session, crawls, rulesAt }: Desk, turn: Turn, page: TimelinePage): number {
  const { filing, actions, loginKey } = session;
  const atMs = page.askedAtMs;
  const rules = rulesAt(atMs);
  const reaches = turn.kind === 'tag' ? reachesHomeByTag : reachesHome;
  let found = 0;
  for (const { hole_key, from_ms, to_ms } of crawls.holesOf(loginKey, turn)) {
    const sinceMs = reachBackMs(session, crawls, from_ms);
    const inside = page.entries.filter((entry) => {
      const givenMs = enteredAtMs(entry, atMs);
      return givenMs >= sinceMs && givenMs <= to_ms && reaches(entry, rules);
    });
    const { arrived } = filing.file(loginKey, inside, { atMs, how: 'crawl' });
    if (arrived > 0) crawls.recovered(hole_key, arrived);
    found += arrived;
    for (const { status } of inside) actions.compare(loginKey, status, atMs);
  }
  for (const { reason, sample } of page.refused) filing.refuse(reason, sample, atMs);
  return found;
}

/** Whether more of them must be read, and for which holes. */
function settle({ session, crawls, pagesRead }: Desk, turn: Turn, page: TimelinePage): void {
  const name = `${turn.kind}/${turn.subject}`;
  const pages = (pagesRead.get(name) ?? 0) + 1;
  pagesRead.delete(name);
  const nowMs = session.deps.time.now();
  const oldestMs = lastEnteredAtMs(page.entries, nowMs) ?? nowMs;
  const isEndless = pages >= PAGES_MAX || !goesDown(page.lastId, turn.max_id);
  for (const hole of crawls.holesOf(session.loginKey, turn)) {
    if (page.isLast || oldestMs < reachBackMs(session, crawls, hole.from_ms)) {
      crawls.settle(hole.hole_key, turn, { outcome: 'read', pages: 0 });
    } else if (isEndless) {
      crawls.settle(hole.hole_key, turn, { outcome: 'cut', pages: 0 });
    } else {
      pagesRead.set(name, pages);
      const toGoMs = oldestMs - reachBackMs(session, crawls, hole.from_ms);
      const told = Math.min(PAGES_MAX - pages, pagesLeft(page, toGoMs));
      const left = turn.kind === 'account' && hole.pages > 1 ? hole.pages - 1 : told;
      crawls.settle(hole.hole_key, turn, { outcome: 'waiting', pages: left, maxId: page.lastId });
    }
  }
}

/** So much as one page tells of how many there are for a stretch below it. */
function pagesLeft({ entries, askedAtMs }: TimelinePage, toGoMs: number): number {
  const oldestMs = lastEnteredAtMs(entries, askedAtMs) ?? askedAtMs;
  const newestMs = Math.max(oldestMs, ...entries.map((entry) => enteredAtMs(entry, askedAtMs)));
  return Math.max(1, Math.ceil(toGoMs / Math.max(1, newestMs - oldestMs)));
}

/** A server that ignores the cursor would give the same page for ever. */
function goesDown(lastId: string | undefined, maxId: string | null): boolean {
  return lastId !== undefined && (maxId === null || compareIds(lastId, maxId) < 0);
}
