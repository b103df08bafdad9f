import { type EpochMs, HOUR_MS } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import type { WireAccount } from '../core/status.ts';
import { followedAccounts, verifyCredentials } from '../mastodon/people.ts';
import { openPostCounts } from '../store/post_counts.ts';
import { FOLLOWS, noted } from './asking.ts';
import type { Session } from './session.ts';
import { unlessTurned } from './unless_turned.ts';

/** At pace 1: a list of thousands is sixty requests with a cursor. */
export const FOLLOWS_EVERY_MS = 6 * HOUR_MS;
const FOLLOWS_READ = 'follows_read';
const FOLLOWS_UNLISTED = 'follows_unlisted';
const FOLLOW_COUNT = 'follow_count';

/** Cron may run every ten minutes: the list of thousands is not read each time. */
export function areFollowsDue({ deps, state, loginKey }: Session): boolean {
  const read = state.find(loginKey, FOLLOWS_READ);
  return read === undefined || deps.time.now() - read.at_ms >= FOLLOWS_EVERY_MS / deps.pace;
}

export async function readFollows(session: Session): Promise<void> {
  await noteList(session);
}

function noteList(session: Session): Promise<boolean> {
  return noted(session, FOLLOWS, () => readList(session));
}

/** Whether it is of now: where a client turned somebody meanwhile, it is read again. */
async function readList(session: Session): Promise<boolean> {
  const { deps, connection, ownerId, filing, follows, state, loginKey } = session;
  const written = unlessTurned(session, 'people');
  const { people: followed, refused } = await followedAccounts(connection, ownerId);
  const unlisted = await countUnlisted(session, followed.length);
  const nowMs = deps.time.now();
  for (const { reason, sample } of refused) filing.refuse(reason, sample, nowMs);
  return written(() => {
    const changed = follows.replaceAll(loginKey, followed, nowMs);
    openPostCounts(deps.database, filing.accounts).note(loginKey, followed, nowMs);
    state.set(loginKey, FOLLOWS_READ, String(followed.length), nowMs);
    state.set(loginKey, FOLLOWS_UNLISTED, String(unlisted), nowMs);
    if (unlisted > 0) deps.log.warn('ingest.follows_unlisted', { unlisted });
    deps.log.info('ingest.follows_read', { followed: followed.length, ...changed });
  });
}

/** So much shorter than last time, and than the server counts, and the list is not believed. */
const SHORT_SHARE = 0.9;
const SHORT_PEOPLE = 20;

/**
 * How many people the server counts as followed and does not list, where that is many; 0 where it
 * is not, or was not asked for. A server that answers an empty list for a moment would unfollow
 * everybody: throws DriftlineError('upstream') where the list is far shorter than the last was, and
 * than the server says that it is. Some count people who are suspended: no list shrinks by that.
 */
async function countUnlisted(session: Session, length: number): Promise<number> {
  const { connection, state, loginKey } = session;
  const isBelow = (count: number) => length < SHORT_SHARE * count - SHORT_PEOPLE;
  const isFarBelow = (count: number) => isBelow(count) || length === 0;
  const before = Number(state.find(loginKey, FOLLOWS_READ)?.value ?? 0);
  const isShrunk = before > 0 && isFarBelow(before);
  if (before > 0 && !isShrunk && unlistedFollows(session) === 0) return 0;
  const count = followingOf(await verifyCredentials(connection, 'owner'));
  if (count === undefined || count <= 0 || !isFarBelow(count)) return 0;
  const what = `${connection.server} listed ${length} of the ${count} people followed`;
  if (isShrunk) throw new DriftlineError('upstream', `${what}: it is asked again`);
  return isBelow(count) ? count - length : 0;
}

/** How many people the server counted as followed and did not list, when that was read last. */
export function unlistedFollows({ state, loginKey }: Pick<Session, 'state' | 'loginKey'>): number {
  return Number(state.find(loginKey, FOLLOWS_UNLISTED)?.value ?? 0);
}

/** Undefined where the server says nothing of it, or no count. */
function followingOf({ following_count: count }: WireAccount): number | undefined {
  return Number.isSafeInteger(count) ? (count as number) : undefined;
}

/** What the first of these is compared with: as many as there were when the login was greeted. */
export function noteFollowCount(
  { state, loginKey }: Pick<Session, 'state' | 'loginKey'>,
  owner: WireAccount,
  atMs: EpochMs,
): void {
  if (state.find(loginKey, FOLLOW_COUNT) !== undefined) return;
  state.set(loginKey, FOLLOW_COUNT, String(followingOf(owner)), atMs);
}

/**
 * Asks how many the owner follows, and reads the whole list where that has changed: no event tells
 * of it. Who follows one and unfollows another meanwhile waits for the list's own time.
 */
export function openFollowCount(session: Session): () => Promise<void> {
  const { deps, connection, state, loginKey } = session;
  return async () => {
    const before = state.find(loginKey, FOLLOW_COUNT)?.value;
    const count = String(followingOf(await verifyCredentials(connection, 'owner')));
    const isNews = before !== undefined && before !== count;
    if ((isNews || areFollowsDue(session)) && !(await noteList(session))) return;
    if (before !== count) state.set(loginKey, FOLLOW_COUNT, count, deps.time.now());
  };
}
