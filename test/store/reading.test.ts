import { expect, onTestFinished, test } from 'vitest';
import { openReading } from '../../src/store/reading.ts';
import { readSql } from '../../src/store/statements.ts';
import { aNewDatabase } from '../support/new_database.ts';
import { aPageWorld } from '../support/page_world.ts';

test('what was served and seen is looked up by the post, however much of the edition was', () => {
  const database = aNewDatabase();
  onTestFinished(database.close);
  const plan = database.connection
    .prepare(`explain query plan ${readSql('serve/list_entries')}`)
    .all({ edition: 1, from: 1, lane: null, limit: 41 }) as readonly { detail: string }[];

  const looks = plan.map(({ detail }) => detail).filter((one) => one.includes(' exposures '));

  expect(looks).toHaveLength(2);
  for (const look of looks) expect(look).toContain('uri_hash=?');
});

test('the lanes of an edition are counted once, and those of none again', () => {
  const { database, edition } = aPageWorld(20);
  const reading = openReading(database);

  expect(reading.lanes(edition + 1)).toEqual([]);
  const counted = reading.lanes(edition);

  expect(counted.reduce((sum, { entries }) => sum + entries, 0)).toBe(20);
  expect(reading.lanes(edition)).toBe(counted);
});
