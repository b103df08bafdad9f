import type { EpochMs } from '../core/clock.ts';
import type { Database } from './database.ts';
import { integer, text } from './shape.ts';

/** How far this machine's clock is ahead of the server's, ms, where it is off. */
export const CLOCK_AHEAD = 'clock_ahead';

/** Why nothing comes by the stream; empty: it does. */
export const STREAM_SHUT = 'stream_shut';

/** What a client can turn, as it is listed at the server. */
export type Turnable = 'people' | 'servers' | 'tags' | 'filters';

/** What ingest remembers between runs: when the server was last heard, what it can do. */
export function openIngestState(database: Database) {
  const set = database.run('ingest/set_ingest_state', ['login_key', 'name', 'value', 'at_ms']);
  const find = database.one('ingest/find_ingest_state', ['login_key', 'name'], {
    value: text,
    at_ms: integer,
  });
  const turns = (loginKey: number, what: Turnable): number =>
    Number(find({ login_key: loginKey, name: `${what}_turned` })?.value ?? 0);
  const findLast = database.one('ingest/find_last_arrival_of', ['login_key'], { at_ms: integer });
  const due = database.many(
    'ingest/list_due_for_counts',
    ['login_key', 'now_ms', 'within_ms', 'limit'],
    { server_id: text },
  );
  const lacking = database.many(
    'ingest/list_lacking_cards',
    ['login_key', 'from_ms', 'to_ms', 'limit'],
    { server_id: text },
  );

  return {
    set: (loginKey: number, name: string, value: string, atMs: EpochMs) =>
      set({ login_key: loginKey, name, value, at_ms: atMs }),
    find: (loginKey: number, name: string) => find({ login_key: loginKey, name }),
    /**
     * Notes that a client just turned something: a list that was asked for before may be of before
     * that. Gives how often that was.
     */
    turned(loginKey: number, what: Turnable, atMs: EpochMs): number {
      const now = turns(loginKey, what) + 1;
      set({ login_key: loginKey, name: `${what}_turned`, value: String(now), at_ms: atMs });
      return now;
    },
    turns,
    /** How far this machine is ahead of the server, as its answers said last, ms. */
    clockAheadMs: (loginKey: number) =>
      Number(find({ login_key: loginKey, name: CLOCK_AHEAD })?.value ?? 0),
    /** When something last reached us, by stream, sweep or recording. */
    lastArrivedMs: (loginKey: number) =>
      findLast({ login_key: loginKey })?.at_ms as EpochMs | undefined,
    /**
     * Server ids of candidates whose counts are due, newest first: those that are of an age for no
     * longer than `withinMs`.
     */
    dueForCounts: (loginKey: number, nowMs: EpochMs, withinMs: number, limit: number) =>
      due({ login_key: loginKey, now_ms: nowMs, within_ms: withinMs, limit }).map(
        ({ server_id }) => server_id,
      ),
    /** Server ids of what arrived in a stretch of time before the server was done with it. */
    unfinished: (loginKey: number, fromMs: number, toMs: number, limit: number) =>
      lacking({ login_key: loginKey, from_ms: fromMs, to_ms: toMs, limit }).map(
        ({ server_id }) => server_id,
      ),
  };
}

export type IngestState = ReturnType<typeof openIngestState>;
