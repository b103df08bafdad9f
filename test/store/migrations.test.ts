import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { isoOf } from '../../src/core/clock.ts';
import { knownVersion, openDatabase } from '../../src/store/migrate.ts';
import { type Connection, openConnection } from '../../src/store/sqlite.ts';
import { readSql } from '../../src/store/statements.ts';
import { aCommandLine, inputOf } from '../support/command_line.ts';
import { account, hours, statusJson } from '../support/entries.ts';
import { migrationNames } from '../support/older_file.ts';
import { line as lineOf } from '../support/recording.ts';

const NOW = isoOf(hours(60));

/** A home with something in it of every kind that the first schema knew. */
async function aLivedHome() {
  const line = aCommandLine();
  const lines = [
    lineOf(hours(0), 'owner', account('me')),
    lineOf(hours(0), 'follow', account('ada')),
    lineOf(hours(0), 'filters', [{ id: '1', title: 'f', context: ['home'], keywords: [] }]),
    ...Array.from({ length: 40 }, (_, nth) => {
      const words = { id: `${100 + nth}`, by: nth % 2 ? 'ada' : 'bea', atMs: hours(nth) };
      return lineOf(hours(nth), 'update', statusJson(words));
    }),
    lineOf(hours(41), 'snapshot', statusJson({ id: '110', by: 'bea', atMs: hours(10) })),
    lineOf(hours(42), 'delete', '111'),
    lineOf(hours(43), 'action', { kind: 'favourite', status_id: '112' }),
    lineOf(hours(44), 'exposure', { kind: 'seen', status_id: '113' }),
    lineOf(hours(45), 'hole', { from: isoOf(hours(20)), to: isoOf(hours(21)) }),
    lineOf(hours(46), 'dial', { account: account('ada'), word: 'more' }),
  ];
  await line.run(['import', '-'], { stdin: () => inputOf(lines.join('\n')) });
  await line.run(['rank', '--now', isoOf(hours(50)), '--size', '5', '--no-pictures']);
  return line;
}

const tablesOf = (connection: Connection): readonly string[] =>
  connection
    .prepare(
      `select name from pragma_table_list
        where schema = 'main' and type = 'table' and name not like 'sqlite%' order by name`,
    )
    .pluck()
    .all() as string[];

const columnsOf = (connection: Connection, table: string): readonly string[] =>
  connection.prepare('select name from pragma_table_info(?)').pluck().all(table) as string[];

const rowsOf = (connection: Connection, table: string): unknown =>
  connection.prepare(`select count(*) from ${table}`).pluck().get();

const schemaOf = (connection: Connection): unknown =>
  connection
    .prepare(
      `select type, name, tbl_name from sqlite_schema where name not like 'sqlite%' order by 1, 2`,
    )
    .all();

/** The same home as the first schema kept it, brought forward to `version` and no further. */
function asOf(version: number, from: string, file: string): Readonly<Record<string, unknown>> {
  const connection = openConnection(file);
  const names = migrationNames();
  connection.pragma('foreign_keys = off');
  connection.pragma('synchronous = off');
  connection.exec(readSql(names[0] as string));
  connection.exec(`attach '${from}' as lived`);
  const now = openConnection(from, { readonly: true });
  for (const table of tablesOf(connection)) {
    const known = columnsOf(now, table);
    const common = columnsOf(connection, table).filter((column) => known.includes(column));
    if (common.length === 0) continue;
    const columns = common.join(', ');
    connection.exec(`insert into ${table} (${columns}) select ${columns} from lived.${table}`);
  }
  now.close();
  connection.exec('detach lived');
  for (const name of names.slice(1, version)) connection.exec(readSql(name));
  connection.pragma(`user_version = ${version}`);
  connection.pragma('journal_mode = wal');
  const rows = Object.fromEntries(KEPT.map((table) => [table, rowsOf(connection, table)]));
  connection.close();
  return rows;
}

/** What the network said and what the reader did. */
const KEPT = [
  'logins',
  'accounts',
  'statuses',
  'payloads',
  'arrivals',
  'snapshots',
  'exposures',
  'editions',
  'entries',
  'actions',
  'follows',
  'filters',
  'holes',
  'dials',
];

test('a file of every schema that ever was comes forward whole, with a copy of it beside', async () => {
  const lived = await aLivedHome();
  const fresh = openDatabase(':memory:');
  const known = schemaOf(fresh.connection);
  fresh.close();

  for (let version = 1; version < knownVersion(); version += 1) {
    const line = aCommandLine();
    const file = join(line.home, 'driftline.db');
    const before = asOf(version, lived.databaseFile, file);

    openDatabase(file).close();
    const connection = openConnection(file);
    const after = Object.fromEntries(KEPT.map((table) => [table, rowsOf(connection, table)]));
    expect(schemaOf(connection), `schema ${version}`).toEqual(known);
    expect(connection.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(connection.pragma('foreign_key_check')).toEqual([]);
    connection.close();
    const drawn = await line.run(['rank', '--db', file, '--now', NOW, '--no-pictures']);
    const exported = await line.run(['export', '--db', file]);

    expect(after, `schema ${version}`).toEqual(before);
    expect(readdirSync(dirname(file))).toContain(`driftline.db.schema-${version}`);
    expect(drawn.stdout + drawn.stderr).toMatch(/^Edition 2: [1-9]\d* posts/);
    expect(exported.stdout.split('\n').length).toBeGreaterThan(45);
  }
}, 120_000);
