import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { FEED_VIEWS } from '../../src/core/feed_views.ts';
import { openDatabase } from '../../src/store/migrate.ts';
import { openConnection } from '../../src/store/sqlite.ts';
import { readHouseFile } from '../house/house_files.ts';
import { account, boost, hours, post } from '../support/entries.ts';
import { aBusyHome, nightOf } from '../support/read_home.ts';

const folder = mkdtempSync(join(tmpdir(), 'driftline-exploring-'));
const file = join(folder, 'driftline.db');
afterAll(() => rmSync(folder, { recursive: true }));

/** A fortnight that was read and acted on, with tags and links, as anybody would find it. */
function fillFile(): void {
  const home = aBusyHome(14, file);
  for (let nth = 0; nth < 40; nth += 1) {
    const more = {
      tags: [{ name: nth % 2 ? 'birds' : 'bread' }],
      card: { url: `https://news.example/${nth % 3}`, title: 'News' },
    };
    const by = nth % 10 === 0 ? 'person21' : `person${nth % 5}`;
    home.receive(post({ id: `${50_000 + nth}`, by, atMs: hours(nth), more }), hours(nth));
  }
  home.follows.follow(home.login.loginKey, account('rare'), hours(0));
  home.follows.follow(home.login.loginKey, account('silent'), hours(48));
  for (let nth = 0; nth < 60; nth += 1)
    home.receive(post({ id: `${60_000 + nth}`, by: 'rare', atMs: hours(100) }), hours(100));
  for (let nth = 0; nth < 6; nth += 1) {
    const of = { id: `${50_000 + nth}`, by: 'person1', atMs: hours(nth) };
    home.receive(boost(`${70_000 + nth}`, 'me', hours(110), of), hours(110));
  }
  for (let day = 4; day <= 12; day += 1)
    home.read(home.draw(nightOf(day), `${day}`), (uri) => Number(uri.split('/').at(-1)) % 3 === 0);
  home.database.close();
}
fillFile();

const TEXT = readHouseFile('docs/exploring.md').text;
const QUERIES = [...TEXT.matchAll(/([^\n]+\?[^\n]*)\n\n```sql\n([\s\S]*?)```/g)].map(
  ([, question, sql]) => [question as string, sql as string] as const,
);

test('there are ten questions', () => {
  expect(QUERIES).toHaveLength(10);
});

test.each(QUERIES)('%s', (_, sql) => {
  // As any other program would: without the functions that Driftline registers.
  const connection = openConnection(file, { readonly: true });
  try {
    const rows = connection.prepare(sql).all();

    expect(rows.length).toBeGreaterThan(0);
    const read = [...sql.matchAll(/\b(?:from|join)\s+([a-z_]+)/g)].map(([, name]) => name);
    const own = [...sql.matchAll(/^with ([a-z_]+) as/gm)].map(([, name]) => name);
    expect([...Object.keys(FEED_VIEWS), ...own]).toEqual(expect.arrayContaining(read));
  } finally {
    connection.close();
  }
});

test('your own boosts are no answer to whose boosts bring you anything', () => {
  const [, sql] = QUERIES.find(([question]) => question.startsWith('Whose boosts')) as [
    string,
    string,
  ];
  const connection = openConnection(file, { readonly: true });

  const rows = connection.prepare(sql).all() as { booster: string }[];
  connection.close();

  expect(rows.length).toBeGreaterThan(0);
  expect(rows.map(({ booster }) => booster)).not.toContain('me@example.social');
});

test('the settings of a connection are those that continuous copies ask for', () => {
  const database = openDatabase(file);
  const ask = (name: string) => database.connection.pragma(name, { simple: true });

  expect(ask('journal_mode')).toBe('wal');
  expect(ask('synchronous')).toBe(1); // normal
  expect(ask('busy_timeout')).toBeGreaterThanOrEqual(5_000);
  expect(ask('wal_autocheckpoint')).toBe(1_000);
  database.close();
});

test('the alarm of SQLite 3.40 is false for the tables that are named there, and no others', () => {
  const connection = openConnection(file, { readonly: true });
  // Without rowid the key is stored first, wherever it is declared.
  const names = connection
    .prepare(
      `select distinct tables.name
         from pragma_table_list as tables
         join pragma_table_info(tables.name) as columns
        where wr and tables.schema = 'main' and pk > 0 and cid <> pk - 1
        order by tables.name`,
    )
    .pluck()
    .all();
  connection.close();

  expect(names).toEqual(['dials', 'said_dials']);
  expect(TEXT).toContain('NULL value in said_dials.word`, or of `dials`');
});

test('who never had a place is told with the day since which they are followed', () => {
  const [, sql = ''] = QUERIES.find(([question]) => question.includes('no place')) ?? [];
  const connection = openConnection(file, { readonly: true });

  const rows = connection.prepare<[], { handle: string }>(sql).all();
  connection.close();

  expect(rows.find(({ handle }) => handle.startsWith('silent@'))).toMatchObject({
    without_a_place_since: new Date(hours(48)).toISOString().slice(0, 10),
  });
});

test('by what the reader had something is told of the ledger, word by word', () => {
  const connection = openConnection(file, { readonly: true });
  const ways = connection.prepare('select distinct via from ledger').pluck().all() as string[];
  connection.close();

  expect(ways.toSorted()).toEqual(['draw', 'page']);
  for (const way of ways)
    expect(FEED_VIEWS.ledger?.columns.via).toMatch(new RegExp(`\\b${way}\\b`));
});
