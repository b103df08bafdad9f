import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { EpochMs } from '../../src/core/clock.ts';
import { disk } from '../../src/store/disk.ts';
import { takeIngestLock } from '../../src/store/lock.ts';
import { knownVersion, openDatabase } from '../../src/store/migrate.ts';
import { openConnection } from '../../src/store/sqlite.ts';
import { aCommandLine } from '../support/command_line.ts';
import { aHome, hours, post } from '../support/entries.ts';
import { anOlderFile } from '../support/older_file.ts';
import { wallTime } from '../support/wall_time.ts';

/** A command line over a database with `posts` of ada's. */
function aStore(posts = 30) {
  const line = aCommandLine();
  disk.makeFolder(dirname(line.databaseFile));
  const home = aHome(line.databaseFile);
  const receive = (from: number, to: number) => {
    for (let nth = from; nth < to; nth += 1)
      home.receive(post({ id: `${nth}`, by: 'ada', atMs: hours(nth) }), hours(nth));
  };
  receive(1, posts + 1);
  const copy = `${line.home}/copy.db`;
  const beside = () =>
    readdirSync(dirname(line.databaseFile))
      .filter((name) => !/(-wal|-shm|\.lock)$/.test(name))
      .toSorted();
  return { ...line, database: home.database, receive, copy, beside };
}

function countIn(file: string, sql = 'select count(*) from statuses'): unknown {
  const connection = openConnection(file, { readonly: true });
  try {
    return connection.prepare(sql).pluck().get();
  } finally {
    connection.close();
  }
}

test('a backup is one file for its owner alone, opened and counted', async () => {
  const store = aStore();

  const said = await store.run(['backup', store.copy]);

  expect(said.stdout).toMatch(/copy\.db: .+ opened and found whole: 30 posts, 30 arrivals, 0 /);
  expect(statSync(store.copy).mode & 0o777).toBe(0o600);
  expect(countIn(store.copy)).toBe(30);
  expect(readdirSync(store.home).filter((name) => name.startsWith('copy'))).toEqual(['copy.db']);
});

test('a backup holds one moment of a database that is being written to', async () => {
  const store = aStore(600);
  let nth = 601;
  const writing = setInterval(() => {
    store.receive(nth, nth + 2);
    nth += 2;
  }, 1);
  const { statuses, arrivals } = await store.json('backup', store.copy);
  clearInterval(writing);

  expect(statuses).toBe(arrivals);
  expect(statuses).toBeGreaterThanOrEqual(600);
  expect(countIn(store.copy)).toBe(statuses);
  expect(countIn(store.copy, 'select integrity_check from pragma_integrity_check')).toBe('ok');
});

test('a file that is there is written over only by force', async () => {
  const store = aStore();
  writeFileSync(store.copy, 'a letter');

  const refused = await store.run(['backup', store.copy]);
  expect([refused.exitCode, readFileSync(store.copy, 'utf8')]).toEqual([1, 'a letter']);
  expect(refused.stderr).toContain('--force');

  expect((await store.run(['backup', store.copy, '--force'])).exitCode).toBe(0);
  expect(countIn(store.copy)).toBe(30);
});

test('the database itself is no place for its backup, nor is a folder that is not there', async () => {
  const store = aStore();

  const itself = await store.run(['backup', store.databaseFile, '--force']);
  const nowhere = await store.run(['backup', `${store.home}/no/such/folder/copy.db`]);

  expect([itself.exitCode, nowhere.exitCode]).toEqual([2, 1]);
  expect(nowhere.stderr).toContain('its folder does not exist');
});

test('a folder or a device is not written over, even by force', async () => {
  const store = aStore();
  const [folder, device] = [join(store.home, 'folder'), join(store.home, 'pipe')];
  mkdirSync(folder);
  execFileSync('mkfifo', [device]);

  for (const place of [folder, device]) {
    const { exitCode, stderr } = await store.run(['backup', place, '--force']);

    expect(exitCode).toBe(1);
    expect(stderr).toContain(`${place} is not a plain file: name another`);
    expect(statSync(place).isFile()).toBe(false);
  }
  expect(readdirSync(store.home).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('what is restored is what was backed up, and the present one stays beside it', async () => {
  const store = aStore();
  await store.run(['backup', store.copy]);
  store.receive(31, 41);
  store.database.close();

  const said = await store.run(['restore', store.copy], {
    time: { ...wallTime, now: () => Date.parse('2027-12-01T06:00:00.000Z') as EpochMs },
  });

  expect(said.stderr).toBe('');
  expect(said.stdout).toMatch(/30 posts[^\n]*\nWhat was there before is [^\n]*\n$/);
  expect(store.beside()).toEqual(['driftline.db', 'driftline.db.2027-12-01T06-00-00']);
  expect(countIn(store.databaseFile)).toBe(30);
  expect(countIn(`${store.databaseFile}.2027-12-01T06-00-00`)).toBe(40);
  expect(statSync(store.databaseFile).mode & 0o777).toBe(0o600);
});

test('nothing is restored while somebody ingests, or reads the pages', async () => {
  const store = aStore();
  await store.run(['backup', store.copy]);
  const reading = await store.run(['restore', store.copy]); // our own connection is open
  store.database.close();
  const lock = takeIngestLock(store.databaseFile);

  const ingesting = await store.run(['restore', store.copy]);
  lock.release();

  expect([reading.exitCode, ingesting.exitCode]).toEqual([1, 1]);
  expect(reading.stderr).toMatch(/another Driftline has .* open/);
  expect(ingesting.stderr).toMatch(/another Driftline ingests/);
  expect(store.beside()).toEqual(['driftline.db']);
});

test('what is damaged, of another kind, newer or not there is refused, and nothing is touched', async () => {
  const store = aStore();
  await store.run(['backup', store.copy]);
  store.database.close();
  const copies = {
    damaged: Buffer.from(readFileSync(store.copy)),
    cut: readFileSync(store.copy).subarray(0, -3 * 4096),
    letter: Buffer.from('a letter to a friend, which is no database at all'),
  };
  copies.damaged.fill(0xa5, 4 * 4096, 9 * 4096);
  for (const [name, content] of Object.entries(copies))
    writeFileSync(`${store.home}/${name}`, content);
  const newer = openConnection(store.copy);
  newer.pragma(`user_version = ${knownVersion() + 1}`);
  newer.close();
  const other = openConnection(`${store.home}/other`);
  other.exec('create table notes (text); pragma user_version = 1');
  other.close();

  const words = [];
  for (const name of ['damaged', 'cut', 'letter', 'copy.db', 'other', 'nothing']) {
    const said = await store.run(['restore', `${store.home}/${name}`]);
    expect(said.exitCode).toBe(1);
    words.push(said.stderr);
  }

  for (const said of words.slice(0, 2)) expect(said).toMatch(/is damaged: .*take another copy$/m);
  expect(words[2]).toMatch(/is not a Driftline database/);
  expect(words[3]).toMatch(/newer Driftline \(schema \d+, this one knows \d+\): update Driftline/);
  expect(words[4]).toMatch(/is no Driftline database/);
  expect(words[5]).toMatch(/there is no file/);
  expect(store.beside()).toEqual(['driftline.db']);
  expect(countIn(store.databaseFile)).toBe(30);
});

test('a damaged database is put aside for a copy that is whole', async () => {
  const store = aStore();
  await store.run(['backup', store.copy]);
  store.database.close();
  writeFileSync(store.databaseFile, 'whatever is left after a bad night of the disk');

  const said = await store.run(['restore', store.copy]);

  expect(said.exitCode).toBe(0);
  expect(countIn(store.databaseFile)).toBe(30);
  expect(store.beside()).toHaveLength(2);
});

test('where there is no database yet, a copy becomes it', async () => {
  const store = aStore();
  await store.run(['backup', store.copy]);
  const other = aCommandLine();

  expect((await other.run(['restore', store.copy])).stdout).toMatch(/30 posts/);
  expect(countIn(other.databaseFile)).toBe(30);
});

test('a file is copied beside itself before its schema changes; the last two are kept', () => {
  const { home } = aCommandLine();
  const file = `${home}/driftline.db`;
  writeFileSync(`${file}.schema-3`, 'an old copy');
  writeFileSync(`${file}.schema-8`, 'a later one');
  anOlderFile(file, 10);

  openDatabase(file).close();

  const kept = readdirSync(home).filter((name) => name.includes('schema'));
  expect(kept.toSorted()).toEqual(['driftline.db.schema-10', 'driftline.db.schema-8']);
  expect(countIn(`${file}.schema-10`, 'select count(*) from exposures')).toBe(1);
  expect(countIn(`${file}.schema-10`, 'select user_version from pragma_user_version')).toBe(10);
  expect(statSync(`${file}.schema-10`).mode & 0o777).toBe(0o600);
  expect(countIn(file, 'select user_version from pragma_user_version')).toBe(knownVersion());
});

test('an empty file, and one that is up to date, is not copied', () => {
  const { home } = aCommandLine();
  const file = `${home}/driftline.db`;
  anOlderFile(file, 10, 0);

  openDatabase(file).close();
  openDatabase(file).close();

  expect(readdirSync(home).filter((name) => name.includes('schema'))).toEqual([]);
});

test('a copy from before a migration can be restored, and is brought forward', async () => {
  const store = aStore();
  store.database.close();
  const copy = `${store.home}/old.db`;
  anOlderFile(copy, 9);

  const said = await store.run(['restore', copy]);

  expect(said.stdout).toMatch(/1 exposure/);
  expect(countIn(store.databaseFile, 'select user_version from pragma_user_version')).toBe(
    knownVersion(),
  );
});
