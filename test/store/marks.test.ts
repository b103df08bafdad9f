import { expect, test } from 'vitest';
import type { EpochMs } from '../../src/core/clock.ts';
import { openFeedEditions } from '../../src/store/feed_editions.ts';
import { openMark } from '../../src/store/marks.ts';
import { openPruning } from '../../src/store/pruning.ts';
import { aNewDatabase } from '../support/new_database.ts';

const ms = (atMs: number) => atMs as EpochMs;

test('what was noted is known in the next run, under its own name', () => {
  const database = aNewDatabase();
  openMark(database, 'one').note({ edition: 7 }, ms(1_000));
  openMark(database, 'one').note({ edition: 8 }, ms(2_000));

  const found = ['one', 'other'].map((name) => openMark(database, name).last());

  expect(found).toEqual([{ edition: 8 }, undefined]);
});

test('what a bad disk changed of a note is as if nothing was, and is noted anew', () => {
  const database = aNewDatabase();
  const { planned } = openFeedEditions(database);
  planned(['morning'], ms(1_000));
  openMark(database, 'pruned').note({ bodies: 3, unseen: 2, last_chances: 1 }, ms(1_000));
  const { changes } = database.connection
    .prepare("update upkeep_marks set detail = '!' || substr(detail, 2)")
    .run();

  const since = [5_000, 6_000].map((atMs) => planned(['morning'], ms(atMs)).get('morning'));

  expect(changes).toBe(2);
  expect(since).toEqual([5_000, 5_000]);
  expect(openPruning(database).totals()).toEqual({ bodies: 0, unseen: 0, last_chances: 0 });
});
