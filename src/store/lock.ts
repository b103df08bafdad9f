import { existsSync } from 'node:fs';
import { DriftlineError } from '../core/errors.ts';
import { storageErrorOf } from './failure.ts';
import { realName } from './real_name.ts';
import { type Connection, openConnection, Sqlite } from './sqlite.ts';

/** Held until released, or until the process that holds it ends in whatever way. */
export interface Lock {
  readonly release: () => void;
}

/**
 * Takes the right to ingest into `databaseFile`. Throws DriftlineError('busy') when somebody else
 * holds it.
 */
export function takeIngestLock(databaseFile: string): Lock {
  const lock = tryLock(databaseFile);
  if (lock !== undefined) return lock;
  throw new DriftlineError(
    'busy',
    `another Driftline ingests into ${databaseFile}: stop it first, or name another file with --db`,
  );
}

/** Somebody may be looking whether it is held, which takes a moment. */
const GLANCE_MS = 100;

/** Whether somebody ingests into `databaseFile`. Makes nothing, and keeps nobody out. */
export function isIngestedInto(databaseFile: string): boolean {
  const beside = `${realName(databaseFile)}.lock`;
  if (!existsSync(beside)) return false;
  let connection: Connection | undefined;
  try {
    connection = openConnection(beside, { readonly: true, timeout: 0 });
    connection.pragma('schema_version');
    return false;
  } catch (error) {
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) return true;
    throw storageErrorOf(error, beside);
  } finally {
    connection?.close();
  }
}

/**
 * Locks `file` by a small SQLite file beside it; undefined where somebody else holds it. The lock
 * is the operating system's, so one left by `kill -9` blocks nobody; a file that merely says
 * "locked" would. Who asks again and again waits between, not in here, where nothing else runs.
 * Throws DriftlineError('storage') where the small file cannot be made.
 */
export function tryLock(file: string, glanceMs = GLANCE_MS): Lock | undefined {
  const beside = `${realName(file)}.lock`;
  let connection: Connection | undefined;
  try {
    connection = openConnection(beside, { timeout: glanceMs });
    // In the rollback journal `exclusive` keeps everybody else out, readers too.
    connection.pragma('journal_mode = delete');
    connection.exec('begin exclusive');
  } catch (error) {
    connection?.close();
    if (!(error instanceof Sqlite.SqliteError) || !error.code.startsWith('SQLITE_BUSY'))
      throw storageErrorOf(error, beside);
    return undefined;
  }
  const held = connection;
  return { release: () => held.close() };
}
