import { afterAll, expect, test } from 'vitest';
import { FEED_FUNCTIONS, FEED_VIEWS } from '../../src/core/feed_views.ts';
import { aNewDatabase } from '../support/new_database.ts';

const database = aNewDatabase();
afterAll(() => database.close());

const columnsOf = (view: string) =>
  database.connection.prepare('select name from pragma_table_info(?)').pluck().all(view);

test.each(Object.entries(FEED_VIEWS))(
  '%s has the columns that are told of',
  (view, { columns }) => {
    expect(columnsOf(view)).toEqual(Object.keys(columns));
  },
);

test('every view is told of, but for one that says what a candidate is; and one table', () => {
  const views = database.connection
    .prepare("select name from sqlite_schema where type = 'view' order by name")
    .pluck()
    .all();

  const told = Object.keys(FEED_VIEWS).filter((name) => name !== 'dials');
  expect(views).toEqual([...told, 'unseen_statuses'].toSorted());
});

test('every view, column and function has a sentence', () => {
  const sentences = [
    ...Object.values(FEED_VIEWS).flatMap(({ sentence, columns }) => [
      sentence,
      ...Object.values(columns),
    ]),
    ...Object.values(FEED_FUNCTIONS),
  ];

  expect(sentences.filter((sentence) => !sentence.endsWith('.'))).toEqual([]);
});

test('the functions that are told of can be called', () => {
  const call = database.connection.prepare(
    'select factor(ln_micro(2.0)) as two, half_micro(10, 10) as half, draw_key(1, 2, 3, 0, 1.0) as k',
  );

  expect(call.get()).toMatchObject({
    two: expect.closeTo(2, 5),
    half: 500_000,
    k: expect.any(Number),
  });
});

test('the documentation lists them', async () => {
  const table = (columns: Readonly<Record<string, string>>, head: string) => {
    const rows = Object.entries(columns).map(([name, sentence]) => [`\`${name}\``, sentence]);
    const widthOf = (nth: number, least: string) =>
      Math.max(least.length, ...rows.map((row) => row[nth]?.length ?? 0));
    const widths = [widthOf(0, head), widthOf(1, 'what it is')];
    const line = (row: readonly string[]) =>
      `| ${row.map((cell, nth) => cell.padEnd(widths[nth] ?? 0)).join(' | ')} |`;
    const rule = widths.map((width) => '-'.repeat(width));
    return [[head, 'what it is'], rule, ...rows].map(line);
  };
  const text = [
    '# Views for the SQL of a feed',
    '',
    'What `driftline feeds views` prints. They are stable: views and columns are added, never changed',
    'or taken away.',
    ...Object.entries(FEED_VIEWS).flatMap(([view, { sentence, columns }]) => [
      '',
      `## ${view}`,
      '',
      sentence,
      '',
      ...table(columns, 'column'),
    ]),
    '',
    '## Functions',
    '',
    'Beside those of SQLite, and the same bits on every machine:',
    '',
    ...table(FEED_FUNCTIONS, 'function'),
    '',
  ].join('\n');

  await expect(text).toMatchFileSnapshot('../../docs/views.md');
});
