import { beforeEach, expect, test } from 'vitest';
import { type Feed, MORNING } from '../../src/core/feed.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import type { Database } from '../../src/store/database.ts';
import { openIntake } from '../../src/store/intake.ts';
import { account, hours, statusJson } from '../support/entries.ts';
import { aNewDatabase } from '../support/new_database.ts';
import { importLines, line } from '../support/recording.ts';

const PEOPLE = 12;
const FEED = { ...MORNING, quotas: { ...MORNING.quotas, turns: 0, wildcard: 0 } };
/** How long before they came they were written: an hour, two days and five. */
const AGES = [1, 48, 120];

let database: Database;

beforeEach(() => {
  database = aNewDatabase();
});

/** All of it comes in one hour, as where a home is read for the first time. */
const comeAt = (hour: number) =>
  Array.from({ length: PEOPLE * AGES.length }, (_, nth) => {
    const by = `p${Math.floor(nth / AGES.length)}`;
    const atMs = hours(hour - (AGES[nth % AGES.length] as number));
    const entry = line(hours(hour), 'update', statusJson({ id: `${900 + nth}`, by, atMs }));
    return [line(hours(0), 'follow', account(by)), entry];
  }).flat();

const drawn = (feed: Feed) =>
  drawEdition({ database, feed, seed: 'x', nowMs: hours(201), dryRun: true }).entries;
const ageOf = (statusId: string) => AGES[Number(statusId) % AGES.length];
const isOfToday = (told: string) => ageOf(JSON.parse(told).payload.id) === 1;

test('in a first edition new today is what was written today', async () => {
  await importLines(database, comeAt(200));

  const entries = drawn(FEED);

  expect(entries).toHaveLength(PEOPLE * AGES.length);
  for (const { statusId, lane } of entries)
    expect(lane).toBe(ageOf(statusId) === 1 ? 'fresh' : 'missed');
});

test('a turn in a first edition is new today where its post is', async () => {
  const ofToday = comeAt(200).filter((told) => told.includes('"follow"') || isOfToday(told));
  await importLines(database, ofToday);
  const quotas = { ...FEED.quotas, turns: 0.5 };

  const entries = drawn({ ...FEED, size: PEOPLE / 2, quotas });

  const turns = entries.filter(({ signals }) => signals.turn);
  expect(turns.length).toBeGreaterThan(0);
  expect(new Set(turns.map(({ lane }) => lane))).toEqual(new Set(['fresh']));
});

test('a feed of what was missed takes what is older, before any edition', async () => {
  await importLines(database, comeAt(200));

  const entries = drawn({ ...FEED, filters: { lanes: ['missed'] } });

  expect(entries).toHaveLength(PEOPLE * 2);
  for (const { statusId } of entries) expect(ageOf(statusId)).toBeGreaterThan(1);
});

test('what a hole gives back after an edition waits as missed', async () => {
  await importLines(database, [line(hours(0), 'follow', account('nobody'))]);
  drawEdition({ database, feed: FEED, seed: 'x', nowMs: hours(190), dryRun: false });
  await importLines(database, comeAt(200));

  const { lanes } = openIntake(database).waiting();

  expect(Object.fromEntries(lanes)).toEqual({ fresh: PEOPLE, missed: PEOPLE * 2 });
});

test('who is a quiet voice is known after a week, and nobody before', async () => {
  const feed: Feed = { ...FEED, filters: { lanes: ['quiet'] } };
  const quietAt = (hour: number) =>
    drawEdition({ database, feed, seed: 'x', nowMs: hours(hour), dryRun: true }).entries.map(
      ({ statusId }) => statusId,
    );
  await importLines(database, [
    ...['rare', 'news'].map((by) => line(hours(0), 'follow', account(by))),
    line(hours(1), 'update', statusJson({ id: '1', by: 'rare', atMs: hours(0.5) })),
    ...[...Array(40).keys()].map((nth) =>
      line(
        hours(nth * 4),
        'update',
        statusJson({ id: `${10 + nth}`, by: 'news', atMs: hours(nth * 4) }),
      ),
    ),
  ]);

  expect(quietAt(12)).toEqual([]);
  expect(quietAt(167)).toEqual([]);
  expect(quietAt(170)).toEqual(['1']);
});
