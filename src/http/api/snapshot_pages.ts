import { isAhead, SECOND_MS } from '../../core/clock.ts';
import type { ClientName, ClientSnapshot, UnseenEntry } from '../../store/client_snapshots.ts';
import type { ApiDesk } from './api_desk.ts';
import type { Cursor } from './cursor.ts';
import { wrapperIds } from './wrappers.ts';

/** A ranked timeline as one client reads it. */
export interface RankedTimeline {
  readonly tokenKey: number;
  /** 'home', or a feed's name after 'feed:'. */
  readonly name: string;
  readonly edition: number | undefined;
  readonly loginKey: number;
  readonly isWrapped: boolean;
}

/** Positions of a snapshot, both within: ids have a place here, and no size. */
export interface Window {
  readonly snapshotKey: number;
  readonly from: number;
  readonly through: number;
  /** Whether entries follow that a client reading down again would come to. */
  readonly goesOn?: boolean;
}

/** Elk asks twice. */
const SAME_FOR_MS = 30 * SECOND_MS;
const END = Number.MAX_SAFE_INTEGER;

/**
 * Which stretch of which snapshot a request means; undefined: nothing. A request never draws: it
 * takes what the newest edition holds and was not seen.
 */
export function windowOf(
  desk: ApiDesk,
  timeline: RankedTimeline,
  cursor: Cursor,
  limit: number,
): Window | undefined {
  const floor = cursor.minId ?? cursor.sinceId;
  if (cursor.maxId !== undefined)
    return belowOf(desk, timeline, cursor.maxId, {
      floor,
      isNear: cursor.minId !== undefined,
      limit,
    });
  if (floor !== undefined) {
    const above = aboveOf(desk, timeline, floor);
    if (above === undefined || cursor.minId === undefined) return above;
    // All of a snapshot is above an id that nobody knows any more; its end is the nearest.
    const entries = desk.snapshots.names(above.snapshotKey).length;
    const through = Math.min(above.through, entries);
    const from = Math.max(1, through - limit + 1);
    return { ...above, from, through, goesOn: through < entries };
  }
  const snapshot = standing(desk, timeline);
  return snapshot && { snapshotKey: snapshot.snapshot_key, from: 1, through: END };
}

interface Below {
  readonly floor: string | undefined;
  /** Of a stretch between two ids, the end next to the floor. */
  readonly isNear: boolean;
  readonly limit: number;
}

function belowOf(
  { snapshots }: ApiDesk,
  { tokenKey, name }: RankedTimeline,
  maxId: string,
  { floor, isNear, limit }: Below,
): Window | undefined {
  const place = snapshots.place(tokenKey, name, maxId);
  if (place === undefined) {
    // An id that nobody knows any more: on, from where the client was served last.
    const newest = snapshots.newest(tokenKey, name);
    if (newest === undefined || newest.served_through === 0) return undefined;
    return {
      snapshotKey: newest.snapshot_key,
      from: newest.served_through + 1,
      through: END,
    };
  }
  const from = place.position + 1;
  const bottom = floor === undefined ? undefined : positionIn(snapshots, place.snapshot_key, floor);
  const through = bottom === undefined ? END : bottom - 1;
  const near = isNear && bottom !== undefined ? Math.max(from, bottom - limit) : from;
  return { snapshotKey: place.snapshot_key, from: near, through };
}

function positionIn(snapshots: ApiDesk['snapshots'], key: number, id: string): number | undefined {
  const names = snapshots.names(key);
  const found =
    names.find(({ outer_id }) => outer_id === id) ?? names.find(({ inner_id }) => inner_id === id);
  return found?.position;
}

/** What is ranked above an id, and before that what was ranked since and is new to the client. */
function aboveOf(desk: ApiDesk, timeline: RankedTimeline, id: string): Window | undefined {
  const { snapshots } = desk;
  const { tokenKey, name } = timeline;
  const place = snapshots.place(tokenKey, name, id);
  if (place === undefined) {
    const snapshot = standing(desk, timeline);
    return snapshot && { snapshotKey: snapshot.snapshot_key, from: 1, through: END };
  }
  const known = snapshots.names(place.snapshot_key);
  const ids = new Set(known.flatMap(({ outer_id, inner_id }) => [outer_id, inner_id]));
  const newer = unseenOf(desk, timeline).filter((entry) => !ids.has(entry.inner_id));
  if (newer.length === 0 || newer[0]?.edition === known[0]?.edition)
    return { snapshotKey: place.snapshot_key, from: 1, through: place.position - 1 };
  const front = namedOf(desk, timeline, newer);
  const key = snapshots.make(tokenKey, name, [...front, ...known], desk.now());
  return { snapshotKey: key, from: 1, through: front.length + place.position - 1 };
}

/** The snapshot that a timeline begins with now. */
function standing(desk: ApiDesk, timeline: RankedTimeline): ClientSnapshot | undefined {
  const { snapshots, now } = desk;
  const { tokenKey, name, edition } = timeline;
  const newest = snapshots.newest(tokenKey, name);
  const known = newest === undefined ? [] : snapshots.names(newest.snapshot_key);
  const isOfNow = known.length > 0 && known[0]?.edition === edition;
  const isYoung = isAhead((newest?.made_at_ms ?? 0) + SAME_FOR_MS, now(), SAME_FOR_MS);
  if (newest !== undefined && isOfNow && isYoung) return newest;
  const unseen = unseenOf(desk, timeline);
  if (newest !== undefined && isSame(known, unseen)) return newest;
  snapshots.make(tokenKey, name, namedOf(desk, timeline, unseen), now());
  return snapshots.newest(tokenKey, name);
}

function unseenOf({ snapshots }: ApiDesk, { edition, loginKey }: RankedTimeline) {
  return edition === undefined ? [] : withoutTwins(snapshots.unseen(edition, loginKey));
}

/** Every id, and every post, once. */
function withoutTwins(entries: readonly UnseenEntry[]): readonly UnseenEntry[] {
  const ids = new Set<string>();
  return entries.flatMap((entry) => {
    if (ids.has(entry.inner_id)) return [];
    ids.add(entry.inner_id);
    const isTaken = entry.boost_id !== null && ids.has(entry.boost_id);
    if (entry.boost_id !== null) ids.add(entry.boost_id);
    return [isTaken ? { ...entry, boost_id: null } : entry];
  });
}

function isSame(known: readonly ClientName[], unseen: readonly UnseenEntry[]): boolean {
  return (
    known.length === unseen.length &&
    known.every(
      ({ edition, entry_position }, at) =>
        edition === unseen[at]?.edition && entry_position === unseen[at]?.position,
    )
  );
}

function namedOf(
  { snapshots, now }: ApiDesk,
  { tokenKey, isWrapped }: RankedTimeline,
  unseen: readonly UnseenEntry[],
): readonly ClientName[] {
  const wrappers = isWrapped ? wrapperIds(unseen.length, now(), snapshots.highest(tokenKey)) : [];
  return unseen.map(({ inner_id, boost_id, edition, position }, at) => ({
    outer_id: wrappers[at] ?? boost_id ?? inner_id,
    inner_id,
    edition,
    entry_position: position,
  }));
}
