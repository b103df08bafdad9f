import { expect, test } from 'vitest';
import { factorOf } from '../../src/core/dice.ts';
import { type Feed, MORNING } from '../../src/core/feed.ts';
import { signalWords } from '../../src/core/signals.ts';
import { drawFeed } from '../../src/rank/draw.ts';
import { fitExponents, type Looks } from '../../src/rank/leaning_fit.ts';
import { leaningsAt } from '../../src/rank/leanings.ts';
import { pipelineSql } from '../../src/rank/own_pipeline.ts';
import { openActions } from '../../src/store/actions.ts';
import { runOwnSql } from '../../src/store/own_sql.ts';
import { aDialledHome } from '../support/dialled_home.ts';
import { hours } from '../support/entries.ts';

const PEOPLE = Array.from({ length: 60 }, (_, nth) => `p${nth}`);
const isFresh = (nth: number) => nth % 2 === 0;

/** Forty posts, every other one five days old, are read in an edition; some are acted on. */
function aReader(isTakenUp: (nth: number) => boolean, feed: Partial<Feed> = {}) {
  const posts = PEOPLE.map((by, nth) => ({
    by,
    hour: nth >= 40 ? 250 : isFresh(nth) ? 238 : 110,
  }));
  const home = aDialledHome(posts, PEOPLE);
  const { edition, entries } = home.draw({ size: 40, isReal: true, ...feed });
  home.see(
    edition as number,
    entries.map(({ uri }) => uri),
    hours(241),
  );
  const actions = openActions(home.database);
  for (const { statusId, uri } of entries)
    if (isTakenUp(Number(statusId) - 100))
      actions.record({ loginKey: 1, statusId, uri, kind: 'favourite', atMs: hours(242) });
  const next = (more: Partial<Feed> = {}) => home.draw({ nowMs: hours(290), ...more });
  const leanings = (nowMs = hours(290)) => leaningsAt(home.database, MORNING, nowMs);
  return { ...home, next, leanings };
}

test('freshness counts less with whoever acts on what is old, and more with the others', () => {
  const { freshness: ofOld = 1 } = aReader((nth) => !isFresh(nth)).leanings();
  const { freshness: ofFresh = 1 } = aReader((nth) => isFresh(nth)).leanings();

  expect(ofOld).toBeLessThan(0.9);
  expect(ofFresh).toBeGreaterThan(1.1);
});

test('a factor counts in the draw as it leans, and says so', () => {
  const reader = aReader((nth) => !isFresh(nth));
  const { freshness: leaning = 1 } = reader.leanings();

  const { freshness } =
    reader.next().entries.find(({ uri }) => uri.endsWith('/140'))?.signals ?? {};

  // A day after it came, on which nothing was read: (1 + 1/4)^−0.6.
  expect(factorOf(freshness?.factor_micro ?? 0)).toBeCloseTo(1.25 ** (-0.6 * leaning), 4);
  expect(freshness?.leaning).toBe(leaning);
  expect(freshness && signalWords('freshness', freshness)).toBe(
    `0.25 days; counts ×\u00a0${leaning.toFixed(2)} by your acts`,
  );
});

test('a feed without leanings draws as published', () => {
  const reader = aReader((nth) => !isFresh(nth));

  const { entries } = reader.next({ leanings: false });

  expect(entries).toHaveLength(20);
  for (const { signals } of entries)
    expect(signals.freshness).toEqual({ value: 0.25, factor_micro: -133_886 });
});

test('a copied feed weighs with the same leanings', async () => {
  const { database } = aReader((nth) => !isFresh(nth));
  const sql = { file: 'mine.sql', limitSeconds: 10, text: pipelineSql(MORNING, MINE) };
  const draw = (feed: Feed) =>
    drawFeed({ database, feed, seed: 'x', nowMs: hours(290), dryRun: true, runOwnSql: inPlace });

  const mine = await draw({ ...MORNING, name: 'mine', copiedFrom: 'morning', sql });

  expect(mine.entries[0]?.signals.freshness?.leaning).toBeLessThan(1);
  expect({ ...mine, feed: 'morning' }).toEqual(await draw(MORNING));
});

const MINE = { name: 'mine', file: 'mine.sql' };
const inPlace = async (task: Parameters<typeof runOwnSql>[0]) => runOwnSql(task);

test('fewer than ten acts say nothing, nor does what is still to come', () => {
  const reader = aReader((nth) => nth < 20);

  expect(reader.leanings(hours(241.5))).toEqual({});
  expect(reader.leanings()).not.toEqual({});
  expect(aReader((nth) => nth < 9).leanings()).toEqual({});
});

test('what a feed makes of a factor is not taken for the factor', () => {
  const isTakenUp = (nth: number) => nth % 4 === 0 || nth % 3 === 0;
  const published = aReader(isTakenUp).leanings();

  const halved = aReader(isTakenUp, { exponents: { ...MORNING.exponents, freshness: 0.5 } });

  expect(published.freshness).toBeDefined();
  expect(halved.leanings()).toEqual(published);
});

/** Acts by the exponents `counts` on ten in a hundred; dice by a sequence that fills evenly. */
function looksOf(count: number, counts: readonly number[]): Looks {
  const die = (nth: number, of: number) => (nth * Math.sqrt(of)) % 1;
  const looks = Array.from({ length: count }, (_, nth) => {
    const logs = counts.map((__, at) => 2 * die(nth + 1, [2, 3, 5][at] ?? 7) - 1);
    const ln = logs.reduce((sum, log, at) => sum + log * (counts[at] ?? 0), 0);
    return { logs, isActedOn: Number(die(nth + 1, 11) < 0.1 * Math.exp(ln)) };
  });
  return {
    logs: Float64Array.from(looks.flatMap(({ logs }) => logs)),
    isActedOn: Uint8Array.from(looks, ({ isActedOn }) => isActedOn),
  };
}

test('many acts bring out what a factor counts, few leave it as published', () => {
  const counts = [0.5, 1.3, 1];
  const spreads = [0.3, 0.3, 0.3];

  const many = fitExponents(looksOf(20_000, counts), spreads);
  const few = fitExponents(looksOf(100, counts), spreads);

  const ratio = (of: readonly number[]) => (of[0] ?? 1) / (of[1] ?? 1);
  expect(ratio(many)).toBeGreaterThan(0.3);
  expect(ratio(many)).toBeLessThan(0.5);
  expect(ratio(few)).toBeGreaterThan(0.5);
});

test('how steeply acts follow the whole score is no leaning', () => {
  const leanings = fitExponents(looksOf(20_000, [0.6, 0.6, 0.6]), [0.3, 0.3, 0.3]);

  for (const one of leanings) expect(Math.abs(one - 1)).toBeLessThan(0.1);
});
