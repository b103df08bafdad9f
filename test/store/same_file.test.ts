import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/store/migrate.ts';
import { openConnection } from '../../src/store/sqlite.ts';

function aFileInUse() {
  const folder = mkdtempSync(join(tmpdir(), 'driftline-same-'));
  const file = join(folder, 'a.db');
  const database = openDatabase(file);
  onTestFinished(() => {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const setMark = database.run('ingest/set_mark', ['name', 'detail', 'at_ms']);
  const write = (name: string) =>
    database.transaction(() => setMark({ name, detail: '', at_ms: 1 }));
  write('first');
  return { file, aside: join(folder, 'b.db'), database, write, setMark };
}

const marksIn = (file: string) => {
  const connection = openConnection(file, { readonly: true });
  const names = connection
    .prepare('select name from upkeep_marks where at_ms = 1 order by name')
    .pluck()
    .all();
  connection.close();
  return names;
};

test('a file that is moved away takes all of it along, and is written again once it is back', () => {
  const { file, aside, write, setMark, database } = aFileInUse();

  renameSync(file, aside);
  expect(() => write('away')).toThrow(`${file} was moved, deleted or replaced`);
  expect(() => setMark({ name: 'alone', detail: '', at_ms: 1 })).toThrow('start Driftline again');
  const whileAway = marksIn(aside);
  renameSync(aside, file);
  write('back');
  database.close();

  expect(whileAway).toEqual(['first']);
  expect(marksIn(file)).toEqual(['back', 'first']);
});

test('nothing is written into a file that was deleted, or whose place another has', () => {
  const { file, aside, write, database } = aFileInUse();
  openDatabase(aside).close();

  rmSync(file);
  expect(() => write('deleted')).toThrow(`${file} was moved, deleted or replaced`);
  renameSync(aside, file);
  expect(() => write('replaced')).toThrow(`${file} was moved, deleted or replaced`);
  database.close();

  expect(marksIn(file)).toEqual([]);
});

test('a log that is deleted under a program is told, and its content is kept in the file', () => {
  const { file, write, database } = aFileInUse();

  rmSync(`${file}-wal`);
  expect(() => write('second')).toThrow(`${file}-wal was moved, deleted or replaced`);
  database.close();

  expect(marksIn(file)).toEqual(['first']);
});
