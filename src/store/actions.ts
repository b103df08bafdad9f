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
  const standing = (loginKey: number, uri: string): ReadonlyMap<ActionKind, number> => {
    const rows = desk.listStanding({ login_key: loginKey, uri_hash: hashUri(uri).hash });
    return new Map(rows.map(({ kind, at_ms }) => [kind, at_ms]));
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
    /** The server's own flags on a status: done anywhere, it is the owner's act, noted once. */
    notice(loginKey: number, status: WireStatus, atMs: EpochMs): number {
      const done = FLAGS.filter(([flag]) => status[flag] === true);
      if (done.length === 0) return 0;
      const stand = standing(loginKey, status.uri);
      const news = done.filter(([, kind]) => !stand.has(kind));
      for (const [, kind] of news)
        record({ loginKey, statusId: status.id, uri: status.uri, kind, atMs });
      return news.length;
    },
    /**
     * The same, of a status that the server was asked for: what it says was not done, and stands
     * with us, was undone. What streams in may be older than the act.
     */
    compare(loginKey: number, status: WireStatus, atMs: EpochMs): number {
      const stand = standing(loginKey, status.uri);
      const news = FLAGS.filter(([flag, kind]) =>
        stand.has(kind) ? status[flag] === false : status[flag] === true,
      );
      for (const [, kind] of news) {
        const undo = stand.has(kind);
        record({ loginKey, statusId: status.id, uri: status.uri, kind, atMs, undo });
      }
      return news.length;
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
      author_key: integer,
    }),
    listStanding: database.many('ingest/list_standing_acts', ['login_key', 'uri_hash'], {
      kind: oneOf(...ACTION_KINDS),
      at_ms: integer,
    }),
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
