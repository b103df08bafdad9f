import { DAY_MS, type EpochMs } from '../core/clock.ts';
import type { Purpose } from '../mastodon/accountant.ts';
import { openAbsences } from '../store/absences.ts';
import { type Crawls, openCrawls } from '../store/crawls.ts';
import type { Database } from '../store/database.ts';
import { openLogins } from '../store/logins.ts';
import { openComparison } from './crawl_comparison.ts';
import { type MentionsEnd, openMentions } from './crawl_mentions.ts';
import { openReading } from './crawl_reading.ts';
import { FailsOverOne } from './failing.ts';
import { openFollowCount, unlistedFollows } from './follow_list.ts';
import { openKeeping } from './missing.ts';
import type { Session } from './session.ts';
import { openTagsOfHoles } from './tags_of_holes.ts';
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
  const { deps, state, loginKey } = session;
  const crawls = openCrawls(deps.database);
  const comparison = openComparison(session, crawls, purpose);
  const reading = openReading(session, crawls, purpose);
  const mentions = openMentions(session, crawls, purpose);
  const askFollowCount = openFollowCount(session);
  const askTags = openTagsOfHoles(session);
  const lettingGo = openLettingGo(session, crawls);

  /** Gives the holes for which it is written down who must be read. */
  const plan = async (): Promise<readonly number[]> => {
    const holes = crawls.holes(loginKey);
    const fresh = holes.filter((hole) => hole.is_planned === 0);
    if (fresh.length > 0) {
      // Whom they have followed since, they may have followed in it.
      const areFollowsTold = await isTold(askFollowCount);
      const tags = await askTags();
      deps.database.transaction(() => {
        state.set(loginKey, FOLLOWS_TOLD, JSON.stringify(areFollowsTold), deps.time.now());
        state.set(loginKey, TAGS_TOLD, JSON.stringify(tags.isTold), deps.time.now());
        mentions.plan();
        for (const { hole_key, from_ms } of fresh)
          crawls.plan(loginKey, hole_key, tags.since(from_ms));
      });
      deps.log.info('ingest.crawl_planned', { holes: fresh.length });
    }
    return holes.map(({ hole_key }) => hole_key);
  };

  /** Those of them for which everybody was read. One that ended meanwhile is in no plan yet. */
  const finish = (planned: readonly number[]) => {
    const mentionsEnd = mentions.end();
    if (mentionsEnd === undefined) return;
    for (const hole of crawls.holes(loginKey)) {
      const holeKey = hole.hole_key;
      if (!planned.includes(holeKey)) continue;
      const isLetGo = () => lettingGo.isSo(hole);
      if (!settleHole(session, { crawls, holeKey, mentionsEnd, isLetGo })) continue;
      deps.log.info('ingest.crawled', { hole: holeKey });
    }
    crawls.tidy(deps.time.now());
  };

  const isDue = () => {
    crawls.tidy(deps.time.now());
    return crawls.holes(loginKey).length > 0 && areFollowsKnown(deps.database, loginKey);
  };

  return {
    crawls,
    found: () => reading.found() + mentions.found(),
    async compare() {
      if (!isDue()) return false;
      await plan();
      return comparison.step();
    },
    async step() {
      if (!isDue()) return false;
      const planned = await plan();
      const isMore = (await comparison.step()) || (await mentions.step()) || (await reading.step());
      if (mentions.end() !== undefined) await lettingGo.ask(planned);
      deps.database.transaction(() => finish(planned));
      return isMore;
    },
  };
}

/** Whether a server ever told who is followed: else nobody's page would be read. */
export function areFollowsKnown(database: Database, loginKey: number): boolean {
  return openLogins(database)
    .all()
    .some((login) => login.loginKey === loginKey && login.followsCompleteAtMs !== null);
}

interface HoleRead {
  readonly crawls: Crawls;
  readonly holeKey: number;
  readonly mentionsEnd: MentionsEnd;
  readonly isLetGo: () => boolean;
}

/**
 * What can be had of a hole is here, where everybody was read. One that a list left, in which
 * nothing was found, was none.
 */
function settleHole(session: Session, read: HoleRead): boolean {
  const { crawls, holeKey, mentionsEnd, isLetGo } = read;
  const outcomes = crawls.outcomes(holeKey);
  if (outcomes.some(({ outcome }) => outcome === 'unasked' || outcome === 'waiting')) return false;
  const by = {
    tags: crawls.tags(holeKey),
    areTagsTold: wasTold(session, TAGS_TOLD),
    areFollowsTold: wasTold(session, FOLLOWS_TOLD),
  };
  const unlisted = unlistedFollows(session);
  crawls.finish(
    holeKey,
    unprovenIn({ outcomes, mentionsEnd, isLetGo: isLetGo(), unlisted, ...by }),
  );
  const isAllRead = outcomes.every(({ outcome }) => outcome === 'read' || outcome === 'unchanged');
  if (isAllRead && unlisted === 0 && by.areFollowsTold) crawls.forgetNothing(holeKey);
  return true;
}

/** Up to the beginning of which hole the server had let go what came before, unix ms. */
const LET_GO = 'crawl_let_go';
/** No server lets go what is younger, but one that was seen to. At pace 1. */
const LET_GO_AFTER_MS = DAY_MS;
/** So long that is remembered. At pace 1. */
const SEEN_MS = 7 * DAY_MS;
/** Of fewer the first may be late by itself; and so much longer than usual it is hardly ever. */
const FOUND_MIN = 50;
const SILENT_TIMES = 10;

/** A hole that begins before what the server keeps is not whole where everybody's page ends. */
function openLettingGo(session: Session, crawls: Crawls) {
  const { deps, state, loginKey } = session;
  const keeps = openKeeping(session);
  const absences = openAbsences(deps.database);
  const isRead = (holeKey: number) =>
    crawls.outcomes(holeKey).every(({ outcome }) => outcome !== 'unasked' && outcome !== 'waiting');
  return {
    /** Of those for which everybody was read: while a crawl goes on for hours more is let go. */
    async ask(planned: readonly number[]): Promise<void> {
      const holes = crawls
        .holes(loginKey)
        .filter(({ hole_key }) => planned.includes(hole_key) && isRead(hole_key));
      if (holes.length === 0) return;
      const nowMs = deps.time.now();
      const isSeenTo = absences.measure(nowMs - SEEN_MS / deps.pace).posts > 0;
      const olderMs = isSeenTo ? nowMs : nowMs - LET_GO_AFTER_MS / deps.pace;
      const found = state.find(loginKey, LET_GO);
      let letGoMs = Number(found?.value ?? 0);
      for (const { from_ms } of holes)
        if (from_ms < olderMs && from_ms > letGoMs && !(await keeps(from_ms as EpochMs)))
          letGoMs = from_ms;
      if (letGoMs > 0) state.set(loginKey, LET_GO, String(letGoMs), nowMs);
    },
    /** Where nothing is here from before, a long silence at its beginning says so. */
    isSo({ from_ms, to_ms }: { readonly from_ms: number; readonly to_ms: number }): boolean {
      if (from_ms <= Number(state.find(loginKey, LET_GO)?.value ?? 0)) return true;
      const plannedMs = state.find(loginKey, FOLLOWS_TOLD)?.at_ms ?? 0;
      const given = absences.firstGiven(loginKey, { from_ms, to_ms }, plannedMs);
      if (given === undefined || given.first_ms === null || given.found < FOUND_MIN) return false;
      const usualMs = (to_ms - given.first_ms) / given.found;
      const silentMs = given.first_ms - from_ms;
      return silentMs > Math.max(LET_GO_AFTER_MS / deps.pace, SILENT_TIMES * usualMs);
    },
  };
}

/** What the server told when the crawl was planned: which tags are followed, and who is. */
const TAGS_TOLD = 'crawl_tags_told';
const FOLLOWS_TOLD = 'crawl_follows_told';

function wasTold({ state, loginKey }: Session, what: string): boolean {
  return state.find(loginKey, what)?.value !== 'false';
}

/** False where the server is well and fails over it: whom we know of is read all the same. */
async function isTold(ask: () => Promise<void>): Promise<boolean> {
  try {
    await ask();
    return true;
  } catch (error) {
    if (!(error instanceof FailsOverOne)) throw error;
    return false;
  }
}
