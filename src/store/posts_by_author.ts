import type { Database } from './database.ts';
import { integer } from './shape.ts';

/**
 * So many posts are looked through at most for those of one author: a millisecond or two. The more
 * there are, the fewer pages are written.
 */
const OUTSIDE_MAX = 8_192;
const PARAMS = ['through_key'];

/** Posts are put with the others of their authors by the thousand. */
export function openPostsByAuthor(database: Database) {
  const find = database.one('ingest/find_posts_extent', [], {
    through_key: integer,
    last_key: integer,
  });
  const pour = database.run('ingest/pour_posts', PARAMS);
  const extend = database.run('ingest/extend_posts', PARAMS);
  let untilNext = 0;

  return {
    /** So many came, at most; where enough have, they are put there. */
    grow(posts: number): void {
      untilNext -= posts;
      if (untilNext > 0) return;
      const { through_key, last_key } = find() as NonNullable<ReturnType<typeof find>>;
      const outside = last_key - through_key;
      untilNext = OUTSIDE_MAX - outside; // looked for again after a pouring: it may be rolled back
      if (untilNext > 0) return;
      pour({ through_key: last_key });
      extend({ through_key: last_key });
    },
  };
}
