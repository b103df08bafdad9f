import type { EpochMs } from '../core/clock.ts';
import type { Database } from './database.ts';
import { openMark } from './marks.ts';
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

/** The editions of each feed, and of those that draw themselves since when. */
export function openFeedEditions(database: Database) {
  const listLast = database.many('serve/list_last_editions', [], lastRow);
  const findLastSql = database.one('serve/find_last_sql', ['feed'], { sql: text });
  const plan = openMark(database, 'planned', areMoments);
  return {
    /** The newest edition of each feed, by its name. */
    last: (): ReadonlyMap<string, LastEdition> =>
      new Map(listLast().map((edition) => [edition.feed, edition])),
    /** The SQL of the newest edition of a feed that was drawn by any. */
    lastSql: (feed: string) => findLastSql({ feed })?.sql,
    /**
     * Since when each of these feeds draws itself, as it was first asked here: one that was never
     * drawn has no edition to tell, and may miss its hour in every start. Of those that are new,
     * and of what was noted by a clock that was ahead, it is `sinceMs`.
     */
    planned(feeds: readonly string[], sinceMs: EpochMs): ReadonlyMap<string, EpochMs> {
      const before = plan.last() ?? {};
      const now = feeds.map((feed): [string, EpochMs] => {
        const knownMs = Object.hasOwn(before, feed) ? (before[feed] as EpochMs) : sinceMs;
        return [feed, Math.min(knownMs, sinceMs) as EpochMs];
      });
      const isAsBefore =
        now.length === Object.keys(before).length &&
        now.every(([feed, knownMs]) => before[feed] === knownMs);
      if (!isAsBefore) plan.note(Object.fromEntries(now), sinceMs);
      return new Map(now);
    },
  };
}

function areMoments(thing: unknown): thing is Readonly<Record<string, EpochMs>> {
  return typeof thing === 'object' && thing !== null && Object.values(thing).every(integer.isIt);
}
