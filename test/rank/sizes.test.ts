import { expect, test } from 'vitest';
import { type Feed, MORNING, sizeOfMinutes } from '../../src/core/feed.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { account, hours, statusJson } from '../support/entries.ts';
import { aNewDatabase } from '../support/new_database.ts';
import { importLines, line } from '../support/recording.ts';

const CANDIDATES = 600;
const LONG_TEXT = `<p>${'ten words that somebody reads in a few seconds here '.repeat(10)}</p>`;

/** Two hundred people with three posts each, a third of them strangers that others boost. */
async function aHomeOfMany() {
  const lines = [];
  for (let nth = 0; nth < CANDIDATES; nth += 1) {
    const person = nth % 200;
    const by = `p${person}`;
    const atMs = hours(150 + (nth % 70));
    const more = { content: LONG_TEXT, favourites_count: nth % 11 };
    const status = statusJson({ id: `${1000 + nth}`, by, atMs, more });
    const isStranger = person % 3 === 2;
    const booster = account(`p${(person + 1) % 200}`);
    const wrapper = {
      id: `b${nth}`,
      created_at: status.created_at,
      account: booster,
      reblog: status,
    };
    if (!isStranger) lines.push(line(hours(0), 'follow', account(by)));
    lines.push(line(atMs, 'update', isStranger ? wrapper : status));
  }
  const database = aNewDatabase();
  await importLines(database, lines);
  return database;
}

const SIZES: readonly (readonly [string, Partial<Feed>])[] = [
  ['one place', { size: 1 }],
  ['a screen', { size: 20 }],
  ['five hundred places', { size: 500 }],
  ['more places than candidates', { size: 2_000 }],
  ['20 min', { minutes: 20, size: sizeOfMinutes(20) }],
];

test.each(SIZES)(
  'an edition of %s keeps its bounds, and is as large as it may be',
  async (_, size) => {
    const database = await aHomeOfMany();
    const feed: Feed = { ...MORNING, ...size };
    const request = { database, feed, seed: 'x', nowMs: hours(240), dryRun: true };

    const { entries, passedOver, readingMinutes } = drawEdition(request);
    database.close();

    const of = (lane: string) => entries.filter((entry) => entry.lane === lane).length;
    const authors = entries.map((entry) => entry.account);
    const most = Math.max(...authors.map((by) => authors.filter((one) => one === by).length));
    expect(entries.map(({ position }) => position)).toEqual(entries.map((_entry, nth) => nth + 1));
    expect(new Set(entries.map(({ uri }) => uri)).size).toBe(entries.length);
    expect(most).toBeLessThanOrEqual(3);
    expect(of('boosted')).toBeLessThanOrEqual(Math.floor(0.25 * feed.size));
    if (feed.minutes !== undefined) {
      expect(readingMinutes).toBeLessThanOrEqual(feed.minutes);
      expect(readingMinutes).toBeGreaterThan(feed.minutes - 1);
    } else {
      // Whom the bounds leave: everybody followed, three each, and the strangers' share.
      const followed = 3 * 134;
      const largest = Math.min(feed.size, followed + Math.floor(0.25 * feed.size), CANDIDATES);
      expect(entries.length).toBe(largest);
      expect(of('wildcard')).toBe(Math.round(0.02 * Math.min(feed.size, CANDIDATES)));
    }
    const placed = new Set(entries.map(({ uri }) => uri));
    expect(passedOver.filter(({ uri, reason }) => placed.has(uri) || reason === '')).toEqual([]);
  },
);

test('where caps leave places open, the front goes on until others fill them', async () => {
  const database = aNewDatabase();
  const said = (id: number, by: string, hour: number) =>
    line(hours(hour), 'update', statusJson({ id: `${id}`, by, atMs: hours(hour) }));
  await importLines(database, [
    ...Array.from({ length: 9 }, (_, nth) => said(100 + nth, `rare${nth}`, 1)),
    ...Array.from({ length: 60 }, (_, nth) => said(200 + nth, 'ada', 230 + nth / 10)),
  ]);
  const quotas = { turns: 0, boosted: 0, resurfaced: 0, wildcard: 0 };

  const { entries } = drawEdition({
    ...{ database, seed: 'x', nowMs: hours(240), dryRun: true },
    // Of a front of forty all are hers.
    feed: { ...MORNING, size: 10, quotas, temperature: 0.01 },
  });

  const hers = entries.filter(({ account }) => account.startsWith('ada'));
  expect([entries.length, hers.length]).toEqual([10, 3]);
});
