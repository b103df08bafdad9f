import { afterAll, expect, test } from 'vitest';
import type { EpochMs } from '../../src/core/clock.ts';
import { openDatabase } from '../../src/store/migrate.ts';
import { openPast } from '../../src/store/past.ts';
import { filesUnder, readHouseFile } from './house_files.ts';
import { nothingFor, type Step, wholesIn } from './query_plans.ts';
import { MEANT } from './whole_reads.ts';

const database = openDatabase(':memory:');
const past = openPast(database, 0 as EpochMs);
past.database.connection.exec(readHouseFile('sql/upkeep/make_pool_changes.sql').text);
past.database.connection.exec(readHouseFile('sql/ingest/make_held_lines.sql').text);
afterAll(() => {
  past.close();
  database.close();
});

/** Statements by name; what makes the past is not asked anything. */
const STATEMENTS = filesUnder('sql', '.sql')
  .filter(({ path, text }) => !path.startsWith('sql/migrations/') && !/^create/m.test(text))
  .map(({ path, text }) => ({ name: path.slice('sql/'.length, -'.sql'.length), text }));

const linesOf = (name: string, wholes: readonly string[]) =>
  wholes.map((whole) => `${name}: ${whole}`);

test('no statement reads the whole of what grows, or makes an index each time, unless it is meant', () => {
  const found = STATEMENTS.flatMap(({ name, text }) => {
    const isOfTemporary = name.startsWith('past/') || /\btemp\./.test(text);
    const reader = isOfTemporary ? past.database : database;
    return linesOf(name, wholesIn(reader, text));
  });

  const meant = MEANT.flatMap(({ of }) =>
    Object.entries(of).flatMap(([name, wholes]) => linesOf(name, wholes)),
  );
  expect(found.sort()).toEqual(meant.sort());
});

test('what goes on from a post is found by its parent', () => {
  const answering = STATEMENTS.filter(({ text }) => /(?<!set )reply_to_id (?:=|in) /.test(text));
  const plans = answering.map(({ name, text }) => [
    name,
    (past.database.connection.prepare(`explain query plan ${text}`).all(nothingFor(text)) as Step[])
      .map(({ detail }) => detail)
      .some((detail) => /statuses_by_(?:parent|answered)/.test(detail)),
  ]);

  expect(answering.map(({ name }) => name)).toContain('upkeep/count_tellings');
  expect(Object.fromEntries(plans)).toEqual(
    Object.fromEntries(answering.map(({ name }) => [name, true])),
  );
});

const WHOLE: readonly (readonly [string, string, string])[] = [
  ['a table', 'select count(*) from statuses', 'all of statuses'],
  ['a table by another name', 'select * from statuses as one', 'all of statuses'],
  ['a view', 'select * from ledger where at_ms > 0 or kind = @kind', 'all of exposures'],
  ['an index', 'select count(*) from arrivals', 'all of arrivals'],
  ['all of a login', 'select * from arrivals where login_key = @login', 'all of arrivals'],
  [
    'all up to a moment',
    `select * from exposures where kind = 'seen' and at_ms < @now_ms`,
    'all of exposures',
  ],
  [
    'what is sorted afterwards',
    'select uri from statuses order by length limit 5',
    'all of statuses',
  ],
  [
    'a table for each row of another',
    'select * from dials join accounts on display_name = subject',
    'index on accounts',
  ],
  [
    'a view that is a union, for one row of it',
    `select (select held from candidates where candidates.status_key = statuses.status_key)
       from statuses where status_key = @key`,
    'all of pool for each',
  ],
  [
    'an index that is made in passing',
    `with looks as materialized (select uri_hash, at_ms from exposures where uri_hash = @hash)
     select * from looks as one join looks as other using (at_ms)`,
    'index on other',
  ],
];

test.each(WHOLE)('the rule notices %s', (_, sql, whole) => {
  expect(wholesIn(database, sql)).toContain(whole);
});

test.each([
  ['a key', 'select * from statuses where status_key = @key'],
  ['an index', 'select * from statuses where link_key = @key'],
  ['what is newer', 'select * from arrivals where arrived_at_ms > @since_ms'],
  ['what a home has few of', 'select * from follows where shows_boosts order by since_ms'],
])('the rule lets pass what is found by %s', (_, sql) => {
  expect(wholesIn(database, sql)).toEqual([]);
});

test.each([
  ['ingest/list_entries_to_check', 'cross join', 'join', 'all of arrivals for each'],
  ['rank/count_editions', '+at_ms', 'at_ms', 'all of exposures for each'],
  ['upkeep/count_offers', '+at_ms', 'at_ms', 'all of exposures for each'],
  ['rank/draw_front', 'cross join statuses using', 'join statuses using', 'all of statuses'],
])('%s is noticed when it loses its %s', (name, kept, lost, whole) => {
  const { text } = readHouseFile(`sql/${name}.sql`);

  const found = wholesIn(database, text.replaceAll(kept, lost));

  expect(wholesIn(database, text)).not.toContain(whole);
  expect(found).toContain(whole);
});

test('a thread is followed from answer to answer, not through all that its author ever wrote', () => {
  const { text } = readHouseFile('sql/rank/list_others.sql');
  const nothing = { status_key: null, since_ms: null, now_ms: null, limit: null };

  const plan = database.connection.prepare(`explain query plan ${text}`).all(nothing);

  const steps = plan.map((step) => (step as { detail: string }).detail);
  expect(steps.filter((step) => step.includes(' later '))).toEqual([
    'SEARCH later USING INDEX statuses_by_parent (reply_to_id=?)',
  ]);
});

test('a statement is noticed whose index is gone', () => {
  database.connection.exec('savepoint whole; drop index links_by_site');
  const { text } = readHouseFile('sql/upkeep/turn_dials.sql');

  const found = wholesIn(database, text);

  database.connection.exec('rollback to whole; release whole');
  expect(found).toContain('index on links');
});
