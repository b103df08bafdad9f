import { expect, test } from 'vitest';
import { aWatchedHome, inTurn, people } from '../support/crawled_home.ts';
import { at } from '../support/ingest_home.ts';

const twenty = people(20);
const posts = inTurn(twenty, { fromMinutes: 1, toMinutes: 420, everyMinutes: 1 });

/** A home of 100 behind something that keeps its pages from one minute to another. */
async function aCachedHome([fromMinutes, toMinutes]: readonly [number, number]) {
  const home = await aWatchedHome(twenty, posts, { homeLimit: 100 });
  const kept = new Map<string, string>();
  const line = home.deps();
  home.run({
    async send(request) {
      const { pathname, search } = new URL(request.url);
      const isKept = home.server.time.now() >= at(fromMinutes) && pathname.endsWith('/home');
      if (!isKept || home.server.time.now() >= at(toMinutes)) return line.send(request);
      const text = kept.get(search) ?? (await (await line.send(request)).text());
      kept.set(search, text);
      return new Response(text, { headers: { 'content-type': 'application/json' } });
    },
  });
  return home;
}

test('a cache that keeps the home proves nothing of an outage', async () => {
  const home = await aCachedHome([60, 330]);
  await home.server.passTo(65.5);
  home.server.stop();
  await home.server.passTo(300);
  home.server.start();

  await home.server.passTo(320);
  const during = home.all('select from_ms, to_ms, state from holes order by from_ms');
  await home.server.passTo(410);

  expect(during.at(-1)).toMatchObject({ to_ms: null, state: 'open' });
  expect(during.at(-1)?.from_ms).toBeLessThan(at(66));
  expect(home.all("select state from holes where state = 'open'")).toEqual([]);
  expect(home.count(`statuses where created_at_ms < ${at(405)}`)).toBe(404);
});

test('a cache while the stream speaks leaves no hole behind', async () => {
  const home = await aCachedHome([60, 90]);
  await home.server.passTo(80);
  const during = home.all('select state, to_ms from holes');

  await home.server.passTo(120);

  expect(during).toEqual([{ state: 'open', to_ms: null }]);
  expect(home.count('holes')).toBe(0);
  expect(home.count(`statuses where created_at_ms < ${at(115)}`)).toBe(114);
});

test('a home that most were unfollowed from is no old answer', async () => {
  const quiet = twenty.slice(0, 2);
  const said = [
    ...inTurn(twenty, { fromMinutes: 1, toMinutes: 60, everyMinutes: 1 }),
    ...inTurn(quiet, { fromMinutes: 180, toMinutes: 182, everyMinutes: 1 }),
  ];
  const home = await aWatchedHome(twenty, said);
  home.run();
  await home.server.passTo(60);

  for (const person of twenty.slice(2)) home.server.elsewhere.follow(person, false);
  await home.server.passTo(170);
  const polls = home.asked.filter(({ path }) => path === '/api/v1/timelines/home?limit=40');
  const follows = home.asked.filter(({ path }) => path.includes('/following'));

  expect(home.all('select * from holes')).toEqual([]);
  expect(polls.length).toBeGreaterThan(100);
  expect(follows.length).toBeLessThan(4);
});
