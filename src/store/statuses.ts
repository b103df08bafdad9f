import { type EpochMs, epochMsOf } from '../core/clock.ts';
import type { WireStatus } from '../core/status.ts';
import { factsOf } from '../core/status_facts.ts';
import { hashUri, type UriHash } from '../core/uri_hash.ts';
import type { Accounts } from './accounts.ts';
import { aheadMs, countsOf, type Keep, NEVER_MS, openCounts } from './counts.ts';
import type { Database } from './database.ts';
import type { Login } from './logins.ts';
import { openQuoting } from './quoting.ts';
import { integer, nullable, type RowOf, text } from './shape.ts';
import { bodyOf, EDIT_COLUMNS, STATUS_COLUMNS, saysOther, textOf } from './status_body.ts';
import { isEdit, isLaterEdit, isOutdated } from './status_edits.ts';
import { openTags } from './tags.ts';
import { openTexts } from './texts.ts';

export interface FiledStatus {
  readonly key: number;
  /** Whether it was not known before. */
  readonly isNew: boolean;
  /** It had been deleted, as it seemed, and is here again. */
  readonly isRevived: boolean;
}

/** How a status is looked at. */
export interface Look {
  readonly atMs: EpochMs;
  readonly keep: Keep;
  /**
   * Whether one that seemed deleted before this moment is revived by it. What streams in late does
   * not; what the server gave when it was asked does (mastodon-api.md, trap 11).
   */
  readonly revivesBeforeMs?: EpochMs | undefined;
  /** It stands in the home; false where the owner's acts alone brought it here. */
  readonly cameHome?: boolean;
  /**
   * What the stream says of a post when it is new, with counts of zero. It comes late, and twice:
   * of one that we have it says nothing (mastodon-api.md, section 1.9, trap 10).
   */
  readonly isAnnouncement?: boolean;
}

export interface Statuses {
  /** Files a status as it was observed, or brings what we have of it up to date. */
  readonly file: (login: Login, status: WireStatus, look: Look) => FiledStatus;
  /** Fresh counts of one we have; undefined where we do not have it. */
  readonly refresh: (login: Login, status: WireStatus, look: Look) => Refreshed | undefined;
  readonly find: (uri: string) => { readonly status_key: number } | undefined;
  /** A tombstone that may yet be revived: its body stays. */
  readonly withdraw: (statusKey: number, atMs: EpochMs) => void;
  /** A tombstone; its body and its earlier texts go, and from those that quote it too. */
  readonly bury: (statusKey: number, atMs: EpochMs) => void;
  /** It was not deleted after all. False where its body is gone. */
  readonly revive: (statusKey: number) => boolean;
}

export type Refreshed = Omit<FiledStatus, 'isNew'>;

const payloadRow = { body: text, observed_at_ms: integer };
const foundRow = {
  status_key: integer,
  first_seen_at_ms: integer,
  counts_at_ms: integer,
  edited_at_ms: nullable(integer),
  deleted_at_ms: nullable(integer),
  pruned_at_ms: nullable(integer),
  favourites: integer,
  boosts: integer,
  replies: integer,
  created_at_ms: integer,
};

type Found = RowOf<typeof foundRow>;
type Desk = ReturnType<typeof prepareDesk>;

export function openStatuses(database: Database, accounts: Accounts): Statuses {
  const desk = prepareDesk(database);
  const find = (uri: string) => desk.findRow({ uri_hash: hashUri(uri).hash, uri });
  return {
    find,
    file(login, status, look) {
      const authorKey = accounts.keyOf(login.loginKey, status.account, look.atMs);
      const name = hashUri(status.uri);
      const found = desk.findRow({ uri_hash: name.hash, uri: status.uri });
      const key = found?.status_key ?? addNew(desk, login, status, { ...look, authorKey, name });
      // As of when a recording told of it as there: deletions before that are over.
      const lookedMs = look.revivesBeforeMs ?? look.atMs;
      if (look.keep !== 'news') desk.noteLook({ status_key: key, looked_at_ms: lookedMs });
      if (found === undefined) return { key, isNew: true, isRevived: false };
      const known = { key, isNew: false };
      if (look.isAnnouncement === true) return { ...known, isRevived: false };
      // A first sight again, or an earlier one: its counts are those with which it came.
      const isFirst = look.atMs <= found.first_seen_at_ms;
      if (look.atMs < found.first_seen_at_ms) {
        desk.seeEarlier({ status_key: found.status_key, first_seen_at_ms: look.atMs });
        if (look.atMs < found.created_at_ms) desk.counts.age(found.status_key);
      }
      const keep = isFirst && look.keep === 'all' ? 'classes' : look.keep;
      return { ...known, isRevived: lookAgain(desk, login, found, status, { ...look, keep }) };
    },
    refresh(login, status, look) {
      const found = find(status.uri);
      if (found === undefined) return undefined;
      // A look at its counts does not bring back what was let go.
      const apart = { ...look, cameHome: false };
      return { key: found.status_key, isRevived: lookAgain(desk, login, found, status, apart) };
    },
    withdraw: (statusKey, atMs) =>
      desk.deleteStatus({ status_key: statusKey, deleted_at_ms: atMs }),
    bury(statusKey, atMs) {
      desk.deleteStatus({ status_key: statusKey, deleted_at_ms: atMs });
      desk.forgetPayload({ status_key: statusKey });
      desk.forgetVersions({ status_key: statusKey });
      desk.texts.forget(statusKey);
      desk.hiding.unquote(statusKey, atMs);
    },
    revive(statusKey) {
      if (desk.findPayload({ status_key: statusKey }) === undefined) return false;
      desk.revive({ status_key: statusKey });
      return true;
    },
  };
}

/** Everything that a status is written with. */
function prepareDesk(database: Database) {
  return {
    add: database.insert('ingest/add_status', STATUS_COLUMNS),
    findRow: database.one('ingest/find_status', ['uri_hash', 'uri'], foundRow),
    seeEarlier: database.run('ingest/see_status_earlier', ['status_key', 'first_seen_at_ms']),
    noteLook: database.run('ingest/note_look', ['status_key', 'looked_at_ms']),
    addPayload: database.run('ingest/add_payload', ['status_key', 'body', 'observed_at_ms']),
    findPayload: database.one('ingest/find_payload', ['status_key'], payloadRow),
    keepVersion: database.run('ingest/keep_version', ['status_key', 'replaced_at_ms']),
    edit: database.run('ingest/edit_status', EDIT_COLUMNS),
    editCandidate: database.run('ingest/edit_candidate', [
      'status_key',
      'mentions_owner',
      'link_key',
    ]),
    forgetTags: database.run('ingest/forget_status_tags', ['status_key']),
    deleteStatus: database.run('ingest/delete_status', ['status_key', 'deleted_at_ms']),
    revive: database.run('ingest/revive_status', ['status_key']),
    forgetPayload: database.run('ingest/forget_payload', ['status_key']),
    forgetVersions: database.run('ingest/forget_versions', ['status_key']),
    tags: openTags(database),
    counts: openCounts(database),
    hiding: openQuoting(database),
    texts: openTexts(database),
  };
}

interface FirstSight extends Look {
  readonly authorKey: number;
  readonly name: UriHash;
}

function addNew(desk: Desk, login: Login, status: WireStatus, sight: FirstSight): number {
  const { authorKey, name, atMs } = sight;
  const facts = factsOf(status, login.ownerId);
  const createdAtMs = epochMsOf(status.created_at) ?? atMs;
  const { language, has_warning, media, length } = textOf(status, facts);
  const counts = countsOf(status);
  // Each column by its name: a spread costs as much as a row.
  const key = desk.add({
    uri: status.uri,
    uri_hash: name.hash,
    dice_key: name.diceKey,
    author_key: authorKey,
    created_at_ms: createdAtMs,
    first_seen_at_ms: atMs,
    born_ms: Math.min(createdAtMs, atMs),
    came_home: sight.cameHome === false ? 0 : 1,
    edited_at_ms: epochMsOf(status.edited_at) ?? null,
    visibility: status.visibility,
    language,
    reply: facts.reply,
    reply_to_id: status.in_reply_to_id ?? null,
    mentions_owner: facts.mentionsOwner ? 1 : 0,
    has_warning,
    media,
    length,
    link_key: desk.tags.linkKey(facts.link),
    favourites: counts?.favourites ?? 0,
    boosts: counts?.boosts ?? 0,
    replies: counts?.replies ?? 0,
    counts_at_ms: counts === undefined ? NEVER_MS : atMs,
  }) as number; // looked for a moment ago, in the same transaction
  desk.addPayload({ status_key: key, body: bodyOf(status), observed_at_ms: atMs });
  desk.tags.put(key, facts.tags);
  desk.counts.arrive(key, status, { createdAtMs, atMs, keep: sight.keep });
  desk.hiding.put(login.loginKey, key, status);
  desk.texts.put(key, status);
  return key;
}

/** Brings one that we have up to date. True where it is revived by that. */
function lookAgain(
  desk: Desk,
  login: Login,
  found: Found,
  status: WireStatus,
  { atMs, keep, revivesBeforeMs, cameHome }: Look,
): boolean {
  const isOld = isOutdated(found, status);
  const isRevived = !isOld && (found.deleted_at_ms ?? Number.NaN) < (revivesBeforeMs ?? 0);
  const isGone = found.deleted_at_ms !== null && !isRevived;
  if (isRevived) desk.revive({ status_key: found.status_key });
  // What a recording counted then was counted all the same: a later line may bring it back.
  if (keep !== 'news' || !(isOld || isGone)) desk.counts.observe(found, status, atMs, keep);
  if (isOld || isGone) return false;
  const kept = desk.findPayload({ status_key: found.status_key });
  if (kept === undefined) {
    // What was let go for its age, and comes into the home again, is there again.
    const isBack = cameHome !== false && atMs > (found.pruned_at_ms ?? Number.POSITIVE_INFINITY);
    if (isRevived || isBack) rewrite(desk, login, found, status, atMs);
    return isRevived;
  }
  const body = bodyOf(status);
  if (kept.body === body) return isRevived;
  const isNewer =
    atMs > kept.observed_at_ms ||
    kept.observed_at_ms > aheadMs(atMs, keep) ||
    (atMs === kept.observed_at_ms && (isLaterEdit(found, status) || body > kept.body));
  if (!isNewer || !saysOther(kept.body, status)) return isRevived;
  // A recording's lines come in any order: there only an edit that is told of is one.
  if (isEdit(found, keep === 'news' ? kept.body : undefined, status))
    desk.keepVersion({ status_key: found.status_key, replaced_at_ms: atMs });
  rewrite(desk, login, found, status, atMs);
  return isRevived;
}

function rewrite(desk: Desk, login: Login, found: Found, status: WireStatus, atMs: EpochMs): void {
  const key = found.status_key;
  const editedAtMs = epochMsOf(status.edited_at) ?? null;
  desk.addPayload({ status_key: key, body: bodyOf(status), observed_at_ms: atMs });
  const facts = factsOf(status, login.ownerId);
  const said = {
    status_key: key,
    mentions_owner: facts.mentionsOwner ? 1 : 0,
    link_key: desk.tags.linkKey(facts.link),
  };
  desk.edit({ ...said, edited_at_ms: editedAtMs, ...textOf(status, facts) });
  desk.editCandidate(said);
  desk.forgetTags({ status_key: key });
  desk.tags.put(key, facts.tags);
  desk.hiding.forget(key);
  desk.hiding.put(login.loginKey, key, status);
  desk.texts.put(key, status);
}
