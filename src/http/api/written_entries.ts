import type { ClientEntry } from '../../store/client_snapshots.ts';
import type { ApiDesk } from './api_desk.ts';
import type { RankedTimeline, Window } from './snapshot_pages.ts';
import { wrapperTime } from './wrappers.ts';

/** An entry as a client gets it. */
export interface WrittenEntry extends ClientEntry {
  readonly text: string;
}

export interface WrittenPage {
  readonly entries: readonly WrittenEntry[];
  /** The last position that was looked at, also where nothing stands there any more. */
  readonly through: number;
  readonly hasMore: boolean;
}

type Json = Readonly<Record<string, unknown>>;

/**
 * Up to `limit` entries of a window that may be shown now: what was deleted, muted or filtered away
 * meanwhile is passed over, and the page goes on behind it.
 */
export function writePage(
  desk: ApiDesk,
  window: Window,
  { loginKey, isWrapped }: Pick<RankedTimeline, 'loginKey' | 'isWrapped'>,
  limit: number,
): WrittenPage {
  const { snapshots } = desk;
  const entries: WrittenEntry[] = [];
  const asked = { loginKey, nowMs: desk.now() };
  let through = window.from - 1;
  while (entries.length < limit) {
    const stretch = { from: through + 1, through: window.through, limit: limit - entries.length };
    const rows = snapshots.entries(window.snapshotKey, { ...asked, ...stretch });
    const last = rows.at(-1);
    if (last === undefined) break;
    through = last.position;
    const coverable = desk.shown.coverable(rows.map(({ status_key }) => status_key));
    for (const row of rows) {
      const isCoverable = coverable.has(row.status_key);
      const text = textOf(desk, row, { loginKey, isWrapped, isCoverable });
      if (text !== undefined) entries.push({ ...row, text });
    }
  }
  const rest = { ...asked, from: through + 1, through: window.through, limit: 1 };
  const hasMore = snapshots.entries(window.snapshotKey, rest).length > 0;
  return { entries, through, hasMore };
}

interface TextNeeds extends Pick<RankedTimeline, 'loginKey' | 'isWrapped'> {
  readonly isCoverable: boolean;
}

function textOf(
  desk: ApiDesk,
  row: ClientEntry,
  { loginKey, isWrapped, isCoverable }: TextNeeds,
): string | undefined {
  const inner = statusText(desk, row.status_key, loginKey, isCoverable);
  if (inner === undefined || row.deleted_at_ms !== null) return undefined;
  const boost = row.boost_key === null ? undefined : desk.statuses.boost(row.boost_key);
  if (isWrapped) {
    const account = boost?.account ?? JSON.stringify((JSON.parse(inner) as Json).account);
    return boostText({ id: row.outer_id, createdAt: wrapperTime(row.outer_id), account }, inner);
  }
  if (row.outer_id === row.inner_id || boost === undefined) return inner;
  return boostText({ ...boost, id: row.outer_id }, inner);
}

/**
 * JSON of a stored status; undefined where it is hidden now, or gone. `isCoverable`: it was asked
 * already whether anything may hide it.
 */
export function statusText(
  { shown, statuses, now }: ApiDesk,
  statusKey: number,
  loginKey: number,
  isCoverable = true,
): string | undefined {
  const nowMs = now();
  const covers = isCoverable ? shown.coversOf(statusKey, nowMs) : [];
  if (covers.some(({ effect }) => effect === 'hide')) return undefined;
  return statuses.status(statusKey, loginKey, nowMs);
}

interface Outer {
  readonly id: string;
  readonly uri?: string | null;
  readonly url?: string | null;
  readonly createdAt: string;
  /** JSON. */
  readonly account: string;
}

/** A boost as Mastodon sends it, around a status that is written already. */
export function boostText(outer: Outer, inner: string): string {
  const status = JSON.parse(inner) as Json;
  const frame = {
    id: outer.id,
    created_at: outer.createdAt,
    in_reply_to_id: null,
    in_reply_to_account_id: null,
    sensitive: status.sensitive ?? false,
    spoiler_text: status.spoiler_text ?? '',
    visibility: status.visibility,
    language: status.language ?? null,
    uri: outer.uri ?? status.uri,
    url: outer.url ?? status.url ?? null,
    replies_count: 0,
    reblogs_count: 0,
    favourites_count: 0,
    edited_at: null,
    favourited: status.favourited,
    reblogged: status.reblogged,
    bookmarked: status.bookmarked,
    muted: false,
    content: status.content,
    filtered: status.filtered,
    application: null,
    media_attachments: [],
    mentions: [],
    tags: [],
    emojis: [],
    card: null,
    poll: null,
    quote: null,
    quotes_count: 0,
  };
  return `${JSON.stringify(frame).slice(0, -1)},"account":${outer.account},"reblog":${inner}}`;
}
