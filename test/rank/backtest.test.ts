import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { EpochMs } from '../../src/core/clock.ts';
import { type Feed, MORNING } from '../../src/core/feed.ts';
import { type BacktestRequest, backtest } from '../../src/rank/backtest.ts';
import { lookAt } from '../../src/rank/upkeep.ts';
import { runOwnSql } from '../../src/store/own_sql.ts';
import { openPast } from '../../src/store/past.ts';
import { hours } from '../support/entries.ts';
import { aBusyHome, FEED, nightOf } from '../support/read_home.ts';
import { wallTime } from '../support/wall_time.ts';

const DAYS = 24;
const NIGHTS = Array.from({ length: DAYS - 4 }, (_, nth) => nightOf(nth + 4));
const NEWEST: Feed = { ...FEED, name: 'newest', order: 'as it came', spacing: 0 };

type Home = ReturnType<typeof aBusyHome>;

const judge = ({ database }: Home, more: Partial<BacktestRequest> = {}) =>
  backtest({
    database,
    feeds: [FEED],
    nights: NIGHTS,
    nowMs: hours(DAYS * 24),
    runOwnSql: async (task) => runOwnSql(task),
    time: wallTime,
    stopped: new AbortController().signal,
    ...more,
  });

/** What of the home `isLiked`, favourited in another app on a morning after it came. */
function actElsewhere(
  home: Home,
  isLiked: (uri: string, nth: number) => boolean,
  nightsLater = (_nth: number) => 0,
): void {
  const rows = home.database.connection
    .prepare('select uri, first_seen_at_ms as at_ms from statuses order by at_ms, uri')
    .all() as { uri: string; at_ms: EpochMs }[];
  for (const [nth, { uri, at_ms }] of rows.entries()) {
    const night = NIGHTS[NIGHTS.findIndex((atMs) => atMs > at_ms) + nightsLater(nth)];
    if (night !== undefined && isLiked(uri, nth)) home.act(uri, (night + 3_600_000) as EpochMs);
  }
}

test('a feed that learns whom the owner likes beats chance on what they found without it', async () => {
  const home = aBusyHome(DAYS);
  actElsewhere(home, (uri) => /person(4|18)\//.test(uri));

  const { feeds, acted } = await judge(home);

  expect(acted.posts).toBeGreaterThan(20);
  expect(acted.offered).toBe(0);
  expect(feeds[0]).toMatchObject({ feed: 'morning', verdict: 'beats chance', unweighed: 0 });
  expect(feeds[0]?.captured).toBeGreaterThan(2 * (feeds[0]?.chance ?? 1));
});

test('acts that have nothing to do with the ranking conclude nothing', async () => {
  const home = aBusyHome(DAYS);
  actElsewhere(
    home,
    (_, nth) => (nth * 7919) % 7 === 0,
    (nth) => (nth * 31) % 12,
  );

  const { feeds } = await judge(home);

  expect(feeds[0]?.acts).toBeGreaterThan(20);
  expect(feeds[0]).toMatchObject({ verdict: 'too little to tell' });
});

test('a reader who acts on anything that is shown is no praise for whoever showed it', async () => {
  const home = aBusyHome(DAYS);
  for (const [nth, nowMs] of NIGHTS.entries())
    home.read(home.draw(nowMs, `${nth}`), (uri) => Number(uri.split('/').at(-1)) % 4 === 0);

  const { feeds, acted } = await judge(home);

  expect(acted).toEqual({ posts: acted.offered, offered: acted.offered });
  expect(acted.offered).toBeGreaterThan(30);
  expect(feeds[0]).toMatchObject({ verdict: 'too little to tell' });
});

test('several feeds are judged by the same nights, each by a life of its own', async () => {
  const home = aBusyHome(DAYS);
  actElsewhere(home, (uri) => /person4\//.test(uri));

  const alone = await judge(home, { feeds: [NEWEST] });
  const together = await judge(home, { feeds: [FEED, NEWEST] });

  expect(together.feeds[1]).toEqual(alone.feeds[0]);
  expect(together.feeds[0]?.waits).toEqual({
    met: together.feeds[0]?.waits.of,
    of: expect.any(Number),
  });
  expect(together.feeds[0]?.waits).not.toEqual(together.feeds[1]?.waits);
  expect(together.feeds[0]?.places).toBe(NIGHTS.length * FEED.size);
});

test('what was offered and not seen rests where the owner was there, and comes again where not', async () => {
  const nights = NIGHTS.slice(0, 6);
  const repeatsOf = async (home: Home) =>
    (await judge(home, { nights, nowMs: nightOf(10) })).feeds[0]?.repeats;
  const there = aBusyHome(12);
  actElsewhere(there, (_, nth) => nth % 12 === 0);

  const rested = await repeatsOf(there);
  const again = await repeatsOf(aBusyHome(12));

  expect(rested).toBeLessThan((again as number) / 2);
});

test('the file stays as it is, and ingest writes into it meanwhile', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'driftline-backtest-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const home = aBusyHome(12, join(folder, 'driftline.db'));
  const nights = NIGHTS.slice(0, 5);
  const dump = () =>
    ['pool', 'author_signals', 'exposures', 'editions', 'upkeep_marks', 'pool_extent'].map((name) =>
      home.database.connection.prepare(`select * from ${name}`).all(),
    );
  const before = dump();
  const written: number[] = [];

  await judge(home, { nights, nowMs: nightOf(9) });
  const after = dump();
  await judge(home, {
    nights,
    nowMs: nightOf(9),
    onDrawn: (done) => {
      home.act(`https://example.social/users/x/statuses/${done}`, nightOf(12));
      written.push(done);
    },
  });

  expect(after).toEqual(before);
  expect(written).toEqual([1, 2, 3, 4, 5]);
});

test('it ends when the owner ends it', async () => {
  const home = aBusyHome(8);
  const controller = new AbortController();

  const running = judge(home, {
    stopped: controller.signal,
    onDrawn: () => controller.abort(new DOMException('stopped', 'AbortError')),
  });

  await expect(running).rejects.toThrow('stopped');
});

test('what cannot be known as of then is counted', async () => {
  const home = aBusyHome(12);
  home.database.connection.exec(`
    update statuses set deleted_at_ms = ${nightOf(11)} where status_key in (10, 11, 12);
    update statuses set edited_at_ms = ${nightOf(11)} where status_key = 20;
    insert into filters values (1, 'f', '{}');`);

  const { unknown } = await judge(home, { nights: NIGHTS.slice(0, 5), feeds: [MORNING] });

  expect(unknown).toMatchObject({ filters: 1, deleted: 3, edited: 1 });
  expect(unknown.posts).toBeGreaterThan(50);
});

test('what was really offered since the replay began ends no wait in it', () => {
  const home = aBusyHome(9);
  for (const day of [4, 5, 6, 7]) home.read(home.draw(nightOf(day), `${day}`), () => true);
  const past = openPast(home.database, nightOf(6));
  past.at(nightOf(8), 'another');

  const lastTurnMs = lookAt(past.database, nightOf(8), () =>
    past.database.connection.prepare('select max(last_turn_ms) from author_signals').pluck().get(),
  );
  past.close();

  expect(lastTurnMs).toBe(nightOf(5));
});
