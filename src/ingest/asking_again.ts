import { fetchStatuses, type Told } from '../mastodon/batch.ts';
import { countsOf } from '../store/counts.ts';
import { type Failing, failsOverOne, openFailing } from './failing.ts';
import { isPassing } from './going_on.ts';
import { openMissing } from './missing.ts';
import type { Session } from './session.ts';

/** Statuses that were missing from an answer, since they are hidden, and are asked for alone. */
const MISSING_MAX = 20;
/** Of those that are not asked again: past it the oldest are, once more. */
const HIDDEN_MAX = 2_000;

/**
 * Asks about statuses by their ids, at most a batch of them, or any number where each is a request
 * of its own; gives how many are still there.
 */
export type AskAgain = (ids: readonly string[]) => Promise<number>;

type OnGone = (id: string) => Promise<unknown>;

interface Asking {
  readonly askAgain: AskAgain;
  /** Uncounted, failing or gone: not asked again by this run, or not for an hour. */
  readonly isLeft: (id: string) => boolean;
  readonly leftCount: () => number;
}

/**
 * What is stored is brought up to date by an answer. Who is missing from one was deleted or is
 * hidden, and the answer does not say which: asked for alone, it is a 404 that means "gone", where
 * it is so again ten minutes later.
 */
export function openAskAgain(session: Session): Asking {
  const { deps, connection } = session;
  const missing = new Set<string>();
  const [failing, absent] = [openFailing(deps), openMissing(session)];

  const keep = (told: Told): number => {
    // Where an answer tells of no counts, the next round would ask for them again.
    for (const status of told.statuses)
      if (countsOf(status) === undefined) leave(missing, status.id);
    return keepTold(session, told);
  };

  const askOne = async (id: string, onGone: OnGone = (one) => absent.look([one])) => {
    const found = await fetchStatuses(connection, [id], 1);
    if (found.statuses.length > 0) return keep(found);
    leave(missing, id); // or it would be hidden again and again where the home still shows it
    await onGone(id);
    return 0;
  };

  /** Of those that are missing from an answer. */
  const askAlone = async (ids: readonly string[]) => {
    for (const id of lastFirst(ids.slice(0, MISSING_MAX)))
      try {
        if (!absent.isLetGo(id)) await askOne(id);
      } catch (error) {
        leave(missing, id); // or it would keep all others from their turn
        throw error;
      }
  };

  const askTogether = async (ids: readonly string[]) => {
    let told: Told;
    try {
      told = await fetchStatuses(connection, ids, session.batch);
    } catch (error) {
      const [only] = ids;
      if (isPassing(error) && ids.length > 1)
        return eachOf({ session, failing }, ids, (id) => askOne(id));
      if (isPassing(error) && only !== undefined) failing.add(only);
      throw error;
    }
    const refreshed = keep(told);
    const found = new Set(told.statuses.map((status) => status.id));
    await askAlone(ids.filter((id) => !found.has(id)));
    return refreshed;
  };

  /** What is gone is looked at when all were asked, also where the server fails over one. */
  const askEach = async (ids: readonly string[]) => {
    const gone: string[] = [];
    const ask = (id: string) => askOne(id, async () => gone.push(id));
    try {
      return await untilOneFails(ids, ask, failing);
    } finally {
      await absent.look(gone);
    }
  };

  const askAgain = (asked: readonly string[]) => {
    const ids = asked.filter((id) => !failing.has(id));
    return session.batch > 1 ? askTogether(ids) : askEach(ids);
  };

  return {
    askAgain,
    isLeft: (id) => missing.has(id) || failing.has(id),
    leftCount: () => missing.size + failing.size(),
  };
}

async function untilOneFails(
  ids: readonly string[],
  ask: (id: string) => Promise<number>,
  failing: Failing,
): Promise<number> {
  let refreshed = 0;
  for (const id of ids)
    try {
      refreshed += await ask(id);
    } catch (error) {
      if (isPassing(error)) failing.add(id);
      throw error;
    }
  return refreshed;
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
