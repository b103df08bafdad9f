import type { EpochMs } from '../core/clock.ts';
import type { WireStatus } from '../core/status.ts';
import { hashUri } from '../core/uri_hash.ts';
import { openCandidates } from './candidates.ts';
import type { Database } from './database.ts';
import { integer, nullable, oneOf, text } from './shape.ts';

export const ACTION_KINDS = [
  'favourite',
  'reblog',
  'bookmark',
  'reply',
  'more',
  'less',
  'snooze',
] as const;
export type ActionKind = (typeof ACTION_KINDS)[number];

export interface Action {
  readonly loginKey: number;
  readonly statusId: string;
  readonly uri?: string | undefined;
  readonly kind: ActionKind;
  readonly atMs: EpochMs;
  readonly untilMs?: EpochMs | undefined;
  readonly undo?: boolean | undefined;
}

/** What the owner did, here or anywhere. */
export function openActions(database: Database) {
  const desk = prepareDesk(database);
  const record = (action: Action) => database.transaction(() => write(desk, action));
  const rowsOf = (loginKey: number, uri: string) =>
    desk.listStanding({ login_key: loginKey, uri_hash: hashUri(uri).hash });
  const standing = (loginKey: number, uri: string): ReadonlyMap<ActionKind, number> =>
    new Map(rowsOf(loginKey, uri).map(({ kind, at_ms }) => [kind, at_ms]));

  const name = (loginKey: number, status: WireStatus, ids: ReadonlyMap<ActionKind, string>) => {
    const { id, uri } = status;
    for (const [flag, kind] of FLAGS)
      if (status[flag] === true && (ids.get(kind) ?? id) !== id)
        desk.name({ login_key: loginKey, uri_hash: hashUri(uri).hash, kind, status_id: id });
  };

  return {
    record,
    /** Which acts on a status stand, and when they were done. */
    standing,
    /** Acts of a kind that stand, made since a moment, the latest first. */
    standingSince: (loginKey: number, kind: ActionKind, sinceMs: EpochMs) =>
      desk
        .listSince({ login_key: loginKey, kind, since_ms: sinceMs })
        .map(({ status_id, uri, at_ms }) => ({ statusId: status_id, uri, atMs: at_ms })),
    /** Acts with a flag of the server's that stand, noted before that one, the latest first. */
    standingBefore: (loginKey: number, actionKey: number, limit: number) =>
      desk
        .listBefore({ login_key: loginKey, action_key: actionKey, limit })
        .map(({ action_key, status_id }) => ({ actionKey: action_key, statusId: status_id })),
    /**
     * The server's own flags on a status: done anywhere, it is the owner's act, noted once. What
     * streams in is written a moment later; what was undone meanwhile does not come back by it.
     */
    notice(loginKey: number, status: WireStatus, atMs: EpochMs): number {
      const done = FLAGS.filter(([flag]) => status[flag] === true);
      if (done.length === 0) return 0;
      const which = { login_key: loginKey, uri_hash: hashUri(status.uri).hash };
      const undone = desk.listUndoneSince({ ...which, since_ms: atMs }).map(({ kind }) => kind);
      const settled = new Set([...standing(loginKey, status.uri).keys(), ...undone]);
      const news = done.filter(([, kind]) => !settled.has(kind));
      for (const [, kind] of news)
        record({ loginKey, statusId: status.id, uri: status.uri, kind, atMs });
      return news.length;
    },
    /**
     * The same, of a status that the server was asked for: what it says was not done, and stands
     * with us, was undone. What streams in may be older than the act. A server that let a post go
     * and fetched it anew calls it by another id and knows of no act on it: none was undone.
     */
    compare(loginKey: number, status: WireStatus, atMs: EpochMs): number {
      const { id: statusId, uri } = status;
      const stand = new Map(rowsOf(loginKey, uri).map((row) => [row.kind, row.status_id]));
      const news = FLAGS.filter(([flag, kind]) =>
        stand.has(kind)
          ? status[flag] === false && stand.get(kind) === statusId
          : status[flag] === true,
      );
      for (const [, kind] of news)
        record({ loginKey, statusId, uri, kind, atMs, undo: stand.has(kind) });
      name(loginKey, status, stand);
      return news.length;
    },
    /** Acts that stand on a post have the id by which the server shows them on it. */
    nameAnew(loginKey: number, status: WireStatus): void {
      const rows = rowsOf(loginKey, status.uri);
      name(loginKey, status, new Map(rows.map((row) => [row.kind, row.status_id])));
    },
  };
}

export type Actions = ReturnType<typeof openActions>;

const FLAGS = [
  ['favourited', 'favourite'],
  ['reblogged', 'reblog'],
  ['bookmarked', 'bookmark'],
] as const satisfies readonly (readonly [string, ActionKind])[];

type Desk = ReturnType<typeof prepareDesk>;

function prepareDesk(database: Database) {
  const which = ['login_key', 'uri_hash', 'kind'] as const;
  return {
    candidates: openCandidates(database),
    add: database.insert('ingest/add_action', [...which, 'uri', 'status_id', 'at_ms', 'until_ms']),
    undo: database.run('ingest/undo_action', [...which, 'undone_at_ms']),
    findById: database.one('ingest/find_status_by_server_id', ['login_key', 'server_id'], {
      status_key: integer,
      uri: text,
    }),
    listStanding: database.many('ingest/list_standing_acts', ['login_key', 'uri_hash'], {
      kind: oneOf(...ACTION_KINDS),
      at_ms: integer,
      status_id: text,
    }),
    listUndoneSince: database.many(
      'ingest/list_acts_undone_since',
      ['login_key', 'uri_hash', 'since_ms'],
      { kind: oneOf(...ACTION_KINDS) },
    ),
    name: database.run('ingest/name_act', [...which, 'status_id']),
    listSince: database.many('ingest/list_standing_acts_since', ['login_key', 'kind', 'since_ms'], {
      status_id: text,
      uri: nullable(text),
      at_ms: integer,
    }),
    listBefore: database.many(
      'ingest/list_standing_acts_before',
      ['login_key', 'action_key', 'limit'],
      { action_key: integer, status_id: text },
    ),
  };
}

/** True where it said something new. */
function write(desk: Desk, action: Action): boolean {
  const known = desk.findById({ login_key: action.loginKey, server_id: action.statusId });
  // A status that we never had is kept under the name that was given to it.
  const uri = action.uri ?? known?.uri ?? action.statusId;
  const { hash } = hashUri(uri);
  const which = { login_key: action.loginKey, uri_hash: hash, kind: action.kind };
  const isNew = action.undo
    ? desk.undo({ ...which, undone_at_ms: action.atMs }) > 0
    : desk.add({
        ...which,
        uri: desk.candidates.isKnown(hash) ? null : uri,
        status_id: action.statusId,
        at_ms: action.atMs,
        until_ms: action.untilMs ?? null,
      }) !== undefined;
  if (isNew) desk.candidates.reconsider(hash);
  return isNew;
}
