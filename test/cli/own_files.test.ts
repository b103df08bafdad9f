import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openFiling } from '../../src/store/filing.ts';
import { openDatabase } from '../../src/store/migrate.ts';
import { post } from '../support/entries.ts';
import { anOldStore, daysAgo } from '../support/old_store.ts';

test('no copy is written over the log of a database that is in use, even by force', async () => {
  const store = anOldStore(3, 1);
  const database = openDatabase(store.databaseFile);
  const late = post({ id: '9', by: 'bob', atMs: daysAgo(0) });
  openFiling(database).file(1, [late], { atMs: daysAgo(0), how: 'sweep' });
  const log = readFileSync(`${store.databaseFile}-wal`);

  for (const name of ['-wal', '-shm', '.lock']) {
    const said = await store.run(['backup', `${store.databaseFile}${name}`, '--force']);
    expect(said.exitCode).toBe(2);
    expect(said.stderr).toContain('is of the database itself: name another file');
  }

  expect(log.length).toBeGreaterThan(0);
  expect(readFileSync(`${store.databaseFile}-wal`).equals(log)).toBe(true);
  database.close();
});
