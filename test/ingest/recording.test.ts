import { expect, test } from 'vitest';
import { isoOf } from '../../src/core/clock.ts';
import { MORNING } from '../../src/core/feed.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import type { Database } from '../../src/store/database.ts';
import { hours, statusJson } from '../support/entries.ts';
import { aNewDatabase } from '../support/new_database.ts';
import { contentOf, exported, importLines, line, richHistory } from '../support/recording.ts';

const feed = { ...MORNING, size: 20 };
const draw = (database: Database) =>
  JSON.stringify(drawEdition({ database, feed, seed: 'x', nowMs: hours(12 * 24), dryRun: true }));

test('every event of the format goes in', async () => {
  const database = aNewDatabase();
  const lines = richHistory();

  const report = await importLines(database, lines);

  expect(report.refused).toEqual({});
  expect(Object.values(report.events).reduce((sum, count) => sum + count, 0)).toBe(lines.length);
});

test('importing a file twice changes nothing', async () => {
  const database = aNewDatabase();
  const lines = [...richHistory(), '{"broken', line(hours(1), 'party', {})];
  await importLines(database, lines);
  const once = contentOf(database);

  await importLines(database, lines);

  expect(contentOf(database)).toEqual(once);
});

test('what was seen or done under the server’s id alone holds when the status comes', async () => {
  const database = aNewDatabase();
  const came = (id: string) =>
    line(hours(2), 'update', statusJson({ id, by: 'ada', atMs: hours(2) }));
  const rows = (sql: string) => database.connection.prepare(sql).pluck().all();

  await importLines(database, [
    line(hours(1), 'exposure', { status_id: '1', kind: 'seen' }),
    line(hours(1), 'action', { status_id: '2', kind: 'favourite' }),
    ...['1', '2', '3'].map(came),
  ]);

  expect(rows('select server_id from candidates join server_ids using (status_key)')).toEqual([
    '3',
  ]);
  expect(rows('select uri from exposures union all select uri from actions')).toEqual([null, null]);
});

test('a broken line is reported with its number, an unknown event is counted, and the rest goes in', async () => {
  const database = aNewDatabase();
  const good = statusJson({ id: '1', by: 'ada', atMs: hours(1) });
  const lines = [
    '{"at":',
    line(hours(1), 'party', {}),
    line(hours(1), 'update', { id: 5 }),
    line(hours(1), 'update', good),
  ];

  const report = await importLines(database, lines);

  expect(report.events).toEqual({ update: 1 });
  expect(report.examples).toEqual([
    { line: 1, reason: 'it is not JSON' },
    { line: 2, reason: 'unknown event "party"' },
    { line: 3, reason: 'the account is no object' },
  ]);
  expect(database.connection.prepare('select count(*) from statuses').pluck().get()).toBe(1);
});

test('holes that end before they begin and editions of nonsense are refused with the reason', async () => {
  const database = aNewDatabase();
  const edition = { feed: 'm', seed: 's' };

  const report = await importLines(database, [
    line(hours(1), 'hole', { from: isoOf(hours(3)), to: isoOf(hours(2)) }),
    line(hours(1), 'edition', { ...edition, size: -5, entries: ['1'] }),
    line(hours(1), 'edition', { ...edition, size: 1, entries: [5] }),
  ]);

  expect(report.events).toEqual({});
  expect(report.refused).toEqual({
    'a hole must end after it begins': 1,
    '"size" must be a count': 1,
    'the entries of an edition must be ids, as strings': 1,
  });
});

test('editions of one name, seed and moment are two where any member differs, and one where none', async () => {
  const database = aNewDatabase();
  const edition = { feed: 'm', seed: 's', size: 3, entries: ['1', '2', 'elsewhere'] };
  const lines = [
    line(hours(0), 'update', statusJson({ id: '1', by: 'ada', atMs: hours(0) })),
    line(hours(0), 'update', statusJson({ id: '2', by: 'ada', atMs: hours(0) })),
    line(hours(1), 'edition', edition),
    line(hours(1), 'edition', edition),
    line(hours(1), 'edition', { ...edition, entries: ['2', '1', 'elsewhere'] }),
    line(hours(1), 'edition', { ...edition, entries: ['1', '2'] }),
    line(hours(1), 'edition', { ...edition, size: 9 }),
    // What it names came in only later: read again, it is still the same.
    line(hours(2), 'update', statusJson({ id: 'elsewhere', by: 'bob', atMs: hours(0) })),
  ];

  await importLines(database, lines);
  const once = exported(database);
  await importLines(database, lines);
  await importLines(database, once);

  expect(exported(database)).toEqual(once);
  expect(once.filter((text) => JSON.parse(text).event === 'edition')).toHaveLength(4);
});

test('a hole that lasts is in no recording until it has ended', async () => {
  const database = aNewDatabase();
  await importLines(database, richHistory());
  const holes = () => exported(database).filter((text) => text.includes('"event":"hole"'));
  const before = holes();
  database.connection
    .prepare(
      `insert into holes (login_key, from_ms, state, noticed_at_ms) values (1, ?, 'open', ?)`,
    )
    .run(hours(300), hours(301));

  const whileItLasts = holes();
  database.connection.prepare('update holes set to_ms = ? where to_ms is null').run(hours(302));

  expect(whileItLasts).toEqual(before);
  expect(JSON.parse(holes().at(-1) as string)).toMatchObject({
    at: isoOf(hours(302)),
    payload: { from: isoOf(hours(300)), to: isoOf(hours(302)), state: 'open' },
  });
});

test('a database rebuilt from its own export draws the same edition and exports the same lines', async () => {
  const first = aNewDatabase();
  await importLines(first, richHistory());
  const lines = exported(first);

  const second = aNewDatabase();
  const report = await importLines(second, lines);

  expect(report.refused).toEqual({});
  expect(exported(second)).toEqual(lines);
  expect(draw(second)).toBe(draw(first));
});

test('also after real draws, and reading in them', async () => {
  const first = aNewDatabase();
  await importLines(first, richHistory());
  const edition = drawEdition({
    database: first,
    feed,
    seed: 'real',
    nowMs: hours(11 * 24),
    dryRun: false,
  });
  const seen = edition.entries
    .slice(0, 5)
    .map(({ statusId }) =>
      line(hours(11 * 24 + 1), 'exposure', { kind: 'seen', status_id: statusId, via: 'page' }),
    );
  await importLines(first, seen);

  const second = aNewDatabase();
  await importLines(second, exported(first));

  expect(draw(second)).toBe(draw(first));
});

test('a public export holds no private post and nothing that the owner did, saw or said', async () => {
  const database = aNewDatabase();
  const hidden = statusJson({
    id: '77',
    by: 'ada',
    atMs: hours(1),
    more: { visibility: 'private', content: '<p>hush</p>' },
  });
  await importLines(database, [...richHistory(), line(hours(1), 'update', hidden)]);

  const liked = { favourited: true, bookmarked: true, filtered: [{ filter: { id: '7' } }] };
  const plain = statusJson({ id: '78', by: 'bob', atMs: hours(1), more: liked });
  await importLines(database, [line(hours(1), 'update', plain)]);

  const lines = exported(database, true);

  const events = new Set(lines.map((text) => JSON.parse(text).event));
  expect(
    [...events].filter((event) =>
      ['exposure', 'action', 'edition', 'dial', 'filters', 'mute'].includes(event),
    ),
  ).toEqual([]);
  expect(lines.filter((text) => /hush|favourited|bookmarked|filtered/.test(text))).toEqual([]);
  expect(events.has('update')).toBe(true);
});

test('exposures of statuses that we do not have are kept, and hold when the status comes', async () => {
  const database = aNewDatabase();
  const status = statusJson({ id: '5', by: 'ada', atMs: hours(1) });
  await importLines(database, [
    line(hours(2), 'exposure', { kind: 'seen', status_id: '5', uri: status.uri }),
  ]);

  await importLines(database, [line(hours(1), 'update', status)]);

  expect(database.connection.prepare('select count(*) from candidates').pluck().get()).toBe(0);
});
