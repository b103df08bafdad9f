import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/store/migrate.ts';
import { openConnection } from '../../src/store/sqlite.ts';

test('after one write that waited in vain for another program the next hardly wait, until it is done', () => {
  const folder = mkdtempSync(join(tmpdir(), 'driftline-waiting-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'a.db');
  const database = openDatabase(file);
  const other = openConnection(file);
  onTestFinished(() => {
    other.close();
    database.close();
  });
  const { connection } = database;
  const patience = () => connection.pragma('busy_timeout', { simple: true });
  const setMark = database.run('ingest/set_mark', ['name', 'detail', 'at_ms']);
  const write = () => setMark({ name: 'mark', detail: '', at_ms: 1 });
  const transact = () => database.transaction(write);
  const usual = patience();
  connection.pragma('busy_timeout = 300');

  other.exec('begin immediate');
  expect(write).toThrow('is in use by another program');
  const whileHeld = patience();
  expect(transact).toThrow('is in use by another program');
  other.exec('rollback');
  transact();

  expect([usual, whileHeld, patience()]).toEqual([10_000, 100, 300]);
});
