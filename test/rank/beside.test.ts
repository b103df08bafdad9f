import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { MORNING } from '../../src/core/feed.ts';
import type * as aside from '../../src/draw_aside.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { explainStatus } from '../../src/rank/explain.ts';
import { keepUp, lookAt } from '../../src/rank/upkeep.ts';
import type { Database } from '../../src/store/database.ts';
import { openDatabase } from '../../src/store/migrate.ts';
import { openPool } from '../../src/store/pool.ts';
import { openRefusedPeople } from '../../src/store/refused_people.ts';
import { account, aHome, hours, post } from '../support/entries.ts';
import { writeMany } from '../support/many_posts.ts';

const NOW_MS = hours(240);

/** A home in a file, with `posts` posts; and somebody else who has it open, and never waits. */
function aSharedHome(posts: number) {
  const folder = mkdtempSync(join(tmpdir(), 'driftline-beside-'));
  const home = aHome(join(folder, 'driftline.db'));
  const other = openDatabase(home.database.file);
  other.connection.pragma('busy_timeout = 0');
  onTestFinished(() => {
    for (const { close } of [home.database, other]) close();
    rmSync(folder, { recursive: true });
  });
  for (let nth = 0; nth < posts; nth += 1) {
    const atMs = hours(nth);
    home.receive(post({ id: `${100 + nth}`, by: `p${nth % 40}`, atMs }), atMs);
  }
  return { ...home, other };
}

/** The same database; `between` is done when a draw has been laid out, and is not frozen yet. */
function watched(database: Database, between: () => void): Database {
  const snapshot: Database['snapshot'] = (work) =>
    database.snapshot(() => {
      const done = work();
      between();
      return done;
    });
  return { ...database, snapshot };
}

const drawOf = (database: Database, seed = 'x', dryRun = false) =>
  drawEdition({ database, feed: { ...MORNING, size: 20 }, seed, nowMs: NOW_MS, dryRun });

const count = ({ connection }: Database, of: string) =>
  connection.prepare(`select count(*) from ${of}`).pluck().get() as number;

test('who writes between the upkeep and the freezing of a draw does not wait, and is not heard', () => {
  const { database, other } = aSharedHome(100);
  const remove = other.connection.prepare('delete from arrivals where server_id = ?');
  const before = drawOf(database, 'x', true);
  let removed = 0;

  const drawn = drawOf(
    watched(database, () => {
      for (const { statusId } of before.entries) removed += remove.run(statusId).changes;
    }),
  );

  expect(removed).toBe(20);
  expect({ ...drawn, edition: null }).toEqual(before);
  expect(drawn.edition).toBe(1);
});

test('a draw goes on from an edition that was frozen meanwhile, as if it had waited', () => {
  const { database, other } = aSharedHome(100);
  let times = 0;

  const drawn = drawOf(
    watched(database, () => {
      times += 1;
      if (times === 1) drawOf(other, 'y');
    }),
  );

  expect(drawn).toMatchObject({ edition: 2, entries: { length: 20 } });
  expect(times).toBe(2);
  // What came before the first is no news in the second.
  expect(drawn.entries.filter(({ lane }) => lane === 'fresh')).toEqual([]);
  expect(drawOf(other, 'y', true).report.lanes.fresh).toBe(0);
});

test('a draw that is overtaken again and again takes the lock in the end', () => {
  const { database, other } = aSharedHome(100);
  let overtaken = 0;

  const drawn = drawOf(
    watched(database, () => {
      if (overtaken < 3) drawOf(other, `y${overtaken}`);
      else expect(() => drawOf(other, 'late')).toThrow('is in use by another program');
      overtaken += 1;
    }),
  );

  expect([drawn.edition, overtaken]).toEqual([4, 4]);
  expect(count(database, 'editions')).toBe(4);
});

test('a dry draw and an explanation write nothing into the file', () => {
  const { database, other } = aSharedHome(100);
  drawOf(database);
  const version = () => other.connection.pragma('data_version', { simple: true });
  const before = version();

  drawOf(database, 'z', true);
  const status = 'https://example.social/users/p5/statuses/105';
  explainStatus({ database, feed: MORNING, nowMs: NOW_MS, status });

  expect(version()).toBe(before);
});

test('a draw that fails leaves the file as it was, and what comes then goes into its pool', () => {
  const { database, receive } = aSharedHome(10);
  openPool(database).pour();
  const fail = () => {
    throw new Error('in the middle');
  };

  const cache = () => database.connection.pragma('cache_size', { simple: true });
  const usual = cache();
  expect(() => lookAt(database, NOW_MS, fail)).toThrow('in the middle');

  receive(post({ id: '900', by: 'late', atMs: NOW_MS }), NOW_MS);
  openPool(database).pour();
  expect(count(database, 'main.pool')).toBe(11);
  expect(count(database, `temp.sqlite_schema where type = 'table'`)).toBe(0);
  expect(drawOf(database).report.candidates).toBe(11);
  expect(cache()).toBe(usual);
});

test('the file says afterwards what the draw went by, and no more of whom it went by before', () => {
  const home = aHome();
  writeMany(home, 5_000);
  const { connection } = home.database;
  const all = (schema: string) =>
    ['pool', 'author_signals', 'booster_signals', 'topic_signals'].map((name) =>
      connection.prepare(`select * from ${schema}.${name} order by 1, 2`).all(),
    );
  keepUp(home.database, hours(2), () => {});
  connection.exec(`insert into author_signals values (1, 0, 1.0, 0, 0, 0, 0, 0, 0, 0),
                                                     (999999999, 0, 1.0, 0, 0, 0, 0, 0, 0, 0);
                   insert into topic_signals values ('tag', 'gone', 5)`);

  const working = keepUp(home.database, hours(9), () => all('temp'));

  expect(all('main')).toEqual(working);
  expect(working.map(({ length }) => length)).toEqual([5_000, 2_000, 0, 0]);
  expect(count(home.database, 'pool where standing is not null')).toBe(5_000);
});

test('who is muted after the last draw is held back for an explanation at once', () => {
  const { database, filing, login } = aSharedHome(100);
  drawOf(database);
  const status = 'https://example.social/users/p5/statuses/105';
  const muted = { account: account('p5'), untilMs: null };
  openRefusedPeople(database, filing.accounts).refuse(login.loginKey, muted, 'mute', hours(230));

  const { leftOut } = explainStatus({ database, feed: MORNING, nowMs: NOW_MS, status });

  expect(leftOut).toContain('held back: you muted @p5@example.social');
});

test('posts go on being stored while a hundred thousand are drawn from in a thread', async () => {
  const home = aSharedHome(0);
  writeMany(home, 100_000);
  openPool(home.database).pour();
  const { drawAside } = (await import(
    new URL('../../build/draw_aside.js', import.meta.url).href
  )) as typeof aside;
  let isDone = false;
  let beforeFreezing = 0;

  const draw = drawAside({
    file: home.database.file,
    feed: MORNING,
    seed: 'x',
    nowMs: hours(240),
    dryRun: false,
  }).finally(() => {
    isDone = true;
  });
  for (let nth = 0; !isDone; nth += 1) {
    home.receive(post({ id: `new${nth}`, by: 'late', atMs: NOW_MS }), NOW_MS);
    if (count(home.database, 'editions') === 0) beforeFreezing = nth + 1;
    await sleep(3);
  }

  const { edition, report } = await draw;
  // As many as it saw had been written when it began.
  const afterItBegan = beforeFreezing - (report.candidates - 100_000);
  expect(edition).toBe(1);
  expect(report.candidates).toBeGreaterThanOrEqual(100_000);
  expect(afterItBegan).toBeGreaterThan(20);
}, 120_000);
