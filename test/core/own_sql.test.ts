import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distinctRows, type OwnRow, readOwnRow } from '../../src/core/own_sql.ts';
import { ownSqlProblem } from '../../src/core/own_sql_rules.ts';
import { sqlTokens } from '../../src/core/sql_tokens.ts';

test('a text is cut as SQLite cuts it, with the line of each word', () => {
  const text = `select "a b" as x, 'it''s; -- no' -- from here
/* and
; here */ from t where n >= @now_ms and m->>'$.a' = 1.5e3`;

  const tokens = sqlTokens(text);

  expect(tokens.map((token) => token.text)).toEqual(
    `select|"a b"|as|x|,|'it''s; -- no'|from|t|where|n|>=|@now_ms|and|m|->>|'$.a'|=|1.5e3`.split(
      '|',
    ),
  );
  expect(tokens.find(({ text: word }) => word === 'from')?.line).toBe(3);
});

test('cutting a text loses nothing but blanks and comments, and never hangs', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      for (const token of sqlTokens(text)) {
        expect(text.slice(token.at, token.at + token.text.length)).toBe(token.text);
        expect(token.text.length).toBeGreaterThan(0);
      }
    }),
  );
});

test.each([
  ['', null, 'is empty'],
  ['-- nothing', null, 'is empty'],
  ['delete from statuses', 'delete', 'begins with "select" or "with"'],
  ['attach "x" as y', 'attach', 'begins with "select" or "with"'],
  ['pragma user_version', 'pragma', 'begins with "select" or "with"'],
  ['select 1;\nselect 2', 'select', 'a second statement'],
  ['with x as (select 1) insert into t select * from x', 'insert', 'only reads'],
  ['with x as (select 1) update t set a = 1', 'update', 'only reads'],
  ['with x as (select 1) replace into t values (1)', 'replace', 'only reads'],
  ['select * from pragma_table_info(1)', 'pragma_table_info', 'no pragma'],
  ['select * from "pragma_table_info"(1)', '"pragma_table_info"', 'no pragma'],
  ['select load_extension(1)', 'load_extension', 'loads nothing'],
  ['select random() as score', 'random', 'its own dice'],
  ['select exp(1)', 'exp', 'factor(micro)'],
  ['select Ln (1)', 'Ln', 'ln_micro(x)'],
  ["select datetime('now')", 'datetime', '@now_ms'],
  ["select strftime('%s')", 'strftime', '@now_ms'],
  ['select unixepoch()', 'unixepoch', '@now_ms'],
  ["select unixepoch('subsec')", 'unixepoch', '@now_ms'],
  ["select strftime('%s', 'Subsec')", 'strftime', '@now_ms'],
  ["select timediff(1, 'now')", 'timediff', '@now_ms'],
  ["select time(born_ms / 1000, 'unixepoch', 'localtime')", 'time', "like '+2 hours'"],
  ["select strftime('%H', born_ms / 1000, 'unixepoch', 'UTC')", 'strftime', 'time zone'],
  ['select current_timestamp', 'current_timestamp', '@now_ms'],
  ['select :now_ms', ':now_ms', 'like @now_ms'],
  ['select ?', '?', 'like @now_ms'],
])('what a feed may not do is named: %s', (sql, token, problem) => {
  const found = ownSqlProblem(sql);

  expect(found?.token).toBe(token);
  expect(found?.problem).toContain(problem);
});

test.each([
  'select status_id from candidate_statuses;',
  "select replace(uri, 'a', 'b') as status_id, 'now' as reason from candidate_statuses",
  "select datetime(born_ms / 1000, 'unixepoch') from candidate_statuses",
  "select unixepoch(born_ms / 1000, 'unixepoch', 'subsec') from candidate_statuses",
  "select 'localtime', strftime('%H', born_ms / 1000, 'unixepoch', '+2 hours') from t",
  'select \'random()\', "exp" from (select 1 as exp)',
  'with a as (select 1) select * from a',
  'values (1)',
])('what only looks like it may stand: %s', (sql) => {
  expect(ownSqlProblem(sql)).toBeUndefined();
});

test('what stands behind a NUL is not left out unsaid, and UTF-16 is told by it', () => {
  const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('select 1', 'utf16le')]);

  expect(ownSqlProblem('select status_id\nfrom candidate_statuses \0 where media > 0')).toEqual({
    line: 2,
    token: null,
    problem: expect.stringContaining('NUL'),
  });
  expect(ownSqlProblem(bytes.toString('utf8'))?.problem).toContain('in UTF-8');
});

test('a row is read, or what is wrong with it is said', () => {
  expect(readOwnRow({ status_id: '1' })).toEqual({
    statusId: '1',
    score: null,
    lane: null,
    reason: null,
  });
  expect(readOwnRow({ status_id: '1', score: 2, lane: 'quiet', reason: ' a\u0007\nb ' })).toEqual({
    statusId: '1',
    score: 2,
    lane: 'quiet',
    reason: 'a b',
  });
  expect(readOwnRow({ status_id: 12 })).toContain('must be text');
  expect(readOwnRow({ status_id: '1', score: -1 })).toContain('a number above 0');
  expect(readOwnRow({ status_id: '1', score: Number.POSITIVE_INFINITY })).toContain('above 0');
  expect(readOwnRow({ status_id: '1', lane: 'wildcard' })).toContain('there are: fresh');
  expect(readOwnRow({ status_id: '1', reason: 3 })).toContain('a reason is text');
});

test('of several rows of a post the one with the greatest score stands, whatever their order', () => {
  const row = fc.record<OwnRow>({
    statusId: fc.constantFrom('1', '2', '3'),
    score: fc.option(fc.double({ min: 1e-300, max: 1e300, noNaN: true })),
    lane: fc.constantFrom('fresh', 'quiet', null),
    reason: fc.constantFrom('a', 'b', null),
  });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 12 }), (rows) => {
      const one = distinctRows(rows);
      const other = distinctRows(rows.toReversed());

      const byId = (a: OwnRow, b: OwnRow) => (a.statusId < b.statusId ? -1 : 1);
      expect(one.toSorted(byId)).toEqual(other.toSorted(byId));
      for (const { statusId, score } of one) {
        const scores = rows.filter((any) => any.statusId === statusId).map((any) => any.score ?? 0);
        expect(score ?? 0).toBe(Math.max(...scores));
      }
    }),
  );
});
