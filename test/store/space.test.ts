import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/store/migrate.ts';
import { openSpace } from '../../src/store/space.ts';
import { openConnection } from '../../src/store/sqlite.ts';
import { hasWorkingTables, withWorkingTables } from '../../src/store/working_tables.ts';
import { aNewDatabase } from '../support/new_database.ts';

test('room that cannot be given back, since another program writes, is said in words', () => {
  const folder = mkdtempSync(join(tmpdir(), 'driftline-space-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'a.db');
  const database = openDatabase(file);
  const { connection } = database;
  connection.exec('create table bulk (body blob); insert into bulk values (zeroblob(4000000))');
  connection.exec('delete from bulk');
  connection.pragma('busy_timeout = 0');
  const other = openConnection(file);
  other.exec('begin immediate');
  const space = openSpace(database);

  for (const work of [space.giveBackSome, space.rewrite])
    expect(work).toThrow(`${file} is in use by another program: try again when it is done`);
  other.exec('rollback');
  other.close();
  const before = space.measure().fileBytes;
  expect(space.giveBackSome()).toBe(true);
  expect(space.measure().fileBytes).toBeLessThan(before);
  database.close();
});

test('a draw whose temporary tables find no room fails in words, and leaves none behind', () => {
  const database = aNewDatabase();
  onTestFinished(() => database.close());
  database.connection.pragma('temp.max_page_count = 2');

  expect(() => withWorkingTables(database, ({ fill }) => fill())).toThrow(
    /the disk is full: make room where .* is, or where temporary files lie \(TMPDIR/,
  );
  expect(hasWorkingTables(database)).toBe(false);
});
