import { DriftlineError } from '../core/errors.ts';
import { openConnection, Sqlite } from './sqlite.ts';

/** Held until released, or until the process that holds it ends in whatever way. */
export interface Lock {
  readonly release: () => void;
}

/**
 * Takes the right to ingest into `databaseFile`, beside which it makes a small SQLite file. The
 * lock is the operating system's on that file, so one left by `kill -9` blocks nobody; a file that
 * merely says "locked" would. Throws DriftlineError('busy') when somebody else holds it.
 */
export function takeIngestLock(databaseFile: string): Lock {
  const connection = openConnection(`${databaseFile}.lock`, { timeout: 0 });
  try {
    // In the rollback journal `exclusive` keeps everybody else out, readers too.
    connection.pragma('journal_mode = delete');
    connection.exec('begin exclusive');
  } catch (error) {
    connection.close();
    if (!(error instanceof Sqlite.SqliteError) || !error.code.startsWith('SQLITE_BUSY'))
      throw error;
    throw new DriftlineError(
      'busy',
      `another Driftline ingests into ${databaseFile}: stop it first, or name another file with --db`,
      { cause: error },
    );
  }
  return { release: () => connection.close() };
}
