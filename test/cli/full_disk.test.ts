import { readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DAY_MS, type EpochMs } from '../../src/core/clock.ts';
import { openDatabase } from '../../src/store/migrate.ts';
import { openConnection } from '../../src/store/sqlite.ts';
import { aCommandLine } from '../support/command_line.ts';
import { aHome, post } from '../support/entries.ts';
import { anOlderFile } from '../support/older_file.ts';
import { aRunningPage } from '../support/running.ts';
import { aSmallDisk, fill, NO_DISK } from '../support/small_disk.ts';
import { wallTime } from '../support/wall_time.ts';

function ask(file: string, sql: string): unknown {
  const connection = openConnection(file);
  try {
    return connection.prepare(sql).pluck().get();
  } finally {
    connection.close();
  }
}

test('without room for a copy no schema changes, and it says how much is the matter', (context) => {
  const folder = aSmallDisk(8, context);
  if (folder === undefined) return context.skip(NO_DISK);
  const file = join(folder, 'driftline.db');
  anOlderFile(file, 10, 20_000);
  fill(folder, 256 * 1024);

  expect(() => openDatabase(file)).toThrow(/the disk has no room for that: make room there/);

  expect(readdirSync(folder).filter((name) => /copy|schema/.test(name))).toEqual([]);
  expect(ask(file, 'select user_version from pragma_user_version')).toBe(10);
  expect(ask(file, 'select count(*) from exposures')).toBe(20_000);
});

/** The folder of a disk is one of them, and so is the database. */
const FILES = 12;

test.for([0, 1])(
  'a disk that has room for bytes, and for %i files more, is told from one that is not ours',
  async (left, context) => {
    const folder = aSmallDisk(8, context, FILES);
    if (folder === undefined) return context.skip(NO_DISK);
    const file = join(folder, 'driftline.db');
    aHome(`${folder}/driftline.db`).database.close();
    for (let nth = 0; statfsSync(folder).ffree > left; nth += 1)
      writeFileSync(join(folder, `${nth}`), '');
    const line = aCommandLine();

    const asked = await line.run(['stats', '--db', file]);
    const drawn = await line.run(['rank', '--db', file]);

    for (const { exitCode, stderr } of [asked, drawn]) {
      expect(exitCode).toBe(1);
      expect(stderr).toMatch(/^driftline: the disk takes no file more[^\n]+df -i[^\n]+delete some/);
    }
    for (const name of readdirSync(folder)) if (/^\d+$/.test(name)) rmSync(join(folder, name));
    expect((await line.run(['stats', '--db', file])).exitCode).toBe(0);
  },
);

test('a backup that finds no room says so, and leaves nothing', async (context) => {
  const folder = aSmallDisk(8, context);
  if (folder === undefined) return context.skip(NO_DISK);
  const line = aCommandLine();
  aHome(`${line.home}/d.db`).database.close();
  fill(folder);

  const said = await line.run(['backup', join(folder, 'copy.db'), '--db', `${line.home}/d.db`]);

  expect(said.exitCode).toBe(1);
  expect(said.stderr).toMatch(/copy\.db needs \d+ kB, and that disk has less: make room there/);
  expect(readdirSync(folder)).toEqual(['ballast']);
});

test('what cannot be pruned on a full disk stays, and says what to do', async (context) => {
  const folder = aSmallDisk(8, context);
  if (folder === undefined) return context.skip(NO_DISK);
  const file = join(folder, 'driftline.db');
  const home = aHome(file);
  const atMs = (wallTime.now() - 500 * DAY_MS) as EpochMs;
  const entries = Array.from({ length: 800 }, (_, nth) => post({ id: `${nth}`, by: 'ada', atMs }));
  home.filing.file(home.login.loginKey, entries, { atMs, how: 'sweep' });
  home.database.close();
  fill(folder);

  const said = await aCommandLine().run(['prune', '--db', file]);

  expect(said.exitCode).toBe(1);
  expect(said.stderr).toMatch(/the disk is full: make room where .*driftline\.db is/);
  rmSync(join(folder, 'ballast'));
  expect(ask(file, 'select integrity_check from pragma_integrity_check')).toBe('ok');
  expect(ask(file, 'select count(*) from payloads')).toBe(800);
});

test('a draw for which the disk was full leaves a page that is well once there is room', async (context) => {
  const folder = aSmallDisk(8, context);
  if (folder === undefined) return context.skip(NO_DISK);
  const home = aHome(join(folder, 'driftline.db'));
  const { now } = wallTime;
  const entries = Array.from({ length: 300 }, (_, nth) =>
    post({ id: `${nth}`, by: `p${nth}`, atMs: now() }),
  );
  home.filing.file(home.login.loginKey, entries, { atMs: now(), how: 'sweep' });
  home.database.close();
  const page = await aRunningPage(['serve', '--db', home.database.file], { HOME: folder });
  const health = async () => (await fetch(`${page.url}health`)).status;
  const before = await health();
  fill(folder);

  const drawn = await page.send('draw', {});
  rmSync(join(folder, 'ballast'));

  expect(drawn.status).toBe(500);
  expect(await drawn.text()).toContain('the disk is full');
  expect([before, await health()]).toEqual([200, 200]);
});
