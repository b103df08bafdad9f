import { type EpochMs, epochMsOf } from '../core/clock.ts';
import type { WireStatus } from '../core/status.ts';
import { factsOf, type StatusFacts } from '../core/status_facts.ts';
import { hashUri, type UriHash } from '../core/uri_hash.ts';
import type { Accounts } from './accounts.ts';
import { COUNTS, countsOf, type Keep, openCounts } from './counts.ts';
import type { Database } from './database.ts';
import type { Login } from './logins.ts';
import { integer, nullable, type RowOf, text } from './shape.ts';
import { openTags } from './tags.ts';

export interface FiledStatus {
  readonly key: number;
  readonly authorKey: number;
  /** Its row, where it was not known before. */
  readonly added: AddedStatus | undefined;
}

/** Of a row just written, what the pool keeps as well. */
export interface AddedStatus {
  readonly uri_hash: bigint;
  readonly dice_key: number;
  readonly born_ms: number; // the earlier of the author's claim and our clock
  readonly visibility: string;
  readonly reply: number;
  readonly mentions_owner: number;
  readonly link_key: number | null;
}

export interface Statuses {
  /** Files a status as it was observed at `atMs`, or brings what we have of it up to date. */
  readonly file: (login: Login, status: WireStatus, atMs: EpochMs, keep: Keep) => FiledStatus;
  /** Fresh counts of one we have; false where we do not have it. */
  readonly refresh: (login: Login, status: WireStatus, atMs: EpochMs, keep: Keep) => boolean;
  readonly find: (uri: string) => { readonly status_key: number } | undefined;
  readonly bury: (statusKey: number, atMs: EpochMs) => void;
}

const payloadRow = { body: text, observed_at_ms: integer };
const foundRow = {
  status_key: integer,
  author_key: integer,
  first_seen_at_ms: integer,
  counts_at_ms: integer,
  edited_at_ms: nullable(integer),
  deleted_at_ms: nullable(integer),
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
    file(login, status, atMs, keep) {
      const authorKey = accounts.keyOf(login.loginKey, status.account, atMs);
      const name = hashUri(status.uri);
      const found = desk.findRow({ uri_hash: name.hash, uri: status.uri });
      if (found === undefined) {
        const { key, added } = addNew(desk, login, status, { authorKey, name, atMs });
        return { key, authorKey, added };
      }
      if (atMs < found.first_seen_at_ms)
        desk.seeEarlier({ status_key: found.status_key, first_seen_at_ms: atMs });
      lookAgain(desk, login, found, status, atMs, keep);
      return { key: found.status_key, authorKey, added: undefined };
    },
    refresh(login, status, atMs, keep) {
      const found = find(status.uri);
      if (found !== undefined) lookAgain(desk, login, found, status, atMs, keep);
      return found !== undefined;
    },
    bury(statusKey, atMs) {
      desk.deleteStatus({ status_key: statusKey, deleted_at_ms: atMs });
      desk.forgetPayload({ status_key: statusKey });
      desk.forgetVersions({ status_key: statusKey });
    },
  };
}

/** Everything that a status is written with. */
function prepareDesk(database: Database) {
  return {
    add: database.insert('ingest/add_status', STATUS_COLUMNS),
    findRow: database.one('ingest/find_status', ['uri_hash', 'uri'], foundRow),
    seeEarlier: database.run('ingest/see_status_earlier', ['status_key', 'first_seen_at_ms']),
    addPayload: database.run('ingest/add_payload', ['status_key', 'body', 'observed_at_ms']),
    findPayload: database.one('ingest/find_payload', ['status_key'], payloadRow),
    keepVersion: database.run('ingest/keep_version', ['status_key', 'replaced_at_ms']),
    edit: database.run('ingest/edit_status', EDIT_COLUMNS),
    forgetTags: database.run('ingest/forget_status_tags', ['status_key']),
    deleteStatus: database.run('ingest/delete_status', ['status_key', 'deleted_at_ms']),
    forgetPayload: database.run('ingest/forget_payload', ['status_key']),
    forgetVersions: database.run('ingest/forget_versions', ['status_key']),
    tags: openTags(database),
    counts: openCounts(database),
  };
}

interface FirstSight {
  readonly authorKey: number;
  readonly name: UriHash;
  readonly atMs: EpochMs;
}

function addNew(desk: Desk, login: Login, status: WireStatus, sight: FirstSight) {
  const { authorKey, name, atMs } = sight;
  const facts = factsOf(status, login.ownerId);
  const createdAtMs = epochMsOf(status.created_at) ?? atMs;
  const added: AddedStatus = {
    uri_hash: name.hash,
    dice_key: name.diceKey,
    born_ms: Math.min(createdAtMs, atMs),
    visibility: status.visibility,
    reply: facts.reply,
    mentions_owner: facts.mentionsOwner ? 1 : 0,
    link_key: desk.tags.linkKey(facts.link),
  };
  const key = desk.add({
    ...added,
    uri: status.uri,
    author_key: authorKey,
    created_at_ms: createdAtMs,
    first_seen_at_ms: atMs,
    edited_at_ms: epochMsOf(status.edited_at) ?? null,
    reply_to_id: status.in_reply_to_id ?? null,
    ...textOf(status, facts),
    ...countsOf(status),
  }) as number; // looked for a moment ago, in the same transaction
  desk.addPayload({ status_key: key, body: bodyOf(status), observed_at_ms: atMs });
  desk.tags.put(key, facts.tags);
  desk.counts.arrive(key, status, Math.max(0, atMs - createdAtMs), atMs);
  return { key, added };
}

/** Brings one that we have up to date, save where the server deleted it. */
function lookAgain(
  desk: Desk,
  login: Login,
  found: Found,
  status: WireStatus,
  atMs: EpochMs,
  keep: Keep,
): void {
  if (found.deleted_at_ms !== null) return;
  desk.counts.observe(found, status, atMs, keep);
  const kept = desk.findPayload({ status_key: found.status_key });
  const body = bodyOf(status);
  if (kept === undefined || kept.body === body) return;
  const isNewer = atMs > kept.observed_at_ms || (atMs === kept.observed_at_ms && body > kept.body);
  if (isNewer && saysOther(kept.body, status)) rewrite(desk, login, found, status, atMs);
}

function rewrite(desk: Desk, login: Login, found: Found, status: WireStatus, atMs: EpochMs): void {
  const key = found.status_key;
  const editedAtMs = epochMsOf(status.edited_at) ?? null;
  if (editedAtMs !== found.edited_at_ms)
    desk.keepVersion({ status_key: key, replaced_at_ms: atMs });
  desk.addPayload({ status_key: key, body: bodyOf(status), observed_at_ms: atMs });
  const facts = factsOf(status, login.ownerId);
  desk.edit({
    status_key: key,
    edited_at_ms: editedAtMs,
    ...textOf(status, facts),
    link_key: desk.tags.linkKey(facts.link),
  });
  desk.forgetTags({ status_key: key });
  desk.tags.put(key, facts.tags);
}

const STATUS_COLUMNS = [
  'uri',
  'uri_hash',
  'dice_key',
  'author_key',
  'created_at_ms',
  'first_seen_at_ms',
  'born_ms',
  'edited_at_ms',
  'visibility',
  'language',
  'reply',
  'reply_to_id',
  'mentions_owner',
  'has_warning',
  'media',
  'length',
  'link_key',
  ...COUNTS,
] as const;

const EDIT_COLUMNS = [
  'status_key',
  'edited_at_ms',
  'language',
  'has_warning',
  'media',
  'length',
  'link_key',
] as const;

function textOf(status: WireStatus, facts: StatusFacts) {
  return {
    language: typeof status.language === 'string' ? status.language : null,
    has_warning: status.spoiler_text ? 1 : 0,
    media: facts.media,
    length: facts.length,
  };
}

/** What is stored: the API's JSON without its account, which stands in a row of its own. */
function bodyOf(status: WireStatus): string {
  return JSON.stringify({ ...status, account: undefined });
}

/** Counts and the owner's own flags change with every look; what a reader reads seldom does. */
function saysOther(keptBody: string, status: WireStatus): boolean {
  return readable(JSON.parse(keptBody) as WireStatus) !== readable(status);
}

function readable(status: WireStatus): string {
  const { content, spoiler_text, edited_at, media_attachments, poll, card, quote, sensitive } =
    status;
  return JSON.stringify([
    content,
    spoiler_text,
    edited_at,
    media_attachments,
    poll,
    card,
    quote,
    sensitive,
  ]);
}
