import { connect, type Database } from '../../src/store/database.ts';
import { openDatabase } from '../../src/store/migrate.ts';

let empty: Buffer | undefined;

/**
 * An empty database in memory, as openDatabase(':memory:') makes one. The migrations are run once
 * for all of a worker, and their outcome is copied: 1 ms of the processor instead of 29, some
 * thousand times in the suite (measured on two cores, 2026-11-27).
 */
export function aNewDatabase(): Database {
  empty ??= migrated();
  return connect(':memory:', { content: empty });
}

function migrated(): Buffer {
  const database = openDatabase(':memory:');
  const content = database.connection.serialize();
  database.close();
  return content;
}
