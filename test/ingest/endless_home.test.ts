import { expect, test } from 'vitest';
import { aWatchedHome, inTurn, people, throughAnOutage } from '../support/crawled_home.ts';

const six = people(6);

test('a home without end is read down to the loss, and nobody’s own pages are', async () => {
  const posts = inTurn(six, { fromMinutes: 20, toMinutes: 130, everyMinutes: 0.05 });
  const home = await aWatchedHome(six, posts, { ids: 'ulid', homeLimit: 1e9 });
  await throughAnOutage(home);

  await home.server.passTo(140);

  expect(home.count('arrivals')).toBe(posts.length);
  expect(home.count("arrivals where how = 'sweep'")).toBeGreaterThan(1_050); // past 25 pages
  expect(home.all('select state from holes')).toEqual([{ state: 'swept' }]);
  expect(home.pagesAsked()).toEqual([]);
});
