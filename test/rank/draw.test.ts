import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Edition } from '../../src/core/edition.ts';
import { MORNING } from '../../src/core/feed.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { explainStatus } from '../../src/rank/explain.ts';
import { openExposures } from '../../src/store/exposures.ts';
import { aHome, boost, hours, post } from '../support/entries.ts';

const feed = { ...MORNING, size: 20 };
const people = [
  'ada',
  'bob',
  'cleo',
  'dan',
  'eve',
  'finn',
  'gus',
  'hal',
  'ida',
  'jo',
  'kim',
  'lou',
];

/**
 * Four weeks of a dozen people, two of them strangers met by boosts. Each row: what came, and when.
 */
function fourWeeks() {
  const rows = [];
  for (let day = 0; day < 28; day += 1) {
    for (const [nth, by] of people.entries()) {
      if ((day * 7 + nth * 3) % (nth + 1) !== 0) continue;
      const atMs = hours(day * 24 + nth);
      const words = { id: `${day}${String(nth).padStart(2, '0')}`, by, atMs };
      rows.push({ entry: post(words), atMs });
      const counts = { favourites_count: (day * nth) % 11, reblogs_count: nth % 3 };
      const later = hours(day * 24 + nth + 5);
      rows.push({ entry: post({ ...words, more: counts }), atMs: later });
      if ((day + nth) % 5 === 0)
        rows.push({ entry: boost(`b${words.id}`, 'ida', later, words), atMs: later });
    }
  }
  return rows;
}

function drawn(rows: ReturnType<typeof fourWeeks>, seed = 'x', nowMs = hours(28 * 24)) {
  const home = aHome();
  for (const { entry, atMs } of rows) home.receive(entry, atMs);
  const draw = (dryRun: boolean, at = nowMs) =>
    drawEdition({ database: home.database, feed, seed, nowMs: at, dryRun });
  return { home, draw };
}

const uris = (edition: Edition) => edition.entries.map(({ uri }) => uri);

test('the order in which the rows came in does not change a byte of the edition', () => {
  const rows = fourWeeks();
  const expected = JSON.stringify(drawn(rows).draw(true));

  const shuffles = fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length });
  fc.assert(
    fc.property(shuffles, (shuffled) => JSON.stringify(drawn(shuffled).draw(true)) === expected),
    { numRuns: 10, seed: 42 },
  );
});

test('a dry draw leaves the ledger alone, a real one offers each of its entries', () => {
  const { home, draw } = drawn(fourWeeks());
  const offers = () =>
    home.database.connection
      .prepare("select count(*) from exposures where kind = 'offered'")
      .pluck()
      .get();

  draw(true);
  expect(offers()).toBe(0);
  const edition = draw(false);
  expect(offers()).toBe(edition.entries.length);
});

test('nothing that was seen comes back', () => {
  const { home, draw } = drawn(fourWeeks());
  const first = draw(false);
  const seen = first.entries.slice(0, 10);
  openExposures(home.database).record(
    seen.map(({ uri }) => ({
      uri,
      kind: 'seen' as const,
      atMs: hours(28 * 24 + 1),
      edition: 1,
      via: 'page',
    })),
  );

  const second = draw(false, hours(29 * 24));

  expect(uris(second).filter((uri) => seen.some((one) => one.uri === uri))).toEqual([]);
});

test('one more arrival does not reorder the others by chance', () => {
  const rows = fourWeeks();
  const before = drawn(rows).draw(true);
  const extra = {
    entry: post({ id: '99999', by: 'kim', atMs: hours(28 * 24 - 2) }),
    atMs: hours(28 * 24 - 2),
  };
  const after = drawn([...rows, extra]).draw(true);

  const keyOf = (edition: Edition) =>
    new Map(edition.entries.map(({ uri, drawKey }) => [uri, drawKey]));
  const keys = keyOf(before);
  // Kim's own rate changes with her post; nobody else's key does.
  const others = after.entries.filter(({ account }) => !account.startsWith('kim'));
  const shared = others.filter(({ uri }) => keys.has(uri));
  expect(shared.length).toBeGreaterThan(10);
  expect(shared.every(({ uri, drawKey }) => keys.get(uri) === drawKey)).toBe(true);
});

test('the score is the exact sum of its factors', () => {
  const edition = drawn(fourWeeks()).draw(true);

  for (const entry of edition.entries) {
    const sum = Object.values(entry.signals).reduce(
      (total, { factor_micro }) => total + factor_micro,
      0,
    );
    expect(entry.scoreMicro).toBe(sum);
  }
});

test('caps hold: three of an author, and no two neighbours of one while others are left', () => {
  const edition = drawn(fourWeeks()).draw(true);
  const perAuthor = new Map<string, number>();
  for (const { account } of edition.entries)
    perAuthor.set(account, (perAuthor.get(account) ?? 0) + 1);

  expect(edition.entries).toHaveLength(20);
  expect(Math.max(...perAuthor.values())).toBeLessThanOrEqual(3);
  const neighbours = edition.entries.filter(
    (entry, at) => entry.account === edition.entries[at - 1]?.account,
  );
  expect(neighbours).toEqual([]);
});

test('another seed draws another edition of the same candidates', () => {
  const rows = fourWeeks();

  expect(uris(drawn(rows, 'x').draw(true))).not.toEqual(uris(drawn(rows, 'y').draw(true)));
});

test('an edition of which nothing was seen spends no fatigue and no turn, one that was read does', () => {
  const { home, draw } = drawn(fourWeeks());
  const again = (one: Edition, other: Edition) =>
    one.entries.filter(({ uri }) => uris(other).includes(uri));
  const owedTo = (one: Edition, offered: Edition) => {
    const authors = new Set(offered.entries.map(({ account }) => account));
    const theirs = one.entries.filter(({ account }) => authors.has(account));
    return [...new Set(theirs.map(({ signals }) => signals.debt?.value))];
  };
  const first = draw(false);
  const second = draw(false, hours(29 * 24));
  const [seen] = second.entries;
  openExposures(home.database).record([
    {
      ...{ uri: seen?.uri as string, kind: 'seen', atMs: hours(29 * 24 + 1), via: 'page' },
      edition: second.edition as number,
    },
  ]);

  const third = draw(true, hours(30 * 24));

  expect(again(second, first).length).toBeGreaterThan(feed.size / 2);
  expect(second.entries.every(({ signals }) => signals.fatigue?.value === 0)).toBe(true);
  expect(owedTo(second, first)).toEqual([7]);
  const tired = again(third, second).map(({ signals }) => signals.fatigue?.value);
  expect([...new Set(tired)]).toEqual([1]);
  expect(owedTo(third, second)).toEqual([1]);
});

test('explain says the weight of the draw, whatever the settings are now', () => {
  const { home, draw } = drawn(fourWeeks());
  const [entry] = draw(false).entries;
  const warmer = { ...feed, temperature: 1 };
  const nowMs = hours(28 * 24 + 1);
  const { database } = home;

  const explained = explainStatus({ database, feed: warmer, nowMs, status: entry?.uri ?? '' });

  expect(explained.temperature).toBe(feed.temperature);
});

test('explain names the place of an entry and the reason of what was left out', () => {
  const { home, draw } = drawn(fourWeeks());
  const edition = draw(false);
  const explain = (status: string) =>
    explainStatus({ database: home.database, feed, nowMs: hours(28 * 24 + 1), status });

  const entry = edition.entries[4];
  const passed = edition.passedOver[0];
  expect(explain(entry?.uri ?? '').inEdition).toEqual({
    edition: 1,
    position: 5,
    feed: 'morning',
  });
  expect(explain(entry?.statusId ?? '').signals).toEqual(entry?.signals);
  expect(explain(passed?.uri ?? '').leftOut).toBe(passed?.reason);
  expect(() => explain('https://example.social/unknown')).toThrow(/nothing here is called/);
});

test.each([
  [0, 0],
  [7, 0],
  [30, 1],
  [120, 2],
])('of a home of %i posts %i places are by chance, and say so', (posts, wildcards) => {
  const { database, receive } = aHome();
  for (let nth = 0; nth < posts; nth += 1)
    receive(post({ id: `${100 + nth}`, by: `p${nth}`, atMs: hours(nth / 10) }), hours(nth / 10));

  const { entries } = drawEdition({
    database,
    feed: { ...MORNING, size: 200 },
    seed: 'x',
    nowMs: hours(24),
    dryRun: true,
  });

  expect(entries).toHaveLength(posts);
  expect(entries.filter(({ lane }) => lane === 'wildcard')).toHaveLength(wildcards);
});
