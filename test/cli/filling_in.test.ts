import { Command } from 'commander';
import { expect, test } from 'vitest';
import { openFillingIn } from '../../src/cli/filling_in.ts';
import { tellBeginning } from '../../src/cli/first_edition.ts';
import { openSession } from '../../src/cli/session.ts';
import { DAY_MS, type EpochMs, SECOND_MS } from '../../src/core/clock.ts';
import { MORNING } from '../../src/core/feed.ts';
import { silentLog } from '../../src/core/log.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { openSeenElsewhere } from '../../src/store/seen_elsewhere.ts';
import { openStats } from '../../src/store/stats.ts';
import { aCommandLine } from '../support/command_line.ts';
import { aHome, at, post } from '../support/ingest_home.ts';
import { posted } from '../support/small_world.ts';

test.each([0, 40, -40])('a clock %d days ahead reads the same week back', async (daysAhead) => {
  const home = aHome([posted(post('a', 10)), posted(post('b', 12))]);
  const { now, after } = home.server.time;
  const time = { now: () => (now() + daysAhead * DAY_MS) as EpochMs, after };
  home.run({ time });
  await home.server.passTo(20);
  const { database } = home.deps();

  const told = openFillingIn({ database, time, pace: 1, log: silentLog }).begin();

  expect(told).toContain('reads the last 7 days of the 2 people you follow');
  const [hole, ...others] = home.all('select from_ms from holes');
  // `Date` has no unit smaller than a second.
  expect(Math.abs(Number(hole?.from_ms) - (at(20) - 7 * DAY_MS))).toBeLessThan(SECOND_MS);
  expect(others).toEqual([]);
});

test('a home that is empty has the week before read back without an edition', async () => {
  let told = '';
  const write = async (text: string) => {
    told += text;
  };
  const home = aHome([]);
  const { time } = home.server;
  const { database } = home.deps();
  const line = aCommandLine({ time, stderr: { write, isTerminal: true, columns: 100 } });
  const surroundings = line.surroundings();
  const session = openSession(new Command(), surroundings);
  const filling = openFillingIn({ database, time, pace: 1, log: silentLog });
  const stats = openStats(database);
  const beginning = tellBeginning(
    { stats, filling, url: '', isBeginning: true },
    session,
    surroundings,
  );

  beginning.look();
  const before = home.count('holes');
  home.run();
  await home.server.passTo(2);
  beginning.look();
  beginning.look();

  expect([before, home.count("holes where state = 'open'")]).toEqual([0, 1]);
  expect(told.match(/reads the last 7 days of the 2 people you follow/g)).toHaveLength(1);
  await home.server.passTo(10);
  expect(home.count("holes where state = 'open'")).toBe(0);
});

/** An edition was drawn of two posts, and one more has come since. */
async function aHomeFillingIn() {
  const home = aHome([posted(post('a', 10)), posted(post('b', 12)), posted(post('c', 30))]);
  const { time } = home.server;
  home.run();
  await home.server.passTo(20);
  const { database } = home.deps();
  const filling = openFillingIn({ database, time, pace: 1, log: silentLog });
  const draw = () => {
    const nowMs = time.now() as EpochMs;
    drawEdition({ database, feed: MORNING, seed: 'x', nowMs, dryRun: false });
  };
  draw();
  filling.begin();
  await home.server.passTo(31);
  return { database, time, filling, draw };
}

test('whoever drew again is told how it goes on, and not at once to draw again', async () => {
  const { database, time, filling, draw } = await aHomeFillingIn();

  const put = (state: string) =>
    database.connection.prepare('update holes set state = ?').run(state);

  const [before] = filling.notices();
  put('open');
  draw();
  const [after] = filling.notices();
  put('crawled');
  const read = openFillingIn({ database, time, pace: 1, log: silentLog }).notices();

  expect(before?.lines).toEqual(['1 more post by 1 person is here.']);
  expect(before?.offersDraw).toBe(true);
  expect(after).toMatchObject({ label: 'READING BACK', lines: [] });
  expect(read).toEqual([]);
});

test('the edition of the next morning is read without a word of the week before', async () => {
  const { database, filling } = await aHomeFillingIn();
  database.connection.prepare(`update holes set state = 'open'`).run();

  const nowMs = at(26 * 60) as EpochMs;
  drawEdition({ database, feed: MORNING, seed: 'y', nowMs, dryRun: false });

  expect(filling.notices()).toEqual([]);
});

test('what counts as seen is no reason to draw again', async () => {
  const { database, time, filling } = await aHomeFillingIn();

  openSeenElsewhere(database).mark(
    { fromMs: at(0) as EpochMs, toMs: at(31) as EpochMs },
    time.now() as EpochMs,
  );
  const notices = filling.notices();

  expect(notices.flatMap(({ lines }) => lines)).toEqual([]);
  expect(notices.some(({ offersDraw }) => offersDraw)).toBe(false);
});
