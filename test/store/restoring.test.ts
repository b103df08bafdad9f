import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import { replaceDatabase } from '../../src/store/restoring.ts';

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

test('a log without its database does not become that of the copy', () => {
  const folder = aFolder();
  const file = join(folder, 'a.db');
  writeFileSync(`${file}-wal`, 'of one that is gone');
  writeFileSync(`${file}.restored`, 'the copy');

  replaceDatabase(file, `${file}.restored`, `${file}.aside`);

  expect(readdirSync(folder)).toEqual(['a.db', 'a.db.aside-wal']);
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
