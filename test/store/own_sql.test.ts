import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../src/store/migrate.ts';
import { runOwnSql } from '../../src/store/own_sql.ts';
import { aHome, hours, post } from '../support/entries.ts';

let folder: string;
let file: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'driftline-own-sql-'));
  file = join(folder, 'driftline.db');
  const home = aHome(file);
  home.receive(post({ id: '7', by: 'ada', atMs: hours(1) }), hours(1));
  home.database.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (sql: string) =>
  runOwnSql({ file, sql, params: { now_ms: hours(2), quiet: 1 }, limitSeconds: 10 });

test('a statement reads the documented views, with parameters and functions', () => {
  const sql = `select status_id, factor(ln_micro(2.0)) as score, 'by ' || author as reason
                 from candidate_statuses where arrived_ms < @now_ms`;

  expect(run(sql)).toEqual({
    rows: [
      {
        statusId: '7',
        score: expect.closeTo(2, 5),
        lane: null,
        reason: 'by ada@example.social',
      },
    ],
  });
});

const FROM = 'from candidate_statuses';

test.each([
  [`select status_id\nform candidate_statuses`, 2, 'form', 'did you mean from?'],
  [`select status_id ${FROM}\nwhere length > > 3`, 2, '>', 'cannot be read from here on'],
  [`select status_id ${FROM} where (`, 1, '(', 'ends too early'],
  [`select status_id,\n favorites as score ${FROM}`, 2, 'favorites', 'did you mean favourites?'],
  [`select status_id\nfrom candidate_statusses`, 2, 'candidate_statusses', 'candidate_statuses?'],
  ['select status_id from candidate_statuses as c where c.lenght > 1', 1, 'lenght', 'length?'],
  [
    `with a as (select status_id, length from candidate_statuses)
select status_id from a
 where length > 3 and author = 'x'`,
    3,
    'author',
    'there is no column "author"',
  ],
  [
    `with a as (select status_id, author from candidate_statuses),
b as (select status_id from a where author > '')
select status_id from b
 where author = 'x'`,
    4,
    'author',
    'there is no column "author"',
  ],
  [`select status_id, ln_mico(2) as score ${FROM}`, 1, 'ln_mico', 'did you mean ln_micro?'],
  [`select status_id, half_micro(1) as score ${FROM}`, 1, 'half_micro', 'number of arguments'],
  [
    `select a.status_id ${FROM} as a join candidate_signals using (status_key)\nwhere born_ms > 3`,
    2,
    'born_ms',
    'say which, as in view.column',
  ],
  [`select status_id,\n1 as scroe ${FROM}`, 2, 'scroe', 'did you mean score?'],
  [`select uri as score ${FROM}`, null, null, 'returns no status_id'],
  [`select status_id ${FROM} where born_ms > @nov_ms`, 1, '@nov_ms', 'did you mean @now_ms?'],
  [`select status_key as status_id ${FROM}`, 1, 'status_id', 'must be text'],
  [`select status_id,\n0 as score ${FROM}`, 2, 'score', 'a number above 0'],
  [`select status_id,\n'wildcard' as lane ${FROM}`, 2, 'lane', 'there are: fresh'],
  [
    `select status_id ${FROM}\nwhere author = 'ada`,
    2,
    "'ada",
    'a quote that begins here has no end',
  ],
  [`select status_id ${FROM}\nwhere author = "ada"`, 2, '"ada"', "stands in single quotes, 'ada'"],
  [`select status_id ${FROM} where json_extract(uri, '$.x')`, null, null, 'malformed JSON'],
])('a mistake is named with its line and its word: %s', (sql, line, token, problem) => {
  expect(run(sql)).toEqual({
    problem: { line, token, problem: expect.stringContaining(problem) },
  });
});

test('nothing is written, whatever is asked', () => {
  const before = openDatabase(file);
  const count = () => before.connection.prepare('select count(*) from statuses').pluck().get();
  const had = count();

  for (const sql of [
    'delete from statuses returning uri',
    'with x as (select 1) delete from statuses',
    'select 1; delete from statuses',
    "attach 'other.db' as other",
    'vacuum',
  ])
    expect(run(sql)).toMatchObject({ problem: { problem: expect.any(String) } });

  expect(count()).toBe(had);
  before.close();
});
