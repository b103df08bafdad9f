import { hashUri } from '../core/uri_hash.ts';
import type { Database } from './database.ts';
import { integer, nullable, oneOf, type RowOf, text } from './shape.ts';

const statusRow = {
  status_key: integer,
  uri: text,
  created_at_ms: integer,
  first_seen_at_ms: integer,
  edited_at_ms: nullable(integer),
  deleted_at_ms: nullable(integer),
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
};

/** Statuses as a post is rendered from them. */
export function openShownStatuses(database: Database) {
  const read = database.one('serve/read_status', ['status_key'], statusRow);
  const findOfServer = database.one('serve/find_status_of_server', ['login_key', 'server_id'], {
    status_key: integer,
  });
  const findOfUri = database.one('serve/find_status_of_uri', ['uri_hash', 'uri'], {
    status_key: integer,
  });
  const nameAccount = database.one('serve/name_account', ['handle'], { display_name: text });
  const listFilterMatches = database.many('serve/list_filter_matches', ['status_key'], {
    effect: oneOf('warn', 'hide', 'blur'),
    title: text,
  });

  const status = (statusKey: number) => read({ status_key: statusKey });
  return {
    status,
    ofUri(uri: string) {
      const found = findOfUri({ uri_hash: hashUri(uri).hash, uri });
      return found === undefined ? undefined : status(found.status_key);
    },
    /** What a status answers, where we have it. */
    parentOf(row: ShownStatus): ShownStatus | undefined {
      if (row.reply_to_id === null || row.login_key === null) return undefined;
      const found = findOfServer({ login_key: row.login_key, server_id: row.reply_to_id });
      return found === undefined ? undefined : status(found.status_key);
    },
    /** What a person calls themselves, else their handle. */
    nameOf: (handle: string) => nameAccount({ handle })?.display_name || handle,
    filtersOn: (statusKey: number) => listFilterMatches({ status_key: statusKey }),
  };
}

export type ShownStatuses = ReturnType<typeof openShownStatuses>;
export type ShownStatus = RowOf<typeof statusRow>;
