import type { EpochMs } from '../core/clock.ts';
import type { Database } from './database.ts';
import { integer, text } from './shape.ts';

const departureRow = { server_id: text, is_boost: integer, is_refused: integer };

interface Due {
  readonly nowMs: EpochMs;
  readonly laterMs: number;
  readonly limit: number;
}

/** Entries that left the home and of which nobody knows yet whether they were deleted. */
export function openDepartures(database: Database) {
  const list = database.many(
    'ingest/list_departures',
    ['login_key', 'now_ms', 'later_ms', 'limit'],
    departureRow,
  );
  const settle = database.run('ingest/settle_departure', ['login_key', 'server_id']);
  return {
    /**
     * Those about which it is time to ask, the earliest first; none is put off by more than
     * `laterMs`. `isRefused`: the owner mutes or blocks who wrote or boosted it.
     */
    list: (loginKey: number, { nowMs, laterMs, limit }: Due) =>
      list({ login_key: loginKey, now_ms: nowMs, later_ms: laterMs, limit }).map((row) => ({
        serverId: row.server_id,
        isBoost: row.is_boost === 1,
        isRefused: row.is_refused === 1,
      })),
    settle: (loginKey: number, serverId: string) =>
      settle({ login_key: loginKey, server_id: serverId }),
  };
}
