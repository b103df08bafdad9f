import type { Database } from '../store/database.ts';
import { CLOCK_AHEAD, openIngestState } from '../store/ingest_state.ts';
import { openLogins } from '../store/logins.ts';

/**
 * How far this machine's clock is ahead of the server's, ms, as its answers said last; undefined
 * where they agree, or nobody listened yet.
 */
export function clockAheadMs(database: Database): number | undefined {
  const state = openIngestState(database);
  return loginsInUse(database)
    .map(state.clockAheadMs)
    .find((ms) => ms !== 0);
}

/** The login that was used last: of one before it nothing can be mended any more. */
export function loginsInUse(database: Database): readonly number[] {
  const state = openIngestState(database);
  const used = openLogins(database)
    .all()
    .map(({ loginKey }) => ({ loginKey, atMs: state.find(loginKey, CLOCK_AHEAD)?.at_ms ?? 0 }));
  const lastMs = Math.max(...used.map(({ atMs }) => atMs));
  return used.filter(({ atMs }) => atMs === lastMs).map(({ loginKey }) => loginKey);
}
