import type { EpochMs } from '../core/clock.ts';
import { hashUri } from '../core/uri_hash.ts';
import { type Action, openActions } from './actions.ts';
import type { Database } from './database.ts';
import { integer, nullable, oneOf, type RowOf, text } from './shape.ts';

/** What is done through the owner's server. */
export const WISH_KINDS = ['favourite', 'reblog', 'bookmark'] as const;
export type WishKind = (typeof WISH_KINDS)[number];

/** Of which status, as its login's server calls it. */
export interface WishedStatus {
  readonly loginKey: number;
  readonly statusId: string;
  readonly uri: string;
}

const dueRow = {
  outbox_key: integer,
  idempotency_key: text,
  uri: text,
  status_id: text,
  kind: oneOf(...WISH_KINDS),
  undo: integer,
  asked_at_ms: integer,
  tries: integer,
  sent_at_ms: nullable(integer),
};

const listedRow = {
  outbox_key: integer,
  uri: text,
  kind: oneOf(...WISH_KINDS),
  undo: integer,
  asked_at_ms: integer,
  ended_at_ms: nullable(integer),
  ending: nullable(oneOf('done', 'refused', 'replaced')),
  why: nullable(text),
  tries: integer,
  server: text,
};

const ROUND_MAX = 200;
const LISTED_MAX = 200;

/** What waits to be done at the owner's server: kept until it is done, refused, or not wished. */
export function openOutbox(database: Database) {
  const desk = prepareDesk(database);
  const actions = openActions(database);
  const end = (key: number, ending: 'done' | 'refused' | 'replaced', atMs: EpochMs, why?: string) =>
    desk.end({ outbox_key: key, ending, why: why ?? null, ended_at_ms: atMs });

  return {
    /**
     * The owner wishes an act on a status done or, with `undo`, taken back. The last wish wins: one
     * that contradicts it and was not sent never is. False where there is nothing to do for it.
     */
    ask(kind: WishKind, status: WishedStatus, undo: boolean, atMs: EpochMs): boolean {
      return database.transaction(() => {
        const { loginKey, statusId, uri } = status;
        const { hash } = hashUri(uri);
        const which = { login_key: loginKey, uri_hash: hash, kind };
        const waiting = desk.findWaiting(which);
        if (waiting !== undefined && (waiting.undo === 1) === undo) return true;
        if (waiting !== undefined) end(waiting.outbox_key, 'replaced', atMs);
        const stands = actions.standing(loginKey, uri).has(kind);
        // What may have reached the server must be taken back there, whatever the ledger says.
        const sentAtMs = waiting?.sent_at_ms ?? null;
        if (stands !== undo && sentAtMs === null) return false;
        const asked = `${loginKey}/${hash}/${kind}/${undo ? 'undo' : 'do'}/${atMs}`;
        const dated = { asked_at_ms: atMs, sent_at_ms: sentAtMs };
        const wish = { ...which, ...dated, uri, status_id: statusId, undo: Number(undo) };
        for (let nth = 0; ; nth += 1)
          if (desk.add({ ...wish, idempotency_key: nth === 0 ? asked : `${asked}/${nth}` }) > 0)
            return true;
      });
    },
    /** What waits was asked of the server elsewhere, and nobody heard whether it was done. */
    unheard(kind: WishKind, { loginKey, uri }: WishedStatus, atMs: EpochMs): void {
      const { hash } = hashUri(uri);
      const waiting = desk.findWaiting({ login_key: loginKey, uri_hash: hash, kind });
      if (waiting !== undefined) desk.send({ outbox_key: waiting.outbox_key, sent_at_ms: atMs });
    },
    due: (loginKey: number, nowMs: EpochMs): readonly DueWish[] =>
      desk.listDue({ login_key: loginKey, now_ms: nowMs, limit: ROUND_MAX }),
    nextTryMs: (loginKey: number): EpochMs | undefined =>
      (desk.findNextTry({ login_key: loginKey })?.at_ms ?? undefined) as EpochMs | undefined,
    /** It goes out now. False where it was replaced meanwhile: then it must not. */
    sending: (key: number, atMs: EpochMs): boolean =>
      desk.send({ outbox_key: key, sent_at_ms: atMs }) > 0,
    /** Done at the server: from now on it is an act in the ledger, as if it had been read there. */
    done({ outbox_key, kind, undo }: DueWish, status: WishedStatus, atMs: EpochMs): void {
      database.transaction(() => {
        end(outbox_key, 'done', atMs);
        const stands = actions.standing(status.loginKey, status.uri).has(kind);
        const act: Action = { ...status, kind, atMs, undo: undo === 1 };
        if (stands === (undo === 1)) actions.record(act);
      });
    },
    refused: (key: number, why: string, atMs: EpochMs) => end(key, 'refused', atMs, why),
    /** It is tried again then. What a try before this one may have done stays in question. */
    putOff: ({ outbox_key, sent_at_ms }: DueWish, { atMs, why, isUnsent, isFailure }: PutOff) =>
      desk.putOff({
        outbox_key,
        next_try_at_ms: Math.ceil(atMs),
        why,
        is_unsent: Number(isUnsent && sent_at_ms === null),
        failures: Number(isFailure),
      }),
    /** What waits, and what was refused since a moment; the latest first. */
    list: (sinceMs: number): readonly ListedWish[] =>
      desk.list({ since_ms: Math.floor(sinceMs), limit: LISTED_MAX }),
  };
}

export type Outbox = ReturnType<typeof openOutbox>;
export type DueWish = RowOf<typeof dueRow>;
export type ListedWish = RowOf<typeof listedRow>;

export interface PutOff {
  readonly atMs: number;
  readonly why: string;
  /** This try surely never reached the server. */
  readonly isUnsent: boolean;
  readonly isFailure: boolean;
}

function prepareDesk(database: Database) {
  const which = ['login_key', 'uri_hash', 'kind'] as const;
  return {
    add: database.run('ingest/add_wish', [
      ...which,
      'idempotency_key',
      'uri',
      'status_id',
      'undo',
      'asked_at_ms',
      'sent_at_ms',
    ]),
    findWaiting: database.one('ingest/find_waiting_wish', which, {
      outbox_key: integer,
      undo: integer,
      sent_at_ms: nullable(integer),
    }),
    listDue: database.many('ingest/list_due_wishes', ['login_key', 'now_ms', 'limit'], dueRow),
    findNextTry: database.one('ingest/find_next_try', ['login_key'], { at_ms: nullable(integer) }),
    send: database.run('ingest/send_wish', ['outbox_key', 'sent_at_ms']),
    end: database.run('ingest/end_wish', ['outbox_key', 'ending', 'why', 'ended_at_ms']),
    putOff: database.run('ingest/put_off_wish', [
      'outbox_key',
      'next_try_at_ms',
      'why',
      'is_unsent',
      'failures',
    ]),
    list: database.many('serve/list_wishes', ['since_ms', 'limit'], listedRow),
  };
}
