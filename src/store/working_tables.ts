import type { Database } from './database.ts';
import { guardWithTemporary } from './failure.ts';
import { openPublishing } from './publishing.ts';
import type { Connection } from './sqlite.ts';

/**
 * What the ranker makes for itself before a draw. While it does, temporary tables of the same names
 * stand before those of the file: an unqualified name finds them, so that the statements of upkeep
 * and draw run unchanged, nothing of the file is written, and no writer waits.
 */
const WORKING_TABLES = [
  'pool',
  'pool_extent',
  'author_signals',
  'booster_signals',
  'topic_signals',
  'dials',
  'feed_refusals',
  'feed_rows',
  'last_chances',
];

/**
 * They lie in a file of their own, which SQLite removes; so much of it is kept in memory. The rest
 * lies in the system's own cache: with eight times as much a draw of 100,000 took 157 MB instead of
 * 137, and 3 % less of the processor.
 */
const CACHE_KIB = 4_096;
/**
 * Of the file itself, meanwhile: a draw reads through it once, so that more is of no use to it; and
 * each table that is sorted takes as much again. With four times as much an upkeep of 300,000 took
 * as long, and 204 MB instead of 156.
 */
const FILE_CACHE_KIB = 4_096;

export interface WorkingTables {
  /** Begins with what the pool of the file holds. */
  readonly fill: () => void;
  /** Says in the file what they say, in short transactions. */
  readonly publish: () => void;
}

/**
 * Does `work` with working tables, which are gone afterwards. Where some stand already, in a rebuilt
 * past or around this, they are as they are, and are nobody else's business.
 */
export function withWorkingTables<T>(database: Database, work: (tables: WorkingTables) => T): T {
  const { connection } = database;
  if (hasWorkingTables(database)) return work(STANDING);
  const usual = connection.pragma('cache_size', { simple: true });
  connection.pragma(`cache_size = -${FILE_CACHE_KIB}`);
  // Temporary tables find a full disk too, at statements that nothing else puts into words.
  return guardWithTemporary(database.file)(() => {
    try {
      makeWorkingTables(connection);
      const fill = () => {
        database.run('upkeep/copy_pool', [])();
        database.run('upkeep/copy_extent', [])();
        makeIndices(connection);
      };
      return work({ fill, publish: () => openPublishing(database).publish() });
    } finally {
      dropTables(connection, WORKING_TABLES);
      connection.pragma(`cache_size = ${usual}`);
    }
  });
}

interface Ready<T> {
  /** Writes into them, and takes no lock of the file. */
  readonly makeReady: () => void;
  readonly work: () => T;
}

/** Does `work` while tables that were made ready stand before those of the file. */
export function withStandIns<T>(
  { connection, file }: Database,
  names: readonly string[],
  { makeReady, work }: Ready<T>,
): T {
  return guardWithTemporary(file)(() => {
    try {
      makeTables(connection, names);
      connection.transaction(makeReady).deferred();
      return work();
    } finally {
      dropTables(connection, names);
    }
  });
}

const STANDING: WorkingTables = { fill: () => {}, publish: () => {} };

/** Makes them, empty. */
export function makeWorkingTables(connection: Connection): void {
  makeTables(connection, WORKING_TABLES);
}

/** From what the schema of the file says of each. */
function makeTables(connection: Connection, names: readonly string[]): void {
  connection.pragma(`temp.cache_size = -${CACHE_KIB}`);
  for (const { type, name, sql } of schemaOf(connection)) {
    if (type === 'table' && names.includes(name))
      connection.exec(sql.replace(/^create table/i, 'create temp table'));
  }
}

/** An index that is made over what stands there already costs a third. */
export function makeIndices(connection: Connection): void {
  for (const { type, table, sql } of schemaOf(connection)) {
    if (type === 'index' && WORKING_TABLES.includes(table))
      connection.exec(sql.replace(/^create index /i, 'create index temp.'));
  }
}

export function hasWorkingTables({ connection }: Database): boolean {
  const find = `select count(*) from temp.sqlite_schema where type = 'table' and name = 'pool'`;
  return connection.prepare(find).pluck().get() === 1;
}

function dropTables(connection: Connection, names: readonly string[]): void {
  for (const name of names) connection.exec(`drop table if exists temp.${name}`);
}

interface Made {
  readonly type: string;
  readonly name: string;
  readonly table: string;
  readonly sql: string;
}

/** What the file holds, in the order in which it was made. */
export function schemaOf(connection: Connection): readonly Made[] {
  return connection
    .prepare(`select type, name, tbl_name as "table", sql from main.sqlite_schema
               where sql is not null order by rowid`)
    .all() as Made[];
}
