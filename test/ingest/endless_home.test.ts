import { expect, test } from 'vitest';
import { MINUTE_MS } from '../../src/core/clock.ts';
import type { DemoFaults } from '../../src/demo/server_faults.ts';
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

test('what came an hour late while nothing was heard is read below a long outage', async () => {
  const posts = inTurn(six, { fromMinutes: 1, toMinutes: 330, everyMinutes: 0.2 });
  const lateMs = 50 * MINUTE_MS;
  const faults: DemoFaults = {};
  const home = await aWatchedHome(six, posts, { ids: 'ulid', homeLimit: 1e9, faults });
  home.run();
  await home.server.passTo(60);
  faults.lateBy = () => lateMs; // of what was posted in that minute
  await home.server.passTo(61);
  faults.lateBy = () => 0;
  await home.server.passTo(90); // all of the home is read a last time at the eightieth
  home.server.stop();
  await home.server.passTo(325);
  home.server.start();

  await home.server.passTo(360);

  expect(home.count('arrivals')).toBe(posts.length);
  expect(home.all('select state from holes')).toEqual([{ state: 'swept' }]);
});
