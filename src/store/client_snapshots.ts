import type { EpochMs } from '../core/clock.ts';
import type { Database } from './database.ts';
import { integer, nullable, type RowOf, text } from './shape.ts';

const snapshotRow = { snapshot_key: integer, made_at_ms: integer, served_through: integer };
const nameRow = {
  position: integer,
  outer_id: text,
  inner_id: text,
  edition: integer,
  entry_position: integer,
};
const unseenRow = { position: integer, edition: integer, inner_id: text, boost_id: nullable(text) };
const placeRow = { snapshot_key: integer, position: integer, inner_id: text };
const entryRow = {
  position: integer,
  outer_id: text,
  inner_id: text,
  edition: integer,
  entry_position: integer,
  status_key: integer,
  uri: text,
  deleted_at_ms: nullable(integer),
  boost_key: nullable(integer),
  is_served: integer,
};

export type ClientSnapshot = RowOf<typeof snapshotRow>;
export type ClientName = Omit<RowOf<typeof nameRow>, 'position'>;
export type UnseenEntry = RowOf<typeof unseenRow>;
export type ClientEntry = RowOf<typeof entryRow>;

/** A client may come back to the page where it stopped days ago. */
const KEPT = 24;

export interface Stretch {
  readonly from: number;
  readonly through: number;
  readonly limit: number;
  /** Whose home, and when. */
  readonly loginKey: number;
  readonly nowMs: EpochMs;
}

/** The orders that clients page through: entries of editions, each with the id that they know. */
export function openClientSnapshots(database: Database) {
  const add = database.insert('serve/add_client_snapshot', ['token_key', 'feed', 'made_at_ms']);
  const addEntry = database.run('serve/add_client_entry', [
    'snapshot_key',
    ...Object.keys(nameRow),
  ]);
  const findNewest = database.one('serve/find_client_snapshot', ['token_key', 'feed'], snapshotRow);
  const listNames = database.many('serve/list_client_names', ['snapshot_key'], nameRow);
  const findPlace = database.one('serve/find_client_place', ['token_key', 'feed', 'id'], placeRow);
  const findName = database.one('serve/find_client_name', ['token_key', 'outer_id'], {
    inner_id: text,
  });
  const findLast = database.one('serve/find_last_wrapper', ['token_key'], { outer_id: text });
  const findEntry = database.one('serve/find_client_entry', ['token_key', 'inner_id'], {
    edition: integer,
    entry_position: integer,
  });
  const listEntries = database.many(
    'serve/list_client_entries',
    ['snapshot_key', 'from', 'through', 'limit', 'login_key', 'now_ms'],
    entryRow,
  );
  const listUnseen = database.many(
    'serve/list_unseen_entries',
    ['edition', 'login_key'],
    unseenRow,
  );
  const noteServed = database.run('serve/note_served_through', ['snapshot_key', 'served_through']);
  const forgetEntries = database.run('serve/forget_client_entries', ['token_key', 'feed', 'keep']);
  const forget = database.run('serve/forget_client_snapshots', ['token_key', 'feed', 'keep']);

  return {
    newest: (tokenKey: number, feed: string) => findNewest({ token_key: tokenKey, feed }),
    names: (snapshotKey: number) => listNames({ snapshot_key: snapshotKey }),
    /** Of an edition, what was not seen. */
    unseen: (edition: number, loginKey: number) => listUnseen({ edition, login_key: loginKey }),
    make(tokenKey: number, feed: string, names: readonly ClientName[], atMs: EpochMs) {
      return database.transaction(() => {
        const key = add({ token_key: tokenKey, feed, made_at_ms: atMs }) as number;
        names.forEach((name, at) => {
          addEntry({ ...name, snapshot_key: key, position: at + 1 });
        });
        forgetEntries({ token_key: tokenKey, feed, keep: KEPT });
        forget({ token_key: tokenKey, feed, keep: KEPT });
        return key;
      });
    },
    /** Where an id stands in the newest snapshot that holds it. */
    place: (tokenKey: number, feed: string, id: string) =>
      findPlace({ token_key: tokenKey, feed, id }),
    /** The post in an entry that has an id of ours. */
    innerOf: (tokenKey: number, outerId: string) =>
      findName({ token_key: tokenKey, outer_id: outerId })?.inner_id,
    /** The highest id that a client has, over all its timelines. */
    highest: (tokenKey: number) => findLast({ token_key: tokenKey })?.outer_id,
    /** The place of an edition in which a client had a post. */
    entryOf: (tokenKey: number, innerId: string) =>
      findEntry({ token_key: tokenKey, inner_id: innerId }),
    entries: (snapshotKey: number, { loginKey, nowMs, ...stretch }: Stretch) =>
      listEntries({ snapshot_key: snapshotKey, login_key: loginKey, now_ms: nowMs, ...stretch }),
    noteServed: (snapshotKey: number, through: number) =>
      noteServed({ snapshot_key: snapshotKey, served_through: through }),
  };
}
