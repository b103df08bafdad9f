import type { Database } from './database.ts';
import { integer, text } from './shape.ts';

/** What was drawn and not asked about since. */
export function openEntriesToCheck(database: Database) {
  return database.many(
    'ingest/list_entries_to_check',
    ['login_key', 'edition', 'position', 'limit'],
    { edition: integer, position: integer, server_id: text },
  );
}
