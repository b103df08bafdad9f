import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import type { EpochMs } from '../../src/core/clock.ts';
import { disk } from '../../src/store/disk.ts';
import { openDatabase } from '../../src/store/migrate.ts';
import { replaceDatabase } from '../../src/store/restoring.ts';
import { aCommandLine } from '../support/command_line.ts';
import { wallTime } from '../support/wall_time.ts';

const LOOKS_MAX = 5_000_000;
const RESTORING = new URL('../../build/store/restoring.js', import.meta.url).href;

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'driftline-restoring-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

test('at no moment of a restore is its place empty', async () => {
  const folder = aFolder();
  const file = join(folder, 'a.db');
  writeFileSync(file, 'the present one');
  for (let nth = 0; nth < 3_000; nth += 1) writeFileSync(join(folder, `draft-${nth}`), '');
  const replacing = new Worker(
    `import(${JSON.stringify(RESTORING)}).then(({ replaceDatabase }) => {
       for (let nth = 0; nth < 3_000; nth += 1)
         replaceDatabase(${JSON.stringify(file)}, ${JSON.stringify(folder)} + '/draft-' + nth,
           ${JSON.stringify(folder)} + '/aside-' + nth);
     });`,
    { eval: true },
  );
  const last = join(folder, 'aside-2999');

  let [seen, gaps] = [0, 0];
  for (let looks = 0; looks < LOOKS_MAX && !existsSync(last); looks += 1) {
    if (existsSync(file)) seen += 1;
    else gaps += 1;
  }
  await replacing.terminate();

  expect(seen).toBeGreaterThan(0);
  expect(gaps).toBe(0);
  expect(readFileSync(join(folder, 'aside-0'), 'utf8')).toBe('the present one');
});

test('where the copy cannot be put there, all is as it was', () => {
  const folder = aFolder();
  const file = join(folder, 'a.db');
  for (const end of ['', '-wal', '-shm']) writeFileSync(`${file}${end}`, `present${end}`);

  expect(() => replaceDatabase(file, join(folder, 'no draft'), `${file}.aside`)).toThrow('ENOENT');

  expect(readdirSync(folder)).toEqual(['a.db', 'a.db-shm', 'a.db-wal']);
  expect(readFileSync(file, 'utf8')).toBe('present');
});

test('a log whose database is gone is put aside, and not read as that of the copy', async () => {
  const { home, databaseFile, run } = aCommandLine();
  const copy = join(home, 'copy.db');
  openDatabase(copy).close();
  mkdirSync(dirname(databaseFile), { recursive: true });
  writeFileSync(`${databaseFile}-wal`, 'left');

  const said = await run(['restore', copy]);

  expect(said).toMatchObject({ exitCode: 0, stdout: expect.not.stringContaining('before') });
  const logs = readdirSync(dirname(databaseFile)).filter((name) => name.endsWith('-wal'));
  expect(logs).toEqual([expect.stringMatching(/^driftline\.db\.\d{4}-[\d-T]+-wal$/)]);
});

test('a disk without second names gets the copy all the same', () => {
  const folder = aFolder();
  const [file, aside] = [join(folder, 'a.db'), join(folder, 'elsewhere')];
  mkdirSync(file); // a folder has but one name
  writeFileSync(`${file}.restored`, 'the copy');

  replaceDatabase(file, `${file}.restored`, aside);

  expect(readFileSync(file, 'utf8')).toBe('the copy');
  expect(existsSync(aside)).toBe(true);
});

/** A command line with a database, a copy of it, and what lies where it does. */
async function aCopied() {
  const line = aCommandLine();
  mkdirSync(dirname(line.databaseFile), { recursive: true });
  openDatabase(line.databaseFile).close();
  const copy = join(line.home, 'copy.db');
  await line.run(['backup', copy]);
  const beside = () =>
    readdirSync(dirname(line.databaseFile)).filter((name) => !name.endsWith('.lock'));
  return { ...line, copy, beside };
}

test('each database that is put aside keeps a name of its own, in the same second too', async () => {
  const line = await aCopied();
  const time = { ...wallTime, now: () => Date.parse('2027-12-01T06:00:00.000Z') as EpochMs };

  await line.run(['restore', line.copy], { time });
  await line.run(['restore', line.copy], { time });

  const aside = 'driftline.db.2027-12-01T06-00-00';
  expect(line.beside()).toEqual(['driftline.db', aside, `${aside}.2`]);
});

test('where the disk has no room for a second one, nothing is restored', async () => {
  const line = await aCopied();
  const files = { ...disk, freeBytes: () => statSync(line.copy).size - 1 };

  const said = await line.run(['restore', line.copy], { files });

  expect(said).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('make room first') });
  expect(line.beside()).toEqual(['driftline.db']);
});
