import { expect, test } from 'vitest';
import { type Feed, MORNING } from '../../src/core/feed.ts';
import { choose } from '../../src/rank/choose.ts';
import { drawEdition, drawFeed } from '../../src/rank/draw.ts';
import { pipelineSql } from '../../src/rank/own_pipeline.ts';
import { runOwnSql } from '../../src/store/own_sql.ts';
import { aCandidate } from '../support/candidates.ts';
import { aHome, boost, hours, post } from '../support/entries.ts';

const NOW_MS = hours(240);

/** Sixty people post, one after the other; a stranger is boosted. */
function sixtyPeople() {
  const home = aHome();
  for (let nth = 0; nth < 60; nth += 1) {
    const atMs = hours(nth * 4);
    home.receive(post({ id: `${100 + nth}`, by: `p${nth}`, atMs }), atMs);
  }
  const words = { id: '900', by: 'stranger', atMs: hours(236) };
  home.receive(boost('b1', 'p1', hours(237), words), hours(237));
  return home;
}

/** With four places a day sixty people are an overload, with forty they are none. */
const [SHORT, LONG] = [4, 40].map((size) => ({ ...MORNING, size })) as [
  typeof MORNING,
  typeof MORNING,
];

test('in an overload nothing is owed: else strangers would stand behind all the rest for it', () => {
  const { database } = sixtyPeople();
  const owedIn = (feed: typeof MORNING) => {
    const { entries, report } = drawEdition({
      ...{ database, feed, seed: 'x', nowMs: NOW_MS, dryRun: true },
    });
    const owed = entries.map(({ signals }) => signals.debt);
    const isOwed = owed.some((one) => (one?.factor_micro ?? 0) > 0);
    return { isOverload: (report.load ?? 0) > 0.7, isOwed, values: owed.map((one) => one?.value) };
  };

  const [short, long] = [owedIn(SHORT), owedIn(LONG)];

  expect([short.isOverload, short.isOwed]).toEqual([true, false]);
  expect([long.isOverload, long.isOwed]).toEqual([false, true]);
  // How long it was is said all the same.
  expect(short.values).toContain(7);
});

/** Four posts fit, where a bound would let forty. */
const OF_MINUTES = { ...MORNING, size: 40, minutes: 0.25 };

test('a feed of minutes is in an overload by as many places as fit into them', () => {
  const { database } = sixtyPeople();

  const { entries, report } = drawEdition({
    ...{ database, feed: OF_MINUTES, seed: 'x', nowMs: NOW_MS, dryRun: true },
  });

  expect(entries).toHaveLength(4);
  expect(report.load).toBeGreaterThan(0.7);
  expect(entries.filter(({ signals }) => (signals.debt?.factor_micro ?? 0) > 0)).toEqual([]);
});

test.each([
  ['posts', SHORT],
  ['minutes', OF_MINUTES],
])('SQL that is copied from a feed of %s in an overload draws the same', async (_, feed) => {
  const { database } = sixtyPeople();
  const runInPlace = async (task: Parameters<typeof runOwnSql>[0]) => runOwnSql(task);
  const text = pipelineSql(feed, { name: 'mine', file: 'feeds/mine.sql' });
  const sql = { file: 'feeds/mine.sql', limitSeconds: 10, text };
  const draw = (one: Feed) =>
    drawFeed({
      ...{ database, feed: one, seed: 'x', nowMs: NOW_MS, dryRun: true, runOwnSql: runInPlace },
    });

  const mine = await draw({ ...feed, name: 'mine', copiedFrom: feed.name, sql });

  expect(mine.entries).toEqual((await draw(feed)).entries);
});

test('a turn stands above what is a little better, in an overload where its key puts it', () => {
  const front = Array.from({ length: 20 }, (_, nth) => aCandidate(nth + 1));
  const waiting = [{ ...aCandidate(40), waitsSinceMs: NOW_MS - 5 * 86_400_000 }];
  const placeAt = (load: number) => {
    const { entries } = choose(
      { front, waiting, wanted: [], byChance: [] },
      { feed: { ...MORNING, size: 8 }, nowMs: NOW_MS, lastDrawnAtMs: 0, load },
    );
    return entries.findIndex(({ candidate }) => candidate.statusKey === 40) + 1;
  };

  expect([placeAt(0.3), placeAt(0.9)]).toEqual([2, 8]);
});
