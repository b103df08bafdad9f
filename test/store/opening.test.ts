import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/store/migrate.ts';
import { openConnection } from '../../src/store/sqlite.ts';

function aFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'driftline-opening-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'home.db');
}

test('a file that is made gives its room back page by page', () => {
  const database = openDatabase(aFile());

  expect(database.connection.pragma('auto_vacuum', { simple: true })).toBe(2);

  database.close();
});

test('opening a file again writes nothing, and waits for nobody who does', () => {
  const file = aFile();
  openDatabase(file).close();
  const before = readFileSync(file);
  const writer = openConnection(file);
  writer.exec('begin immediate');

  const database = openDatabase(file);
  const found = database.connection.prepare('select count(*) from statuses').pluck().get();
  database.close();
  writer.exec('rollback');
  writer.close();

  expect(found).toBe(0);
  expect(readFileSync(file).equals(before)).toBe(true);
});
