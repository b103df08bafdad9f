import { expect, test } from 'vitest';
import { aWatchedHome, inTurn, people } from '../support/crawled_home.ts';

test('a home that was empty at first, and turned over unread, proves nothing by its end', async () => {
  const thirty = people(30);
  const posts = inTurn(thirty, { fromMinutes: 60, toMinutes: 360, everyMinutes: 0.5 });
  const home = await aWatchedHome(thirty, posts, { homeLimit: 400 });
  const first = home.run();
  await home.server.passTo(30);
  first.stop.abort();
  await first.done.catch(() => {});
  await home.server.passTo(370);

  home.run();
  await home.server.passTo(430);

  expect(home.all('select state from holes')).toEqual([{ state: 'crawled' }]);
  expect(home.count('arrivals')).toBe(600);
});
