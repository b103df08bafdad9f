import { expect, test } from 'vitest';
import { DAY_MS, type EpochMs } from '../../src/core/clock.ts';
import { MORNING } from '../../src/core/feed.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { leaningsAt } from '../../src/rank/leanings.ts';
import type { Database } from '../../src/store/database.ts';
import { openReading } from '../../src/store/reading.ts';
import { hours } from '../support/entries.ts';
import { aNewDatabase } from '../support/new_database.ts';
import { aBusyHome, aCopyOf, FEED, nightOf } from '../support/read_home.ts';
import { exported, importLines, line } from '../support/recording.ts';

const AFTER_MS = hours(14 * 24);

/**
 * Six editions, read to their end; every fourth place is acted on, and some of what was read is
 * deleted afterwards. Two were drawn with exponents of the feed's own, the last ones as acts say.
 */
function theReadHome() {
  const home = aBusyHome(14);
  const { freshness: _, ...others } = MORNING.exponents;
  const halved = { ...FEED, exponents: { ...others, quiet: 0.5, freshness: 2 } };
  const flat = { ...FEED, exponents: { ...others, freshness: 0 } };
  for (const [nth, feed] of [FEED, halved, flat, FEED, FEED, FEED].entries()) {
    const edition = home.draw(nightOf(6 + nth), `${nth}`, false, { ...feed, size: 30 });
    const acted = edition.entries.filter(({ position }) => position % 4 === nth % 2);
    home.read(edition, (uri) => acted.some((one) => one.uri === uri));
    for (const { statusId } of edition.entries.slice(3, 6))
      if (nth < 3)
        home.filing.forget(home.login.loginKey, statusId, (AFTER_MS - DAY_MS) as EpochMs);
  }
  return home;
}

let once: ReturnType<typeof theReadHome> | undefined;

function aReadHome() {
  once ??= theReadHome();
  return aCopyOf(once);
}

async function rebuiltFrom(lines: readonly string[]): Promise<Database> {
  const database = aNewDatabase();
  const { refused } = await importLines(database, lines);
  expect(refused).toEqual({});
  return database;
}

const drawn = (database: Database) =>
  drawEdition({ database, feed: FEED, seed: 'then', nowMs: AFTER_MS, dryRun: true });

test('a database rebuilt from its export leans as before, draws and exports the same', async () => {
  const { database } = aReadHome();
  const told = exported(database);
  const leanings = leaningsAt(database, MORNING, AFTER_MS);

  const rebuilt = await rebuiltFrom(told);

  expect(Object.values(leanings).filter((times) => times !== 1).length).toBeGreaterThan(3);
  expect(leaningsAt(rebuilt, MORNING, AFTER_MS)).toEqual(leanings);
  expect(drawn(rebuilt)).toEqual(drawn(database));
  expect(exported(rebuilt)).toEqual(told);
  for (const one of [database, rebuilt]) {
    await importLines(one, told);
    expect(exported(one)).toEqual(told);
  }
});

test('it is rebuilt from lines in any order, and from such as say less before', async () => {
  const { database } = aReadHome();
  const told = exported(database);
  const silent = told.map(withoutFactors);

  const shuffled = await rebuiltFrom(told.toReversed());
  const twice = await rebuiltFrom([...silent, ...told]);
  await importLines(shuffled, silent);

  expect(silent).not.toEqual(told);
  for (const rebuilt of [shuffled, twice]) {
    expect(exported(rebuilt).toSorted()).toEqual(told.toSorted());
    expect(drawn(rebuilt)).toEqual(drawn(database));
  }
});

function withoutFactors(text: string): string {
  const { payload, ...rest } = JSON.parse(text);
  if (rest.event !== 'edition') return text;
  const { factors, ...payloadBefore } = payload;
  return JSON.stringify({ ...rest, payload: payloadBefore });
}

test('editions that a recording tells without their factors teach nothing', async () => {
  const silent = exported(aReadHome().database).map(withoutFactors);

  const rebuilt = await rebuiltFrom(silent);

  expect(leaningsAt(rebuilt, MORNING, AFTER_MS)).toEqual({});
  expect(exported(rebuilt)).toEqual(silent);
});

test('what is known of the factors of an imported edition is shown as no reason of an entry', async () => {
  const told = exported(aReadHome().database);

  const rebuilt = await rebuiltFrom(told);

  const reading = openReading(rebuilt);
  for (const position of [1, 2, 3])
    expect(reading.entry(1, position)).toMatchObject({ lane: 'offered', signals: {} });
  expect(exported(rebuilt, true).join('')).not.toMatch(/"edition"|"factors"/);
});

const EDITION = { feed: 'morning', seed: 'x', size: 2, entries: ['1', '2'] };

test.each([
  ['of another length', { freshness: [1] }],
  ['of parts', { freshness: [1, 0.5] }],
  ['of words', { freshness: ['1', '2'] }],
  ['of no list', { freshness: 7 }],
  ['that are a list', [1, 2]],
  ['that are nothing', null],
])('factors %s are refused with the reason', async (_, factors) => {
  const { refused } = await importLines(aNewDatabase(), [
    line(hours(1), 'edition', { ...EDITION, factors }),
  ]);

  expect(refused).toEqual({ '"factors" must have a whole number for each entry': 1 });
});

test('two editions whose factors differ are two, and silent factors say nothing', async () => {
  const database = aNewDatabase();
  const told = (factors?: object) => line(hours(1), 'edition', { ...EDITION, factors });
  const lines = [
    told({ quiet: [0, 0], freshness: [-3, 2] }),
    told({ freshness: [-3, 2] }),
    told({ freshness: [-3, 3] }),
    told({ freshness: [0, 0] }),
    told(),
  ];

  await importLines(database, lines);
  const once = exported(database);
  await importLines(database, once);

  expect(once).toEqual([lines[1], lines[2]]);
  expect(exported(database)).toEqual(once);
});

test('an edition that an earlier version drew says what its factors did by its entries', async () => {
  const { database } = aReadHome();
  const told = exported(database);
  const leanings = leaningsAt(database, MORNING, AFTER_MS);

  database.connection.exec("update editions set report = json_remove(report, '$.factors')");

  expect(exported(database)).toEqual(told);
  expect(leaningsAt(database, MORNING, AFTER_MS)).toEqual(leanings);
});
