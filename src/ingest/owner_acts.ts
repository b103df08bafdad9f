import { type EpochMs, epochMsOf } from '../core/clock.ts';
import type { WireStatus } from '../core/status.ts';
import { fetchStatuses, type Told } from '../mastodon/batch.ts';
import {
  ACT_PAGES_MAX,
  ACTS_MAX,
  BOOKMARKS,
  FAVOURITES,
  keptPage,
} from '../mastodon/owner_acts.ts';
import { budgetOf } from '../mastodon/rate_budget.ts';
import type { ActionKind } from '../store/actions.ts';
import { openRateCounters } from '../store/rate_counters.ts';
import type { Ask, ListEnd } from './asking.ts';
import { failsOverOne } from './failing.ts';
import { openOwnPosts } from './own_posts.ts';
import type { Session } from './session.ts';

/** Some of what stood at the top may be taken back before the next reading, hardly all of it. */
const REACHED_MAX = 40;

/** That the first draw may begin: what can be known of the owner's taste is. serve/knows_taste. */
export const TASTE_READ = 'taste_read';

/** What the owner did in any app: favourites, bookmarks, boosts, answers, and their undoing. */
export function openOwnerActs(session: Session, ask: Ask): () => Promise<void> {
  const verify = openVerifying(session);
  const favourites = openKept(session, verify, { kind: 'favourite', path: FAVOURITES });
  const bookmarks = openKept(session, verify, { kind: 'bookmark', path: BOOKMARKS });
  const own = openOwnPosts(session, verify);
  const oldActs = openOldActs(session);
  return async () => {
    const { failure } = await eachOf([
      () => ask('favourites', favourites),
      () => ask('bookmarks', bookmarks),
    ]);
    const { state, loginKey, deps } = session;
    if (failure === undefined && state.find(loginKey, TASTE_READ) === undefined)
      state.set(loginKey, TASTE_READ, '', deps.time.now());
    const rest = await eachOf([() => ask('your own posts', own), oldActs]);
    if ((failure ?? rest.failure) !== undefined) throw failure ?? rest.failure;
  };
}

/** Does all of them, also where one cannot be done now; gives the first failure. */
async function eachOf(works: readonly (() => Promise<unknown>)[]): Promise<{ failure?: unknown }> {
  let failed: { failure?: unknown } = {};
  for (const work of works) {
    try {
      await work();
    } catch (failure) {
      failed = 'failure' in failed ? failed : { failure };
    }
  }
  return failed;
}

/** The last four hundred favourites, which tell most about taste. */
export function openFavourites(session: Session): () => Promise<unknown> {
  return openKept(session, openVerifying(session), { kind: 'favourite', path: FAVOURITES });
}

interface Kept {
  readonly kind: 'favourite' | 'bookmark';
  readonly path: string;
}

function openKept(session: Session, verify: Verify, { kind, path }: Kept): () => Promise<ListEnd> {
  const { deps, connection, state, loginKey } = session;
  const record = openRecording(session, kind);
  const mark = `${kind}s_read`;
  const reachedMark = `${kind}s_reached`;

  /**
   * As far as what stood at the top the last time: that we know of an act says little, the home
   * tells of some of them too.
   */
  const read = async (isFirst: boolean) => {
    const reached = new Set(JSON.parse(state.find(loginKey, reachedMark)?.value ?? '[]'));
    const listed: WireStatus[] = [];
    let next: string | undefined = path;
    let isCut = false;
    let askedAtMs: EpochMs | undefined;
    for (let page = 0; next !== undefined && page < ACT_PAGES_MAX; page += 1) {
      const found = await keptPage(connection, next);
      listed.push(...found.statuses);
      next = found.next;
      isCut ||= found.isCut;
      askedAtMs ??= found.askedAtMs;
      if (isFirst && page === 0 && next !== undefined && waitsForMore(session)) {
        const times = notBefore(listed, deps.time.now());
        deps.database.transaction(() => record(listed, times, askedAtMs as EpochMs));
      }
      if (listed.length >= ACTS_MAX || found.statuses.some(({ id }) => reached.has(id))) break;
    }
    const saidAtMs = askedAtMs ?? deps.time.now();
    return { listed, isWhole: next === undefined && !isCut, isCut, saidAtMs };
  };

  return async () => {
    const isFirst = state.find(loginKey, mark) === undefined;
    const { listed, isWhole, isCut, saidAtMs } = await read(isFirst);
    const atMs = deps.time.now();
    const times = isFirst ? notBefore(listed, atMs) : listed.map(() => atMs);
    const news = deps.database.transaction(() => {
      state.set(loginKey, mark, String(listed.length), atMs);
      const top = listed.slice(0, REACHED_MAX).map(({ id }) => id);
      state.set(loginKey, reachedMark, JSON.stringify(top), atMs);
      return record(listed, times, saidAtMs);
    });
    if (news > 0) deps.log.info('ingest.acts_found', { kind, acts: news });
    const sinceMs = isWhole ? 0 : earliestOf(session, kind, listed);
    await verify(kind, new Set(listed.map(({ uri }) => uri)), sinceMs);
    return isCut ? 'cut' : undefined;
  };
}

/** Whether the rate limit leaves less than the lists take: the first draw has the newest acts. */
function waitsForMore({ deps, loginKey }: Session): boolean {
  const counters = openRateCounters(deps.database, () => loginKey).read();
  return budgetOf('owner', counters).requests < 2 * ACT_PAGES_MAX;
}

/** Gives how many of them are news. */
function openRecording(
  { filing, actions, loginKey }: Session,
  kind: Kept['kind'],
): (listed: readonly WireStatus[], times: readonly EpochMs[], saidAtMs: EpochMs) => number {
  return (listed, times, saidAtMs) =>
    listed.filter((status, nth) => {
      const { id: statusId, uri } = status;
      const isKnown = actions.standing(loginKey, uri).has(kind);
      if (isKnown) actions.nameAnew(loginKey, status);
      // The same page comes every ten minutes: of what is here it says how it stands now.
      if (isKnown && filing.refresh(loginKey, status, saidAtMs)) return false;
      filing.know(loginKey, status, { atMs: saidAtMs });
      if (isKnown) return false;
      return actions.record({ loginKey, statusId, uri, kind, atMs: times[nth] as EpochMs });
    }).length;
}

/**
 * The list is in the order of the acts and tells no times: each was done no earlier than its status
 * was written, nor than those further down.
 */
function notBefore(listed: readonly WireStatus[], nowMs: EpochMs): readonly EpochMs[] {
  const times: EpochMs[] = [];
  let latestMs = 0;
  for (const status of [...listed].reverse()) {
    latestMs = Math.min(nowMs, Math.max(latestMs, epochMsOf(status.created_at) ?? 0));
    times.push(latestMs as EpochMs);
  }
  return times.reverse();
}

/** When the earliest of the listed acts was done, by our books. */
function earliestOf(
  { actions, loginKey }: Session,
  kind: ActionKind,
  listed: readonly WireStatus[],
): number {
  const times = listed.map(({ uri }) => actions.standing(loginKey, uri).get(kind) ?? 0);
  return listed.length === 0 ? Number.MAX_SAFE_INTEGER : Math.min(...times);
}

/**
 * Asks about acts that stand with us since a moment and are not among `listed`: full answers carry
 * the owner's flags. Who is asked about once in a run is left alone.
 */
export type Verify = (
  kind: ActionKind,
  listed: ReadonlySet<string>,
  sinceMs: number,
) => Promise<void>;

const VERIFIED_A_ROUND = 20;
/** What an import named by address alone has no id that a server would know. */
const SERVERS_ID = /^[\w-]+$/;

function openVerifying(session: Session): Verify {
  const { actions, loginKey } = session;
  const asked = new Set<string>(); // an act that is done again is another one
  return async (kind, listed, sinceMs) => {
    const missing = actions
      .standingSince(loginKey, kind, (sinceMs + 1) as EpochMs)
      .filter(({ uri, statusId }) => !listed.has(uri ?? '') && SERVERS_ID.test(statusId))
      .map(({ statusId, atMs }) => ({ statusId, name: `${kind}/${statusId}/${atMs}` }))
      .filter(({ name }) => !asked.has(name))
      .slice(0, VERIFIED_A_ROUND);
    await compare(session, missing);
    for (const { name } of missing) asked.add(name);
  };
}

/** What the server says now of statuses that the owner acted on. */
async function compare(
  session: Session,
  acts: readonly { readonly statusId: string }[],
): Promise<void> {
  const { deps, connection, filing, actions, loginKey, batch } = session;
  for (let from = 0; from < acts.length; from += batch) {
    const ids = acts.slice(from, from + batch).map(({ statusId }) => statusId);
    let told: Told;
    try {
      told = await fetchStatuses(connection, ids, batch);
    } catch (error) {
      if (!(await failsOverOne(session, error))) throw error;
      continue; // over one of them: the others have their turn
    }
    const { statuses, askedAtMs: atMs } = told;
    deps.database.transaction(() => {
      for (const status of statuses) {
        filing.refresh(loginKey, status, atMs);
        actions.compare(loginKey, status, atMs);
      }
    });
  }
}

const OLD_ACTS = 'old_acts_asked';

/**
 * Acts that no list shows any more: twenty a round, the latest first, then all over again. Four
 * hundred are asked about within three and a half hours.
 */
function openOldActs(session: Session): () => Promise<void> {
  const { deps, actions, state, loginKey } = session;
  return async () => {
    const before = Number(state.find(loginKey, OLD_ACTS)?.value ?? Number.MAX_SAFE_INTEGER);
    const acts = actions.standingBefore(loginKey, before, VERIFIED_A_ROUND);
    await compare(
      session,
      acts.filter(({ statusId }) => SERVERS_ID.test(statusId)),
    );
    const next = acts.length < VERIFIED_A_ROUND ? undefined : acts.at(-1)?.actionKey;
    state.set(loginKey, OLD_ACTS, String(next ?? Number.MAX_SAFE_INTEGER), deps.time.now());
  };
}
