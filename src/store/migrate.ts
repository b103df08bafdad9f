import { readdirSync } from 'node:fs';
import { DriftlineError } from '../core/errors.ts';
import { ROOT } from '../core/places.ts';
import { connect, type Database } from './database.ts';
import { guardOf } from './failure.ts';
import { keepBeforeMigration } from './kept_before.ts';
import { isIngestedInto } from './lock.ts';
import { closeToOthers } from './private_file.ts';
import { readSql } from './statements.ts';

export const MIGRATIONS_FOLDER = new URL('sql/migrations/', ROOT);

/** `0001_first_schema` … in their order. */
function migrations(): readonly string[] {
  return readdirSync(MIGRATIONS_FOLDER)
    .filter((name) => /^\d{4}_[a-z_]+\.sql$/.test(name))
    .map((name) => name.slice(0, -'.sql'.length))
    .sort();
}

/** The schema that this Driftline knows. */
export function knownVersion(): number {
  return migrations().length;
}

/**
 * Opens the owner's file, made and migrated forward where needed; each migration is one
 * transaction. Throws DriftlineError('storage') when the file was written by a newer Driftline, and
 * 'busy' where an older one still ingests into it.
 */
export function openDatabase(file: string, opening: Opening = {}): Database {
  const database = connect(file);
  try {
    migrate(database, opening);
    closeToOthers(file); // now that it is known to be ours
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
}

export interface Opening {
  /** The caller holds the right to ingest. */
  readonly isOurs?: boolean;
}

/**
 * Brings the schema forward to the one that this Driftline knows. What is there already is copied
 * beside the file first; where there is no room for that, nothing is changed.
 */
export function migrate(database: Database, { isOurs = false }: Opening = {}): void {
  const known = migrations();
  const found = versionOf(database);
  if (found === known.length) return;
  if (found > 0 && found < known.length) {
    if (!isOurs) mustBeUnused(database);
    keepBeforeMigration(database, found);
  }
  database.transaction(() => {
    const version = versionOf(database); // again: somebody may have migrated it meanwhile
    if (version > known.length) {
      throw new DriftlineError(
        'storage',
        `${database.file} was written by a newer Driftline (schema ${version}, this one knows ${known.length}): update Driftline`,
      );
    }
    for (const name of known.slice(version))
      database.connection.exec(readSql(`migrations/${name}`));
    database.connection.pragma(`user_version = ${known.length}`);
  });
}

/**
 * An older Driftline goes on filing as it knows: what the new schema holds would lack that. One
 * that only serves pages keeps nobody out, or cron would collect nothing until it ends.
 */
function mustBeUnused({ connection, file }: Database): void {
  if (connection.memory || connection.readonly || !isIngestedInto(file)) return;
  throw new DriftlineError(
    'busy',
    `an older Driftline still ingests into ${file}: start it anew ("systemctl --user restart driftline" where it is the service; "driftline service --install" where that one lies in another place, as under another Node), or end it, and then again; nothing was changed`,
  );
}

export function versionOf({ connection, file }: Database): number {
  // The first that is read of a file: what SQLite lacks beside it is noticed here.
  return guardOf(file)(() => connection.pragma('user_version', { simple: true })) as number;
}
