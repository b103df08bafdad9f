import { expect, test } from 'vitest';
import { lookAt } from '../../src/rank/upkeep.ts';
import { aHome, hours, post } from '../support/entries.ts';

interface Counts {
  readonly favourites_count?: number;
  readonly reblogs_count?: number;
  readonly replies_count?: number;
}

/** A home of one author, whose posts are counted at the ages, in hours, that are told. */
function aHomeOfOne() {
  const home = aHome();
  const say = (id: number, hour: number, countsAt: Readonly<Record<number, Counts>>) => {
    for (const [age, counts] of Object.entries(countsAt)) {
      const words = { id: `${id}`, by: 'ada', atMs: hours(hour), more: { ...counts } };
      home.receive(post(words), hours(hour + Number(age)));
    }
  };
  /** Of all of hers, this one's. */
  const standingOf = (id: number, hour: number) =>
    lookAt(home.database, hours(hour), () =>
      home.database.connection
        .prepare('select standing from pool join statuses using (status_key) where uri like ?')
        .pluck()
        .get(`%/${id}`),
    );
  return { say, standingOf };
}

test('a boost counts for two favourites, a reply for one', () => {
  const { say, standingOf } = aHomeOfOne();
  for (let nth = 0; nth < 8; nth += 1) say(100 + nth, nth, { 1: { favourites_count: 3 } });
  say(200, 20, { 1: { reblogs_count: 2 } });
  say(201, 21, { 1: { replies_count: 2 } });

  expect(standingOf(200, 30)).toBe(1);
  expect(standingOf(201, 30)).toBe(0);
});

test('an hour after it was written a post is compared with what others had drawn by then', () => {
  const { say, standingOf } = aHomeOfOne();
  const grown = { 1: { favourites_count: 2 }, 24: { favourites_count: 90 } };
  for (let nth = 0; nth < 8; nth += 1) say(100 + nth, nth, grown);
  say(200, 200, { 1: { favourites_count: 5 } });

  expect(standingOf(200, 202)).toBe(1);
});

test('what was counted over sixty days ago is compared with nothing', () => {
  const { say, standingOf } = aHomeOfOne();
  for (let nth = 0; nth < 8; nth += 1) say(100 + nth, nth, { 1: { favourites_count: 90 } });
  for (let nth = 0; nth < 8; nth += 1) say(300 + nth, 1500 + nth, { 1: { favourites_count: 2 } });
  say(200, 1520, { 1: { favourites_count: 5 } });

  expect(standingOf(200, 1522)).toBe(1);
});
