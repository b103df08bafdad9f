import { expect, onTestFinished, test } from 'vitest';
import { openFeedEditions } from '../../src/store/feed_editions.ts';
import { readSql } from '../../src/store/statements.ts';
import { aNewDatabase } from '../support/new_database.ts';

function anEmptyFile() {
  const database = aNewDatabase();
  onTestFinished(database.close);
  return database;
}

test('the last edition of each feed is the newest by its number that was drawn here', () => {
  const database = anEmptyFile();
  const insert = database.connection.prepare(
    `insert into editions (edition, feed, feed_settings, seed, drawn_at_ms, size, candidates,
                           reading_minutes, came_from, report)
     values (?, ?, '{}', 'seed', ?, 20, 100, 9, ?, ?)`,
  );
  const failed = '{"instead":{"why":"no such column: scor","drawnWith":"its settings"}}';
  insert.run(1, 'quiet', 9_000, 'draw', '{}'); // with a clock that was ahead
  insert.run(2, 'morning', 2_000, 'draw', '{}');
  insert.run(3, 'quiet', 3_000, 'draw', failed);
  insert.run(4, 'morning', 4_000, 'draw', '{}');
  insert.run(5, 'morning', 5_000, 'import', '{}');
  insert.run(6, 'elsewhere', 6_000, 'import', '{}');

  const last = openFeedEditions(database).last();

  expect([...last.values()].map(({ feed, edition }) => [feed, edition])).toEqual([
    ['morning', 4],
    ['quiet', 3],
  ]);
  expect(last.get('quiet')).toMatchObject({
    drawn_at_ms: 3_000,
    failed_because: 'no such column: scor',
    drawn_with: 'its settings',
  });
});

test('without an edition no feed has a last one', () => {
  expect(openFeedEditions(anEmptyFile()).last().size).toBe(0);
});

test.each([
  ['list_last_editions', /^SEARCH (editions|of_feed) USING .*(editions_drawn|PRIMARY KEY)/],
  ['find_edition', /^SEARCH (editions|later) USING .*(editions_continuing|PRIMARY KEY)/],
])('%s finds its editions by an index, however many there were', (name, found) => {
  const { connection } = anEmptyFile();
  const plan = connection.prepare(`explain query plan ${readSql(`serve/${name}`)}`);
  const details = (plan.all({ edition: 1 }) as readonly { detail: string }[]).map(
    ({ detail }) => detail,
  );

  const reads = details.filter((one) => / (editions|of_feed|later) /.test(one));

  expect(reads.length).toBeGreaterThan(1);
  for (const read of reads) expect(read).toMatch(found);
});

test('the latest edition is the last row, nothing is sorted for it', () => {
  const { connection } = anEmptyFile();
  const plan = connection
    .prepare(`explain query plan ${readSql('serve/latest_edition')}`)
    .all() as readonly { detail: string }[];
  const [, , drawnHere, next] = plan.map(({ detail }) => detail);

  expect(drawnHere).toBe('SCAN editions'); // from its end, and no further than the first
  expect(next).not.toContain('ORDER BY');
});
