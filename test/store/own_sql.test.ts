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

test('what stands for a parameter divides as a fraction, as the guide to feeds says', () => {
  const reasonOf = (reason: string) => {
    const answer = run(`select status_id, ${reason} as reason from candidate_statuses`);
    return 'rows' in answer ? answer.rows[0]?.reason : answer.problem;
  };

  expect(reasonOf(`((@now_ms - arrived_ms) / 86400000) || ' days'`)).toMatch(/^0\.04\d+ days$/);
  expect(reasonOf(`cast((@now_ms - arrived_ms) / 3600000 as integer) || ' hour'`)).toBe('1 hour');
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
  [`with a as (select 1)\nselect uri as score ${FROM}`, 2, 'select', 'returns no status_id'],
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
  [
    `select status_id ${FROM}\nwhere author = "ada@example.social"`,
    2,
    '"ada@example.social"',
    "stands in single quotes, 'ada@example.social'",
  ],
  [`select status_id ${FROM}\nwhere [ada.bob] = 1`, 2, '[ada.bob]', 'no column "ada.bob"'],
  [
    `select status_id ${FROM} left join tagged using (status_key)\nunion select 'a', 2`,
    2,
    'union',
    'the same number of result columns',
  ],
  [
    `select 'a' as status_id\nunion select 'b'\nunion select 'c', 2`,
    null,
    null,
    'in one of union of line 2, union of line 3',
  ],
  [`select status_id ${FROM}\norder by 2`, 2, 'order', 'ORDER BY term out of range'],
  [`select status_id ${FROM}\ngroup by 2`, 2, 'group', 'GROUP BY term out of range'],
  [`select status_id ${FROM}\nwhere uri like 'x' escape 'ab'`, 2, 'escape', 'a single character'],
  [`select status_id ${FROM}\nwhere author match 'x'`, 2, 'match', 'unable to use function MATCH'],
  [`with\na as (select * from a)\nselect status_id from a`, 2, 'a', 'circular reference'],
  [`select status_id ${FROM}\nwhere (author, uri) = 1`, 2, 'author', 'row value misused'],
  [
    `with b as (select 1),\na(x, y) as (select status_id ${FROM})\nselect x as status_id from a`,
    2,
    'a',
    'has 1 values for 2 columns',
  ],
  [`select status_id ${FROM}\nwhere json_extract(uri, '$.x')`, 2, 'json_extract', 'malformed JSON'],
  [`select status_id ${FROM} where json(uri) = 1 and\njson_type()`, 2, 'json_type', 'of arguments'],
  [`select status_id ${FROM}\nwhere uri ->> '$.x' = 1`, 2, '->>', 'malformed JSON'],
  [
    `select status_id ${FROM} where json(uri) = 1\nor json_type(uri) = 2`,
    null,
    null,
    'malformed JSON, in one of json of line 1, json_type of line 2',
  ],
  [`select status_id,\nabs(-9223372036854775808) as score ${FROM}`, 2, 'abs', 'integer overflow'],
  [`select status_id,\nzeroblob(3000000000) as reason ${FROM}`, 2, 'zeroblob', 'too big'],
  [
    `select status_id ${FROM} where status_key in (\nselect (select 1), status_key from tagged)`,
    2,
    'select',
    'sub-select returns 2 columns - expected 1',
  ],
  [`select\n* ${FROM} join tagged using (status_key)`, 2, '*', 'returns a column "status_key"'],
  [`select status_id,\ncount(*) ${FROM}`, 2, 'count', 'returns a column "count(*)"'],
  [`select status_id,\nuri as status_id ${FROM}`, 2, 'status_id', 'returns "status_id" twice'],
  [`select status_id,\n'5' as score ${FROM}`, 2, 'score', "the score '5', a text: a score is"],
  [`select status_id ${FROM}\nwhere author = ‘ada’`, 2, '‘ada’', 'stands in straight quotes'],
  [`select status_id ${FROM}\nwhere author = “ada b”`, 2, '“ada', 'stands in straight quotes'],
  [`select\n\u00a0status_id ${FROM}`, 2, '\u00a0status_id', 'did you mean status_id?'],
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
