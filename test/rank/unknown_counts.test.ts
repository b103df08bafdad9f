import { expect, onTestFinished, test } from 'vitest';
import { MORNING } from '../../src/core/feed.ts';
import { parseHomeEntry, parseStatus } from '../../src/core/status.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import type { Database } from '../../src/store/database.ts';
import { account, aHome, hours, statusJson } from '../support/entries.ts';
import { aNewDatabase } from '../support/new_database.ts';
import { exported, importLines, line } from '../support/recording.ts';

const UNCOUNTED = {
  favourites_count: undefined,
  reblogs_count: undefined,
  replies_count: undefined,
};
const liked = (favourites_count: number) => ({ favourites_count });

const of = (nth: number, hour: number, more: object) =>
  statusJson({ id: `${100 + nth}`, by: 'ada', atMs: hours(hour), more });

async function imported(lines: readonly string[]): Promise<Database> {
  const database = aNewDatabase();
  onTestFinished(() => database.close());
  await importLines(database, [line(hours(0), 'follow', account('ada')), ...lines]);
  return database;
}

const all = (database: Database, sql: string) => database.connection.prepare(sql).all();

function percentileOf(database: Database, uri: string) {
  const { entries } = drawEdition({
    ...{ database, feed: { ...MORNING, size: 40, perAuthor: 40 }, seed: 'x', dryRun: true },
    nowMs: hours(120),
  });
  return entries.find((entry) => entry.uri === uri)?.signals.own_percentile;
}

/** Twenty posts of hers, seven hours old when they came, each with one favourite more. */
const LIKED = Array.from({ length: 20 }, (_, nth) =>
  line(hours(nth + 7), 'update', of(nth, nth, liked(nth + 1))),
);

test('a post that nobody counted has no percentile, one that nobody liked a low one', async () => {
  const none = of(50, 60, liked(0));
  const unknown = of(51, 60, UNCOUNTED);

  const database = await imported([
    ...LIKED,
    line(hours(67), 'update', none),
    line(hours(67), 'update', unknown),
  ]);

  expect(percentileOf(database, none.uri)?.factor_micro).toBeLessThan(-200_000);
  expect(percentileOf(database, unknown.uri)).toMatchObject({ value: null, factor_micro: 0 });
});

test('a line without counts leaves those that are known', async () => {
  const edited_at = new Date(hours(9)).toISOString();

  const database = await imported([
    line(hours(7), 'update', of(1, 0, liked(9))),
    line(hours(8), 'snapshot', of(1, 0, UNCOUNTED)),
    line(hours(9), 'status.update', of(1, 0, { ...UNCOUNTED, content: 'other words', edited_at })),
  ]);

  expect(all(database, 'select favourites, counts_at_ms from statuses')).toEqual([
    { favourites: 9, counts_at_ms: hours(7) },
  ]);
  expect(all(database, 'select favourites from snapshots')).toEqual([{ favourites: 9 }]);
});

test('that there are none is news of a post that nobody counted', () => {
  const { database, filing, login, receive } = aHome();
  receive(parseHomeEntry(of(1, 0, UNCOUNTED)), hours(0.1));

  filing.refresh(login.loginKey, parseStatus(of(1, 0, liked(0))), hours(90));

  expect(all(database, 'select counts_at_ms from statuses')).toEqual([{ counts_at_ms: hours(90) }]);
});

test('a recording tells of counts at the moment at which they were counted, and of no others', async () => {
  const told = [
    line(hours(1), 'update', of(1, 0, UNCOUNTED)),
    line(hours(7), 'snapshot', of(1, 0, liked(4))),
    line(hours(8), 'update', of(2, 1, UNCOUNTED)),
  ];
  const database = await imported(told);

  const lines = exported(database).map((text) => JSON.parse(text));

  expect(
    lines
      .filter(({ event }) => event !== 'follow')
      .map(({ event, payload }) => [event, payload.id, payload.favourites_count]),
  ).toEqual([
    ['update', '101', undefined],
    ['snapshot', '101', 4],
    ['update', '102', undefined],
  ]);
});
