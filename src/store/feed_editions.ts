import type { Database } from './database.ts';
import { integer, nullable, type RowOf, text } from './shape.ts';

const lastRow = {
  feed: text,
  edition: integer,
  drawn_at_ms: integer,
  size: integer,
  failed_because: nullable(text),
  drawn_with: nullable(text),
};

export type LastEdition = RowOf<typeof lastRow>;

/** The editions of each feed. */
export function openFeedEditions(database: Database) {
  const listLast = database.many('serve/list_last_editions', [], lastRow);
  const findLastSql = database.one('serve/find_last_sql', ['feed'], { sql: text });
  return {
    /** The newest edition of each feed, by its name. */
    last: (): ReadonlyMap<string, LastEdition> =>
      new Map(listLast().map((edition) => [edition.feed, edition])),
    /** The SQL of the newest edition of a feed that was drawn by any. */
    lastSql: (feed: string) => findLastSql({ feed })?.sql,
  };
}
