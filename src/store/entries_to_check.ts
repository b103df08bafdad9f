import type { Database } from './database.ts';
import { integer, text } from './shape.ts';

/** What was drawn, and the boosts by which it came. */
export function openEntriesToCheck(database: Database) {
  return database.many(
    'ingest/list_entries_to_check',
    ['login_key', 'since_ms', 'edition', 'position', 'limit'],
    { edition: integer, position: integer, server_id: text, is_boost: integer },
  );
}
