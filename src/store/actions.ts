import type { EpochMs } from '../core/clock.ts';
import type { WireStatus } from '../core/status.ts';
import { hashUri } from '../core/uri_hash.ts';
import { openCandidates } from './candidates.ts';
import type { Database } from './database.ts';
import { integer, text } from './shape.ts';

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
  const candidates = openCandidates(database);
  const add = database.insert('ingest/add_action', [
    'login_key',
    'uri_hash',
    'uri',
    'status_id',
    'kind',
    'at_ms',
    'until_ms',
  ]);
  const undo = database.run('ingest/undo_action', [
    'login_key',
    'uri_hash',
    'kind',
    'undone_at_ms',
  ]);
  const find = database.one('ingest/find_action', ['login_key', 'uri_hash', 'kind'], {
    action_key: integer,
  });
  const findById = database.one('ingest/find_status_by_server_id', ['login_key', 'server_id'], {
    status_key: integer,
    uri: text,
    author_key: integer,
  });

  const record = (action: Action): boolean =>
    database.transaction(() => {
      const known = findById({ login_key: action.loginKey, server_id: action.statusId });
      // A status that we never had is kept under the name that was given to it.
      const uri = action.uri ?? known?.uri ?? action.statusId;
      const { hash } = hashUri(uri);
      const which = { login_key: action.loginKey, uri_hash: hash, kind: action.kind };
      const isNew = action.undo
        ? undo({ ...which, undone_at_ms: action.atMs }) > 0
        : add({
            ...which,
            uri: candidates.isKnown(hash) ? null : uri,
            status_id: action.statusId,
            at_ms: action.atMs,
            until_ms: action.untilMs ?? null,
          }) !== undefined;
      if (isNew) candidates.reconsider(hash);
      return isNew;
    });

  return {
    record,
    /** The server's own flags on a status: done anywhere, it is the owner's act, noted once. */
    notice(loginKey: number, status: WireStatus, atMs: EpochMs): number {
      const done = FLAGS.filter(([flag]) => status[flag] === true);
      if (done.length === 0) return 0;
      const { hash } = hashUri(status.uri);
      const news = done.filter(([, kind]) => !find({ login_key: loginKey, uri_hash: hash, kind }));
      for (const [, kind] of news)
        record({ loginKey, statusId: status.id, uri: status.uri, kind, atMs });
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
