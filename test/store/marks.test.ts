import { expect, test } from 'vitest';
import type { EpochMs } from '../../src/core/clock.ts';
import { openAfterDraws } from '../../src/store/after_draws.ts';
import type { Database } from '../../src/store/database.ts';
import { openFeedEditions } from '../../src/store/feed_editions.ts';
import { openMark } from '../../src/store/marks.ts';
import { openOnceRuns } from '../../src/store/once_runs.ts';
import { openPruning } from '../../src/store/pruning.ts';
import { integer, isAs } from '../../src/store/shape.ts';
import { aNewDatabase } from '../support/new_database.ts';

function noteOf(database: Database, name: string, noted: object): void {
  openMark(database, name, (thing): thing is object => thing !== null).note(noted, ms(1_000));
}

const ms = (atMs: number) => atMs as EpochMs;

test('what was noted is known in the next run, under its own name', () => {
  const database = aNewDatabase();
  const markOf = (name: string) => openMark(database, name, isAs({ edition: integer }));
  markOf('one').note({ edition: 7 }, ms(1_000));
  markOf('one').note({ edition: 8 }, ms(2_000));

  const found = ['one', 'other'].map((name) => markOf(name).last());

  expect(found).toEqual([{ edition: 8 }, undefined]);
});

test('what a bad disk changed of a note is as if nothing was, and is noted anew', () => {
  const database = aNewDatabase();
  const { planned } = openFeedEditions(database);
  planned(['morning'], ms(1_000));
  noteOf(database, 'pruned', { bodies: 3, unseen: 2, last_chances: 1 });
  const { changes } = database.connection
    .prepare("update upkeep_marks set detail = '!' || substr(detail, 2)")
    .run();

  const since = [5_000, 6_000].map((atMs) => planned(['morning'], ms(atMs)).get('morning'));

  expect(changes).toBe(2);
  expect(since).toEqual([5_000, 5_000]);
  expect(openPruning(database).totals()).toEqual({ bodies: 0, unseen: 0, last_chances: 0 });
});

test('nor does a name that a bit changed leave a note half of what it was', () => {
  const database = aNewDatabase();
  noteOf(database, 'pruned', { bodies: 3, unseen: 2, last_chances: 1 });
  noteOf(database, 'once', { unread: null, undrawn: null, atMs: 1_000, sinceMs: 1_000 });
  noteOf(database, 'after_draw', { edition: 3, failed: null, atMs: 1_000 });
  noteOf(database, 'planned', { morning: '1000' });
  const { changes } = database.connection
    .prepare(`update upkeep_marks set detail = replace(replace(replace(detail,
      '"unseen"', '"unseem"'), '"unread"', '"unreae"'), '"failed"', '"gailed"')`)
    .run();

  const since = openFeedEditions(database).planned(['morning'], ms(500)).get('morning');

  expect(changes).toBe(4);
  expect(since).toBe(500);
  expect(openPruning(database).totals()).toEqual({ bodies: 0, unseen: 0, last_chances: 0 });
  expect(openOnceRuns(database).last()).toBeUndefined();
  expect(openAfterDraws(database).last()).toBeUndefined();
});
