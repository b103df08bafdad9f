import type { EpochMs, Time } from '../core/clock.ts';
import type { Database } from '../store/database.ts';
import { CLOCK_AHEAD, openIngestState } from '../store/ingest_state.ts';
import { openLogins } from '../store/logins.ts';
import { openStats } from '../store/stats.ts';

/**
 * How far this machine's clock is ahead of the server's, ms, as its answers said last: 0 where they
 * agree within a minute; undefined where nobody listened yet.
 */
export function clockAheadMs(database: Database): number | undefined {
  const state = openIngestState(database);
  const said = loginsInUse(database)
    .filter((loginKey) => state.find(loginKey, CLOCK_AHEAD) !== undefined)
    .map(state.clockAheadMs);
  return said.find((ms) => ms !== 0) ?? said[0];
}

/**
 * The time of a draw, never behind the server's: by that what comes in is dated, and a draw by a
 * clock that is behind would leave it out as of the future. The first edition would be empty.
 */
export function timeOfDraws(database: Database, { now, after }: Time): Time {
  const behindMs = () => Math.max(0, -(clockAheadMs(database) ?? 0));
  return { now: () => (now() + behindMs()) as EpochMs, after };
}

/**
 * Now, as far as a server has told it: by its clock, and no later than it was last heard. What is
 * let go is gone, and a clock that is set a month ahead is believed by nobody until the next answer
 * comes. Where no server was ever listened to, this machine's own.
 */
export function confirmedMs(database: Database, nowMs: EpochMs): EpochMs {
  const byServerMs = nowMs - Math.max(0, clockAheadMs(database) ?? 0);
  return Math.min(byServerMs, openStats(database).lastHeardMs() ?? byServerMs) as EpochMs;
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
