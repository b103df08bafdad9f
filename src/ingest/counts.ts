import { DAY_MS, MINUTE_MS } from '../core/clock.ts';
import { fetchStatuses, type Told } from '../mastodon/batch.ts';
import { countsOf } from '../store/counts.ts';
import { openCrawls } from '../store/crawls.ts';
import { type Failing, failsOverOne, openFailing } from './failing.ts';
import { isPassing } from './going_on.ts';
import { openMissing } from './missing.ts';
import type { Session } from './session.ts';

/** Most statuses of one round: 25 requests of twenty, a twelfth of the token's window. */
const ROUND_MAX = 500;
const ALONE_ROUND_MAX = 60; // where each is a request of its own
const CRAWLING_ROUND_MAX = 20; // and a crawl goes on
/** No age at which counts are kept lasts longer. */
const AT_ANY_TIME_MS = 4 * DAY_MS;
/** Or else it is too late for that age. */
const BEFORE_LONG_MS = 30 * MINUTE_MS;
/** Statuses that were missing from an answer, since they are hidden, and are asked for alone. */
const MISSING_MAX = 20;
/** Of those that are not asked again: past it the oldest are, once more. */
const HIDDEN_MAX = 2_000;

/** Asks about statuses by their ids, at most a batch of them; gives how many are still there. */
export type AskAgain = (ids: readonly string[]) => Promise<number>;

export interface Refresh {
  /** One round of whatever is due; gives how many were brought up to date. */
  readonly round: () => Promise<number>;
  readonly askAgain: AskAgain;
}

/**
 * Asks for the counts of candidates that have come to an age at which they are compared (a streamed
 * status arrives with zeros, and no event ever updates them). Who is missing from an answer was
 * deleted or is hidden, and the answer does not say which: asked for alone, it is a 404 that means
 * "gone", where it is so again ten minutes later.
 */
export function openRefresh(session: Session): Refresh {
  const { deps, connection, state, loginKey } = session;
  const missing = new Set<string>(); // uncounted, failing or gone: not asked again by this run
  const failing = openFailing(deps);
  const [haste, absent] = [openHaste(session), openMissing(session)];

  const keep = (told: Told): number => {
    // Where an answer tells of no counts, the next round would ask for them again.
    for (const status of told.statuses)
      if (countsOf(status) === undefined) leave(missing, status.id);
    return keepTold(session, told);
  };

  const settle = async (id: string): Promise<number> => {
    leave(missing, id); // or it would be hidden again and again where the home still shows it
    await absent.look(id);
    return 0;
  };

  const askOne = async (id: string): Promise<number> => {
    const found = await fetchStatuses(connection, [id], 1);
    return found.statuses.length > 0 ? keep(found) : settle(id);
  };

  const askAlone = async (ids: readonly string[]) => {
    for (const id of lastFirst(ids.slice(0, MISSING_MAX)))
      try {
        if (!absent.isLetGo(id)) await (session.batch > 1 ? askOne(id) : settle(id));
      } catch (error) {
        leave(missing, id); // or it would keep all others from their turn
        throw error;
      }
  };

  const askAgain = async (asked: readonly string[]) => {
    const ids = asked.filter((id) => !failing.has(id));
    let told: Told;
    try {
      told = await fetchStatuses(connection, ids, session.batch);
    } catch (error) {
      const [only] = ids;
      if (isPassing(error) && ids.length > 1) return eachOf({ session, failing }, ids, askOne);
      if (isPassing(error) && only !== undefined) failing.add(only);
      throw error;
    }
    const refreshed = keep(told);
    const found = new Set(told.statuses.map((status) => status.id));
    await askAlone(ids.filter((id) => !found.has(id)));
    return refreshed;
  };

  return {
    askAgain,
    async round() {
      const { most, withinMs, batch } = haste();
      const due = state
        .dueForCounts(loginKey, deps.time.now(), withinMs, most + missing.size + failing.size())
        .filter((id) => !missing.has(id) && !failing.has(id))
        .slice(0, most);
      let refreshed = 0;
      for (let from = 0; from < due.length; from += batch)
        refreshed += await askAgain(due.slice(from, from + batch));
      if (refreshed > 0) deps.log.info('ingest.counts_refreshed', { statuses: refreshed });
      return refreshed;
    },
  };
}

/** Gives how many are stored. */
function keepTold({ deps, filing, actions, loginKey }: Session, told: Told): number {
  const { statuses, askedAtMs } = told;
  return deps.database.transaction(
    () =>
      statuses.filter((status) => {
        actions.compare(loginKey, status, askedAtMs);
        return filing.refresh(loginKey, status, askedAtMs);
      }).length,
  );
}

/** The last first: with what was told of those before, it tells of all between. */
function lastFirst(ids: readonly string[]): readonly string[] {
  return [...ids.slice(-1), ...ids.slice(0, -1)];
}

function leave(missing: Set<string>, id: string): void {
  missing.add(id);
  for (const oldest of missing) {
    if (missing.size <= HIDDEN_MAX) break;
    missing.delete(oldest);
  }
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
      ? { most: ALONE_ROUND_MAX, withinMs: AT_ANY_TIME_MS, batch }
      : { most: CRAWLING_ROUND_MAX, withinMs: BEFORE_LONG_MS, batch };
  };
}

/** A server that fails over so many of a batch, and answers for none, does so over all. */
const FAILED_MAX = 5;

/**
 * A server that fails over some of several answers for the others one by one. Throws where it does
 * not answer for the first two and is away, or is well and fails over all: the rest has its turn
 * the next time.
 */
async function eachOf(
  { session, failing }: { readonly session: Session; readonly failing: Failing },
  ids: readonly string[],
  ask: (id: string) => Promise<number>,
): Promise<number> {
  const failed: string[] = [];
  let refreshed = 0;
  for (const [nth, id] of ids.entries()) {
    try {
      refreshed += await ask(id);
    } catch (error) {
      if (!isPassing(error)) throw error;
      failed.push(id);
      const mayBeAway = nth === 1 && failed.length === 2;
      if (mayBeAway && !(await failsOverOne(session, error))) throw error;
      if (failed.length <= nth || failed.length < FAILED_MAX) continue;
      failed.forEach(failing.add);
      throw error;
    }
  }
  failed.forEach(failing.add);
  return refreshed;
}
