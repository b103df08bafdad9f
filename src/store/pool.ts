import type { Database } from './database.ts';
import { integer } from './shape.ts';

/**
 * So many statuses wait at least before the pool takes them in, and so large a share of it: the
 * fewer of its pages a row has to itself, the cheaper it is.
 */
const OUTSIDE_MIN = 8_192;
const OUTSIDE_SHARE = 1 / 16;

/** The pool takes candidates in by the thousand; until then they are read from their own table. */
export function openPool(database: Database) {
  const count = database.one('ingest/count_outside_pool', [], {
    outside: integer,
    inside: integer,
  });
  const pourCandidates = database.run('upkeep/pour_candidates', []);
  const extend = database.run('upkeep/extend_pool', []);
  let untilNext = 0;

  const pour = (): void => {
    database.transaction(() => {
      pourCandidates({});
      extend({});
    });
  };

  return {
    pour,
    /** So many statuses came, at most; where enough have, the pool takes them in. */
    grow(statuses: number): void {
      untilNext -= statuses;
      if (untilNext > 0) return;
      const { outside = 0, inside = 0 } = count() ?? {};
      const most = Math.max(OUTSIDE_MIN, Math.floor(inside * OUTSIDE_SHARE));
      if (outside >= most) pour();
      untilNext = outside >= most ? most : most - outside;
    },
  };
}
