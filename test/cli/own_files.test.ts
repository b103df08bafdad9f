import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openFiling } from '../../src/store/filing.ts';
import { isIngestedInto, takeIngestLock } from '../../src/store/lock.ts';
import { openDatabase } from '../../src/store/migrate.ts';
import { inputOf } from '../support/command_line.ts';
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

/** A home whose database lies on another disk, with something else beside it, and a link to it. */
function aLinkedStore() {
  const store = anOldStore(3, 1);
  const disk = join(store.home, 'big disk');
  const real = join(disk, 'mine.db');
  mkdirSync(join(disk, 'novel'), { recursive: true });
  renameSync(store.databaseFile, real);
  symlinkSync(real, store.databaseFile);
  return { ...store, disk, real };
}

test('of a database with two names one Driftline at a time ingests', () => {
  const { databaseFile, real } = aLinkedStore();
  const lock = takeIngestLock(real);

  const seen = isIngestedInto(databaseFile);
  expect(() => takeIngestLock(databaseFile)).toThrow(/another Driftline ingests into/);
  lock.release();
  takeIngestLock(databaseFile).release();

  expect(seen).toBe(true);
});

test('who forgets a database that is linked forgets the data, and no more', async () => {
  const { run, databaseFile, disk } = aLinkedStore();

  const { exitCode, stderr } = await run(['logout', '--forget'], {
    stdin: () => inputOf('forget\nforget\n'),
  });

  expect(exitCode).toBe(0);
  expect(stderr).toContain(`${disk} (mine.db)`);
  expect(existsSync(databaseFile)).toBe(false);
  expect(readdirSync(disk)).toEqual(['novel']);
});

test('what is restored goes where the link leads, and what was there stays beside it', async () => {
  const { run, databaseFile, disk, real, home } = aLinkedStore();
  await run(['backup', join(home, 'copy.db')]);

  const { exitCode, stdout } = await run(['restore', join(home, 'copy.db')]);

  const asides = readdirSync(disk).filter((name) => /^mine\.db\.\d{4}-[\dT-]+$/.test(name));
  expect(exitCode).toBe(0);
  expect(lstatSync(databaseFile).isSymbolicLink()).toBe(true);
  expect(asides).toHaveLength(1);
  expect(stdout).toContain(`${real}: `);
  expect(stdout).toContain(`What was there before is ${join(disk, asides[0] as string)}.`);
});
