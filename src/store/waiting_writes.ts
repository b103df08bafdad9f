import { DriftlineError } from '../core/errors.ts';
import type { Guard } from './failure.ts';
import { type Connection, Sqlite } from './sqlite.ts';

const HASTY_MS = 100;

/**
 * A guard of writes. Who holds the database for longer than one of them waits may hold it for
 * minutes, and a process that waits as long for each of the next neither listens nor answers
 * meanwhile. So after one that waited in vain the others hardly wait, until one comes through.
 */
export function hastyWhileHeld(connection: Connection, guard: Guard): Guard {
  let patienceMs: number | undefined;
  const wait = (ms: number) => connection.pragma(`busy_timeout = ${ms}`);
  return (work) => {
    try {
      const done = guard(work);
      if (patienceMs !== undefined) wait(patienceMs);
      patienceMs = undefined;
      return done;
    } catch (error) {
      if (patienceMs === undefined && isHeld(error)) {
        patienceMs = connection.pragma('busy_timeout', { simple: true }) as number;
        wait(Math.min(HASTY_MS, patienceMs));
      }
      throw error;
    }
  };
}

/** After the whole wait; the longer codes of SQLite's come at once. */
function isHeld(error: unknown): boolean {
  if (!(error instanceof DriftlineError)) return false;
  const { cause } = error;
  return cause instanceof Sqlite.SqliteError && cause.code === 'SQLITE_BUSY';
}
