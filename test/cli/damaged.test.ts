import { copyFileSync, mkdtempSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { isoOf } from '../../src/core/clock.ts';
import { disk } from '../../src/store/disk.ts';
import { knownVersion } from '../../src/store/migrate.ts';
import { openConnection } from '../../src/store/sqlite.ts';
import { aCommandLine, inputOf } from '../support/command_line.ts';
import { aHome, hours, post, statusJson } from '../support/entries.ts';
import { line as lineOf } from '../support/recording.ts';
import { aRunningPage } from '../support/running.ts';
import { spoil } from '../support/spoiled_file.ts';

const POSTS = 300;
const line = aCommandLine({
  env: { DRIFTLINE_SERVER: 'http://127.0.0.1:9', DRIFTLINE_TOKEN: 'literal' },
});

const recordingOf = (first: number, last: number) =>
  Array.from({ length: last - first }, (_, at) => {
    const nth = first + at;
    const by = `p${nth % 40}`;
    return lineOf(hours(nth), 'update', statusJson({ id: `${1_000 + nth}`, by, atMs: hours(nth) }));
  }).join('\n');

beforeAll(async () => {
  await line.run(['import', '-'], { stdin: () => inputOf(recordingOf(0, POSTS)) });
  await line.run(['rank', '--now', isoOf(hours(POSTS)), '--no-pictures']);
  const connection = openConnection(line.databaseFile);
  connection.pragma('wal_checkpoint(truncate)');
  connection.close();
});

/** A copy of the database, changed. */
function aCopy(change: (file: string) => void): string {
  const file = join(mkdtempSync(join(line.home, 'damaged-')), 'driftline.db');
  copyFileSync(line.databaseFile, file);
  change(file);
  return file;
}

const changedBy = (sql: string): string =>
  aCopy((copy) => {
    const connection = openConnection(copy);
    connection.exec(`pragma ignore_check_constraints = on; ${sql}`);
    connection.close();
  });

const DAMAGED = /^driftline: \S+driftline\.db .*is damaged: .*restore a backup/m;
/** What is whole is not touched. */
const OTHERS = ['statuses', 'accounts', 'arrivals', 'payloads', 'exposures'];

/** What `doctor --json` says of the database, and what to do. */
function databaseOf(document: string): string {
  const { checks } = JSON.parse(document);
  const found = checks.find(({ name }: { name: string }) => name === 'database');
  expect(found.ok).toBe(false);
  return `${found.detail} ${found.remedy}`;
}

function countIn(file: string, table: string): unknown {
  const connection = openConnection(file, { readonly: true });
  try {
    return connection.prepare(`select count(*) from ${table} not indexed`).pluck().get();
  } finally {
    connection.close();
  }
}

test.each([
  ['statuses', [['stats'], ['rank', '--no-pictures'], ['export'], ['edition']]],
  ['entries', [['edition'], ['edition', '--html', '-'], ['prune', '--compact']]],
  ['pool', [['rank', '--no-pictures']]],
  ['payloads', [['export'], ['edition']]],
  ['exposures', [['rank', '--no-pictures']]],
  ['sqlite_schema', [['stats'], ['rank'], ['serve', '--port', '0'], ['run', '--port', '0']]],
])(
  'where the pages of %s are gone, whoever needs them says so and what to do',
  async (name, commands) => {
    const file = aCopy((copy) => spoil(copy, name));
    const others = OTHERS.filter((table) => table !== name && name !== 'sqlite_schema');
    const counts = () => others.map((table) => countIn(file, table));
    const before = counts();

    const answers = [];
    for (const command of commands) answers.push(await line.run([...command, '--db', file]));
    const doctor = await line.run(['doctor', '--json', '--offline', '--db', file]);
    const backup = await line.run(['backup', `${file}.copy`, '--db', file]);

    for (const { exitCode, stderr } of answers) {
      expect(stderr).toMatch(DAMAGED);
      expect(exitCode).toBe(1);
    }
    expect(doctor).toMatchObject({ exitCode: 1, stderr: '' });
    expect(databaseOf(doctor.stdout)).toMatch(/driftline\.db .*is damaged: .*restore/);
    expect(backup.exitCode).toBe(1);
    expect(backup.stderr).toMatch(DAMAGED);
    expect(disk.exists(`${file}.copy`)).toBe(false);
    expect(counts()).toEqual(before);
  },
);

test('doctor names the database whichever page of it is empty, and the login is no part of it', async () => {
  const content = readFileSync(line.databaseFile);
  const bytes = content.readUInt16BE(16);
  const pages = content.length / bytes;

  const said: string[] = [];
  for (let page = 1; page < pages; page += Math.ceil(pages / 12)) {
    const file = aCopy((copy) => {
      writeFileSync(copy, Buffer.from(content).fill(0, page * bytes, (page + 1) * bytes));
    });
    const doctor = await line.run(['doctor', '--json', '--db', file]);
    expect(doctor).toMatchObject({ exitCode: 1, stderr: '' });
    said.push(databaseOf(doctor.stdout));
    const { checks } = JSON.parse(doctor.stdout);
    const login = checks.find(({ name }: { name: string }) => name === 'login');
    expect(login.detail).not.toContain('damaged');
  }

  expect(said.length).toBeGreaterThan(5);
  for (const words of said) expect(words).toMatch(/is damaged: .*(restore|backup)/);
});

test('where what is stored of an edition is no JSON any more it is read on, and doctor knows', async () => {
  const file = changedBy("update editions set feed_settings = replace(feed_settings, ':', ';')");

  const edition = await line.run(['edition', '--db', file]);
  const doctor = await line.run(['doctor', '--json', '--offline', '--db', file]);

  expect([edition.exitCode, edition.stderr]).toEqual([0, '']);
  expect(databaseOf(doctor.stdout)).toMatch(/is damaged: CHECK constraint failed in editions/);
});

test('of what nobody foresaw doctor is named', async () => {
  const file = changedBy('alter table entries rename to others');

  const { exitCode, stderr } = await line.run(['edition', '--db', file]);

  expect(exitCode).toBe(1);
  expect(stderr).toContain('"driftline doctor" says whether the database is damaged');
});

test('a page that is served from a damaged file says so to whoever reads it', async () => {
  const file = aCopy((copy) => spoil(copy, 'entries'));
  const page = await aRunningPage(['serve', '--db', file], { HOME: line.home });

  const said = await page.read('');
  await page.kill();

  expect(said).toContain('is damaged: restore a backup of it');
});

test.each([
  ['entries', []],
  ['payloads', ['e/1']],
])(
  'the health of a page whose %s are damaged is not well, whatever came in lately',
  async (name, before) => {
    const file = aCopy((copy) => {
      spoil(copy, name);
    });
    const page = await aRunningPage(['serve', '--db', file], { HOME: line.home });
    for (const path of before) expect(await page.read(path)).toContain('is damaged');

    const answer = await fetch(`${page.url}health`);
    const { ok, troubles } = await answer.json();

    expect(answer.status).toBe(503);
    expect(ok).toBe(false);
    const said = troubles.map((trouble: { remedy: string }) => trouble.remedy).join(' ');
    expect(said).toContain(`${file} is damaged: restore a backup of it`);
  },
);

test('a database of a newer Driftline is left alone by everything', async () => {
  const file = changedBy(`pragma user_version = ${knownVersion() + 1}`);
  const before = withoutCounters(file);
  const commands = [
    ['stats'],
    ['rank'],
    ['export'],
    ['prune'],
    ['edition'],
    ['run', '--port', '0'],
    ['serve', '--port', '0'],
    ['ingest', '--once'],
    ['import', '-'],
    ['backup', `${file}.copy`],
    ['doctor', '--offline'],
  ];

  for (const command of commands) {
    const { exitCode, stdout, stderr } = await line.run([...command, '--db', file]);

    const said = `${stdout}${stderr}`.replace(/\s+/g, ' '); // wrapped for people
    expect(said).toMatch(/newer Driftline \(schema \d+, this one knows \d+\): update Driftline/);
    expect(exitCode).toBe(1);
  }
  expect(withoutCounters(file).equals(before)).toBe(true);
});

/** Who opens a file for writing counts that: https://www.sqlite.org/fileformat.html, 1.3 */
function withoutCounters(file: string): Buffer {
  const content = readFileSync(file);
  content.fill(0, 24, 28);
  content.fill(0, 92, 100);
  return content;
}

test('of a log that is cut short what was whole stays, and a sweep brings the rest', async () => {
  const folder = mkdtempSync(join(line.home, 'log-'));
  const file = join(folder, 'driftline.db');
  const home = aHome(file);
  home.database.connection.pragma('wal_autocheckpoint = 0');
  home.database.connection.pragma('wal_checkpoint(truncate)');
  for (let nth = 0; nth < 40; nth += 1)
    home.receive(post({ id: `${nth}`, by: 'ada', atMs: hours(nth) }), hours(nth));
  const log = readFileSync(`${file}-wal`);
  const copies = [0, 31, 5_000, log.length / 3, log.length - 1].map((bytes, nth) => {
    const copy = join(folder, `cut-${nth}`, 'driftline.db');
    disk.makeFolder(dirname(copy));
    copyFileSync(file, copy);
    writeFileSync(`${copy}-wal`, log);
    truncateSync(`${copy}-wal`, Math.floor(bytes));
    return copy;
  });
  const recording = recordingOf(0, 40);

  const stored: number[] = [];
  for (const copy of copies) {
    const { statuses } = await line.json('stats', '--db', copy);
    stored.push(statuses);
    const doctor = await line.run(['doctor', '--json', '--offline', '--db', copy]);
    const { checks } = JSON.parse(doctor.stdout);
    const found = checks.find(({ name }: { name: string }) => name === 'database');
    expect(found).toMatchObject({ ok: true });
    await line.run(['import', '-', '--db', copy], { stdin: () => inputOf(recording) });
    expect((await line.json('stats', '--db', copy)).statuses).toBeGreaterThanOrEqual(40);
  }
  home.database.close();

  expect(stored).toEqual(stored.toSorted((a, b) => a - b));
  expect(stored[0]).toBe(0);
  expect(stored.at(-1)).toBe(39);
});
