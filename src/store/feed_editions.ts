import type { Database } from './database.ts';
import { integer, type RowOf, text } from './shape.ts';

const lastRow = { feed: text, edition: integer, drawn_at_ms: integer, size: integer };

export type LastEdition = RowOf<typeof lastRow>;

/** The editions of each feed. */
export function openFeedEditions(database: Database) {
  const listLast = database.many('serve/list_last_editions', [], lastRow);
  return {
    /** The newest edition of each feed, by its name. */
    last: (): ReadonlyMap<string, LastEdition> =>
      new Map(listLast().map((edition) => [edition.feed, edition])),
  };
}
