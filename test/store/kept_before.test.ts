import { mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { takeIngestLock } from '../../src/store/lock.ts';
import { knownVersion, openDatabase } from '../../src/store/migrate.ts';
import { openConnection } from '../../src/store/sqlite.ts';
import { aCommandLine } from '../support/command_line.ts';
import { anOldStore, daysAgo } from '../support/old_store.ts';
import { anOlderFile } from '../support/older_file.ts';

test('a copy before a migration that was cut short is not left for ever', () => {
  const { home } = aCommandLine();
  const file = `${home}/driftline.db`;
  anOlderFile(file, 10);
  for (const [name, daysAgo] of [
    ['copy-aaaaaa', 2],
    ['copy-bbbbbb', 0],
  ] as const) {
    mkdirSync(`${file}.${name}`);
    writeFileSync(`${file}.${name}/copy.db`, 'half');
    const { mtimeMs } = statSync(file);
    utimesSync(`${file}.${name}`, mtimeMs / 1000, mtimeMs / 1000 - daysAgo * 86_400);
  }

  openDatabase(file).close();

  const left = readdirSync(home).filter((name) => name.includes('copy-'));
  expect(left).toEqual(['driftline.db.copy-bbbbbb']);
});

test('each night what a kill left of copies goes, and nothing else', async () => {
  const store = anOldStore(2, 1);
  const name = 'driftline.db';
  const lying = [
    ...[`${name}.copy-aaaaaa`, `${name}.restored.part`, `${name}.restored.part-journal`],
    ...[`${name}.2026-11-27T15-10-05`, `${name}.schema-36`, `${name}.copy-of-mine`],
  ];
  const place = (one: string) => `${dirname(store.databaseFile)}/${one}`;
  for (const one of [...lying, `${name}.copy-bbbbbb`]) writeFileSync(place(one), 'some of it');
  for (const one of lying) utimesSync(place(one), 0, daysAgo(2) / 1_000);
  utimesSync(place(`${name}.copy-bbbbbb`), 0, daysAgo(0.5) / 1_000);

  await store.run(['prune']);

  const left = readdirSync(dirname(store.databaseFile)).filter((one) => !/lock|wal|shm/.test(one));
  expect(left.toSorted()).toEqual([name, `${name}.copy-bbbbbb`, ...lying.slice(3)].toSorted());
});

test('the copy that was just made stays, also beside two of newer schemas', () => {
  const { home } = aCommandLine();
  const file = `${home}/driftline.db`;
  for (const version of [34, 36]) writeFileSync(`${file}.schema-${version}`, 'an earlier one');
  anOlderFile(file, 10); // an old backup, put in place by hand

  openDatabase(file).close();

  const kept = readdirSync(home).filter((name) => name.includes('.schema-'));
  expect(kept).toEqual(['driftline.db.schema-10', 'driftline.db.schema-36']);
});

test('a file into which an older Driftline still ingests is left to it', async () => {
  const line = aCommandLine();
  mkdirSync(dirname(line.databaseFile), { recursive: true });
  anOlderFile(line.databaseFile, 10);
  const versionIn = () => {
    const connection = openConnection(line.databaseFile);
    const version = connection.pragma('user_version', { simple: true });
    connection.close();
    return version;
  };
  const lock = takeIngestLock(line.databaseFile);

  const refused = await line.run(['stats']);
  const found = await line.run(['doctor', '--offline']);
  const before = versionIn();
  lock.release();
  const taken = await line.run(['stats']);

  expect(refused).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('an older Driftline still ingests into'),
  });
  expect(found.stdout).toContain('not well  database: an older Driftline still ingests into');
  expect([before, taken.exitCode, versionIn()]).toEqual([10, 0, knownVersion()]);
});
