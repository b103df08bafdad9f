import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EpochMs } from '../core/clock.ts';
import { FEED_VIEWS } from '../core/feed_views.ts';
import { connect, type Database } from './database.ts';
import { type Connection, openConnection } from './sqlite.ts';
import { readSql } from './statements.ts';
import { makeIndices, makeWorkingTables, schemaOf } from './working_tables.ts';

/**
 * The owner's database as it was. Everything with a time stands behind a temporary view of the same
 * name, which shows what was known at the moment that `at` names; everything that the ranker keeps
 * for itself is a temporary table. So the statements of the ranker run unchanged and cannot peek,
 * nothing is written into the owner's file, and no writer waits: temporary tables lie in a file of
 * their own, which SQLite removes.
 */
export interface Past {
  readonly database: Database;
  /** From now on it is `nowMs`, and the life of `feed` that is led. */
  readonly at: (nowMs: EpochMs, feed: string) => void;
  /** What a feed's own SQL may read, as of the moment, in a file for another process. */
  readonly withViews: <T>(work: (file: string) => Promise<T>) => Promise<T>;
  readonly close: () => void;
}

/** What stands for the table or view of the same name; each is sql/past/show_….sql. */
const SHOWN = [
  'past/show_statuses',
  'past/show_arrivals',
  'past/show_snapshots',
  'past/show_actions',
  'past/show_follows',
  'past/show_logins',
  'past/show_refusals_of_people',
  'past/show_refusals_of_domains',
  'past/show_followed_tags',
  'past/show_said_dials',
  'past/show_filter_matches',
  'past/show_holes',
  'past/show_exposures',
  'past/show_editions',
];
const MADE = ['past/make_replayed_editions', 'past/make_replayed_exposures'];

/** Opens the past of a database; from `sinceMs` on its feeds lead lives of their own. */
export function openPast(owner: Database, sinceMs: EpochMs): Past {
  const database = owner.connection.memory
    ? connect(owner.file, { content: owner.connection.serialize() })
    : connect(owner.file, { readonly: true });
  let moment = { nowMs: sinceMs as number, feed: '' };
  const { connection } = database;
  // Deterministic as SQLite means it: the same throughout one statement.
  const settled = { deterministic: true };
  connection.function('as_of_ms', settled, () => moment.nowMs);
  connection.function('replayed_feed', settled, () => moment.feed);
  connection.function('replay_since_ms', settled, () => sinceMs);
  for (const name of MADE) connection.exec(readSql(name));
  makeWorkingTables(connection);
  makeIndices(connection);
  for (const name of SHOWN) connection.exec(readSql(name));
  copyViews(connection);
  database.run('past/begin_extent', [])();
  return {
    database,
    at: (nowMs, feed) => {
      moment = { nowMs, feed };
    },
    withViews: (work) => withViews(connection, work),
    close: database.close,
  };
}

/** A view of the file would go on reading the tables of the file. */
function copyViews(connection: Connection): void {
  for (const { type, sql } of schemaOf(connection)) {
    if (type === 'view') connection.exec(sql.replace(/^create view/i, 'create temp view'));
  }
}

/** The documented views become tables: another process knows nothing of this moment. */
async function withViews<T>(past: Connection, work: (file: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'driftline-past-')); // for its owner alone
  try {
    const file = join(folder, 'past.db');
    const copy = openConnection(file);
    try {
      copy.transaction(() => {
        for (const name of Object.keys(FEED_VIEWS)) copyRows(past, copy, name);
      })();
    } finally {
      copy.close();
    }
    return await work(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function copyRows(past: Connection, copy: Connection, name: string): void {
  const all = past.prepare<unknown[], unknown[]>(`select * from ${name}`).safeIntegers().raw();
  const columns = all.columns().map((column) => column.name);
  copy.exec(`create table ${name} (${columns.join(', ')})`);
  const add = copy.prepare(`insert into ${name} values (${columns.map(() => '?').join(', ')})`);
  for (const row of all.iterate()) add.run(...row);
  for (const key of columns.filter((column) => KEYS.includes(column)))
    copy.exec(`create index ${name}_by_${key} on ${name} (${key})`);
}

/** By these the views are joined; without an index a copied ranker takes minutes. */
const KEYS = ['status_key', 'author_key', 'account_key', 'status_id', 'handle', 'tag', 'subject'];
