import { inBites } from './bites.ts';
import type { Database, Values } from './database.ts';
import { integer } from './shape.ts';
import { readSql } from './statements.ts';

/** So many rows are written at once: some three milliseconds of the write lock. */
const ROWS = 500;
const LAST = Number.MAX_SAFE_INTEGER;
const RANGE = ['after', 'through'];

/**
 * What the working tables say is said in the file too: the documented views stand on it, and
 * another process reads them. In short transactions, so that whoever files posts meanwhile hardly
 * waits; one that is cut short leaves some rows as of an earlier moment, which no draw reads.
 */
export function openPublishing(database: Database) {
  const { connection } = database;

  /** Candidates are changed, never added: those are poured before there is a working pool. */
  const publishPool = (): void => {
    connection.exec(readSql('upkeep/make_pool_changes'));
    try {
      const changes = database.run('upkeep/find_pool_changes', [])();
      const keep = database.run('upkeep/keep_pool_changes', RANGE);
      let after = 0;
      inBites(database, () => {
        keep({ after, through: after + ROWS });
        after += ROWS;
        return after < changes;
      });
    } finally {
      connection.exec('drop table temp.pool_changes');
    }
  };

  const publishAuthors = (): void =>
    publishRanges(
      database.one('upkeep/find_author_bite', ['after', 'most'], { through: integer }),
      database.run('upkeep/clear_author_bite', RANGE),
      database.run('upkeep/keep_author_bite', RANGE),
    );

  const publishBoosters = (): void =>
    publishRanges(
      database.one('upkeep/find_booster_bite', ['after', 'most'], { through: integer }),
      database.run('upkeep/clear_booster_bite', RANGE),
      database.run('upkeep/keep_booster_bite', RANGE),
    );

  const publishRanges = (
    findThrough: (from: Values) => { readonly through: number } | undefined,
    clear: (range: Values) => number,
    keep: (range: Values) => number,
  ): void => {
    let after = 0;
    inBites(database, () => {
      const through = findThrough({ after, most: ROWS })?.through ?? LAST;
      clear({ after, through });
      keep({ after, through });
      after = through;
      return through < LAST;
    });
  };

  /** There are as many as tags and sites that the reader has ever looked at; few change a night. */
  const publishTopics = (): void =>
    database.transaction(() => {
      database.run('upkeep/forget_changed_topics', [])();
      database.run('upkeep/keep_topics', [])();
    });

  return {
    publish(): void {
      publishPool();
      publishAuthors();
      publishBoosters();
      publishTopics();
    },
  };
}
