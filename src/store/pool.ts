import { inBites } from './bites.ts';
import type { Database } from './database.ts';
import { integer } from './shape.ts';

/**
 * So many statuses wait at least before the pool takes them in, and so large a share of it: the
 * fewer of its pages a row has to itself, the cheaper it is.
 */
const OUTSIDE_MIN = 8_192;
const OUTSIDE_SHARE = 1 / 16;

/** So many statuses are looked at in one transaction: some ten milliseconds. */
const BITE = 4_096;
const PARAMS = ['through_key'];

/** The pool takes candidates in by the thousand; until then they are read from their own table. */
export function openPool(database: Database) {
  const count = database.one('ingest/count_outside_pool', [], {
    outside: integer,
    inside: integer,
  });
  const find = database.one('upkeep/find_extent', [], { through_key: integer, last_key: integer });
  const pourCandidates = database.run('upkeep/pour_candidates', PARAMS);
  const extend = database.run('upkeep/extend_pool', PARAMS);
  let untilNext = 0;

  const pour = (): void => {
    // In a transaction that goes on anyway it is done at once: each page is written once.
    const most = database.connection.inTransaction ? Number.MAX_SAFE_INTEGER : BITE;
    inBites(database, () => {
      const { through_key, last_key } = find() as NonNullable<ReturnType<typeof find>>;
      const through = { through_key: Math.min(last_key, through_key + most) };
      pourCandidates(through);
      extend(through);
      return through.through_key < last_key;
    });
  };

  return {
    /** Takes in all that came. */
    pour,
    /** So many statuses came, at most; where enough have, the pool takes them in. */
    grow(statuses: number): void {
      untilNext -= statuses;
      if (untilNext > 0) return;
      const { outside = 0, inside = 0 } = count() ?? {};
      const most = Math.max(OUTSIDE_MIN, Math.floor(inside * OUTSIDE_SHARE));
      untilNext = most - outside; // looked for again after a pouring: it may be rolled back
      if (untilNext <= 0) pour();
    },
  };
}
