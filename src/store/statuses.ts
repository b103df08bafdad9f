import { type EpochMs, epochMsOf } from '../core/clock.ts';
import type { WireStatus } from '../core/status.ts';
import { factsOf, type StatusFacts } from '../core/status_facts.ts';
import { hashUri } from '../core/uri_hash.ts';
import type { Accounts } from './accounts.ts';
import { COUNTS, countsOf, type Keep, openCounts } from './counts.ts';
import type { Database } from './database.ts';
import type { Login } from './logins.ts';
import { integer, nullable, text } from './shape.ts';
import { openTags } from './tags.ts';

export interface FiledStatus {
  readonly key: number;
  readonly authorKey: number;
  readonly isNew: boolean;
}

export interface Statuses {
  /** Files a status as it was observed at `atMs`, or brings what we have of it up to date. */
  readonly file: (login: Login, status: WireStatus, atMs: EpochMs, keep: Keep) => FiledStatus;
  /** Fresh counts of one we have; false where we do not have it. */
  readonly refresh: (login: Login, status: WireStatus, atMs: EpochMs, keep: Keep) => boolean;
  readonly find: (uri: string) => { readonly status_key: number } | undefined;
  readonly bury: (statusKey: number, atMs: EpochMs) => void;
}

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

export function openStatuses(database: Database, accounts: Accounts): Statuses {
  const add = database.insert('ingest/add_status', STATUS_COLUMNS);
  const findRow = database.one('ingest/find_status', ['uri_hash', 'uri'], foundRow);
  const seeEarlier = database.run('ingest/see_status_earlier', ['status_key', 'first_seen_at_ms']);
  const addPayload = database.run('ingest/add_payload', ['status_key', 'body', 'observed_at_ms']);
  const findPayload = database.one('ingest/find_payload', ['status_key'], {
    body: text,
    observed_at_ms: integer,
  });
  const keepVersion = database.run('ingest/keep_version', ['status_key', 'replaced_at_ms']);
  const edit = database.run('ingest/edit_status', [
    'status_key',
    'edited_at_ms',
    'language',
    'has_warning',
    'media',
    'length',
    'link_key',
  ]);
  const forgetTags = database.run('ingest/forget_status_tags', ['status_key']);
  const deleteStatus = database.run('ingest/delete_status', ['status_key', 'deleted_at_ms']);
  const forgetPayload = database.run('ingest/forget_payload', ['status_key']);
  const forgetVersions = database.run('ingest/forget_versions', ['status_key']);
  const tags = openTags(database);
  const counts = openCounts(database);

  const find = (uri: string) => findRow({ uri_hash: hashUri(uri).hash, uri });
  type Found = NonNullable<ReturnType<typeof find>>;

  const rewrite = (login: Login, found: Found, status: WireStatus, atMs: EpochMs) => {
    const key = found.status_key;
    const kept = findPayload({ status_key: key });
    const body = bodyOf(status);
    if (kept === undefined || kept.body === body) return;
    const isNewer =
      atMs > kept.observed_at_ms || (atMs === kept.observed_at_ms && body > kept.body);
    if (!isNewer || !saysOther(kept.body, status)) return;
    const editedAtMs = epochMsOf(status.edited_at) ?? null;
    if (editedAtMs !== found.edited_at_ms) keepVersion({ status_key: key, replaced_at_ms: atMs });
    addPayload({ status_key: key, body, observed_at_ms: atMs });
    const facts = factsOf(status, login.ownerId);
    edit({
      status_key: key,
      edited_at_ms: editedAtMs,
      ...textOf(status, facts),
      link_key: tags.linkKey(facts.link),
    });
    forgetTags({ status_key: key });
    tags.put(key, facts.tags);
  };

  const addNew = (login: Login, status: WireStatus, authorKey: number, atMs: EpochMs) => {
    const facts = factsOf(status, login.ownerId);
    const createdAtMs = epochMsOf(status.created_at) ?? atMs;
    const { hash, diceKey } = hashUri(status.uri);
    const key = add({
      uri: status.uri,
      uri_hash: hash,
      dice_key: diceKey,
      author_key: authorKey,
      created_at_ms: createdAtMs,
      first_seen_at_ms: atMs,
      edited_at_ms: epochMsOf(status.edited_at) ?? null,
      visibility: status.visibility,
      reply: facts.reply,
      reply_to_id: status.in_reply_to_id ?? null,
      mentions_owner: facts.mentionsOwner ? 1 : 0,
      link_key: tags.linkKey(facts.link),
      ...textOf(status, facts),
      ...countsOf(status),
    }) as number; // looked for a moment ago, in the same transaction
    addPayload({ status_key: key, body: bodyOf(status), observed_at_ms: atMs });
    tags.put(key, facts.tags);
    return { key, createdAtMs };
  };

  return {
    find,
    file(login, status, atMs, keep) {
      const authorKey = accounts.keyOf(login.loginKey, status.account, atMs);
      const found = find(status.uri);
      if (found === undefined) {
        const { key, createdAtMs } = addNew(login, status, authorKey, atMs);
        counts.arrive(key, status, Math.max(0, atMs - createdAtMs), atMs);
        return { key, authorKey, isNew: true };
      }
      if (atMs < found.first_seen_at_ms)
        seeEarlier({ status_key: found.status_key, first_seen_at_ms: atMs });
      if (found.deleted_at_ms === null) {
        counts.observe(found, status, atMs, keep);
        rewrite(login, found, status, atMs);
      }
      return { key: found.status_key, authorKey, isNew: false };
    },
    refresh(login, status, atMs, keep) {
      const found = find(status.uri);
      if (found === undefined) return false;
      if (found.deleted_at_ms !== null) return true;
      counts.observe(found, status, atMs, keep);
      rewrite(login, found, status, atMs);
      return true;
    },
    bury(statusKey, atMs) {
      deleteStatus({ status_key: statusKey, deleted_at_ms: atMs });
      forgetPayload({ status_key: statusKey });
      forgetVersions({ status_key: statusKey });
    },
  };
}

const STATUS_COLUMNS = [
  'uri',
  'uri_hash',
  'dice_key',
  'author_key',
  'created_at_ms',
  'first_seen_at_ms',
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
