import type { EpochMs } from '../core/clock.ts';
import { hashUri } from '../core/uri_hash.ts';
import type { Database } from './database.ts';
import { openPollVotes } from './poll_votes.ts';
import { integer, nullable, oneOf, type RowOf, text } from './shape.ts';

const statusRow = {
  status_key: integer,
  uri: text,
  created_at_ms: integer,
  first_seen_at_ms: integer,
  edited_at_ms: nullable(integer),
  deleted_at_ms: nullable(integer),
  pruned_at_ms: nullable(integer),
  visibility: text,
  language: nullable(text),
  reply: integer,
  reply_to_id: nullable(text),
  length: integer,
  favourites: integer,
  boosts: integer,
  replies: integer,
  counts_at_ms: integer,
  body: nullable(text),
  handle: text,
  profile: text,
  server_id: nullable(text),
  login_key: nullable(integer),
  server: nullable(text),
  is_absent: integer, // 1: that server has let it go
};

/** What hides, folds or blurs a status, and since when where that is known. */
const coverRow = {
  effect: oneOf('warn', 'hide', 'blur'),
  cause: oneOf(
    'filter',
    'mute',
    'block',
    'domain',
    'mention',
    'quote',
    'refused booster',
    'booster of domain',
    'unfollowed',
    'boosts hidden',
    'language',
    'tag',
  ),
  subject: text,
  since_ms: nullable(integer),
};

/** Whom a post names beside its author. */
function openShownPeople(database: Database) {
  const nameAccount = database.one('serve/name_account', ['handle'], { display_name: text });
  const listPrivateBoosters = database.many('serve/list_private_boosters', ['status_key'], {
    handle: text,
  });
  const listRefused = database.many('serve/list_refused_handles', ['handles', 'now_ms'], {
    handle: text,
  });

  return {
    /** Handles of those who boosted it for few alone. */
    privateBoosters: (statusKey: number): ReadonlySet<string> =>
      new Set(listPrivateBoosters({ status_key: statusKey }).map(({ handle }) => handle)),
    /** What a person calls themselves, else their handle. */
    nameOf: (handle: string) => nameAccount({ handle })?.display_name || handle,
    /** Of these people, those whom the owner mutes or blocks now. */
    refused(handles: readonly string[], nowMs: EpochMs): ReadonlySet<string> {
      const rows = listRefused({ handles: JSON.stringify(handles), now_ms: nowMs });
      return new Set(rows.map(({ handle }) => handle));
    },
  };
}

/** Statuses as a post is rendered from them. */
export function openShownStatuses(database: Database) {
  const read = database.one('serve/read_status', ['status_key'], statusRow);
  const findOfServer = database.one('ingest/find_status_by_server_id', ['login_key', 'server_id'], {
    status_key: integer,
    uri: text,
  });
  const findOfUri = database.one('serve/find_status_of_uri', ['uri_hash', 'uri'], {
    status_key: integer,
  });
  const listReplies = database.many('serve/list_replies', ['login_key', 'server_id', 'limit'], {
    status_key: integer,
    created_at_ms: integer,
  });
  const listCoverable = database.many('serve/list_coverable', ['status_keys'], {
    status_key: integer,
  });
  const listStamps = database.many('serve/list_status_stamps', ['status_keys'], {
    status_key: integer,
    edited_at_ms: nullable(integer),
    deleted_at_ms: nullable(integer),
    pruned_at_ms: nullable(integer),
  });
  const listCovers = database.many('serve/list_covers', ['status_key', 'now_ms'], coverRow);

  const coverable = (keys: readonly number[]): ReadonlySet<number> => {
    const rows = listCoverable({ status_keys: JSON.stringify(keys) });
    return new Set(rows.map(({ status_key }) => status_key));
  };
  const { withVote, stamp: votesStamp } = openPollVotes(database);
  const status = (statusKey: number): ShownStatus | undefined => {
    const row = read({ status_key: statusKey });
    return row?.body == null ? row : { ...row, body: withVote(row.body) };
  };
  return {
    ...openShownPeople(database),
    status,
    ofUri(uri: string) {
      const found = findOfUri({ uri_hash: hashUri(uri).hash, uri });
      return found === undefined ? undefined : status(found.status_key);
    },
    /** Another word where a vote may have changed a poll. */
    votesStamp,
    /** What a status answers, where we have it. */
    parentOf(row: ShownStatus): ShownStatus | undefined {
      if (row.reply_to_id === null || row.login_key === null) return undefined;
      const found = findOfServer({ login_key: row.login_key, server_id: row.reply_to_id });
      return found === undefined ? undefined : status(found.status_key);
    },
    /** What is stored of the answers to a status, the earliest first. */
    repliesTo({ login_key, server_id }: ShownStatus, limit: number): readonly ShownStatus[] {
      if (server_id === null || login_key === null) return [];
      return listReplies({ login_key, server_id, limit })
        .map(({ status_key }) => status(status_key))
        .filter((reply): reply is ShownStatus => reply !== undefined);
    },
    /** Those of them that anything may cover: of the others `coversOf` finds nothing. */
    coverable,
    /** Of each: another word where it was edited, deleted or let go since. */
    stamps(keys: readonly number[]): ReadonlyMap<number, string> {
      const rows = listStamps({ status_keys: JSON.stringify(keys) });
      return new Map(rows.map(({ status_key, ...times }) => [status_key, JSON.stringify(times)]));
    },
    /** What covers a status now; what hides it for another reason than a filter comes first. */
    coversOf: (statusKey: number, nowMs: EpochMs): readonly Cover[] =>
      coverable([statusKey]).size > 0 ? listCovers({ status_key: statusKey, now_ms: nowMs }) : [],
  };
}

export type ShownStatuses = ReturnType<typeof openShownStatuses>;
export type Cover = RowOf<typeof coverRow>;
export type ShownStatus = RowOf<typeof statusRow>;
