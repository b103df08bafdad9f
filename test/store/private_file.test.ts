import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/store/migrate.ts';
import { openConnection } from '../../src/store/sqlite.ts';

const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8);

function aSharedFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'driftline-private-'));
  chmodSync(folder, 0o777);
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'driftline.db');
}

const modesOf = (file: string) => ['', '-wal', '-shm'].map((end) => modeOf(`${file}${end}`));

test('a database in a shared folder can be read by its owner alone, and what lies beside it', () => {
  const file = aSharedFolder();

  const database = openDatabase(file);

  onTestFinished(database.close);
  expect(modesOf(file)).toEqual(['600', '600', '600']);
});

test('one that everybody could read is closed, also while another has it open', () => {
  const file = aSharedFolder();
  openDatabase(file).close();
  chmodSync(file, 0o644);
  const other = openConnection(file);
  onTestFinished(() => void other.close());
  other.exec('create table t (a)');

  const database = openDatabase(file);

  onTestFinished(database.close);
  expect(modesOf(file)).toEqual(['600', '600', '600']);
  expect(database.connection.prepare('select count(*) from t').pluck().get()).toBe(0);
});

test('one that was opened to a group stays open to it', () => {
  const file = aSharedFolder();
  openDatabase(file).close();
  chmodSync(file, 0o640);

  const database = openDatabase(file);

  onTestFinished(database.close);
  expect(modesOf(file)).toEqual(['640', '640', '640']);
});

test('what is no database of ours is left as it is', () => {
  const file = aSharedFolder();
  writeFileSync(file, 'notes, and no database');
  chmodSync(file, 0o644);

  expect(() => openDatabase(file)).toThrow('not a Driftline database');
  expect(() => openDatabase(dirname(file))).toThrow();

  expect([modeOf(file), modeOf(dirname(file))]).toEqual(['644', '777']);
});
