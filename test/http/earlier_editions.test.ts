import { expect, test } from 'vitest';
import { openPastEditions } from '../../src/store/past_editions.ts';
import { hours } from '../support/entries.ts';
import { anApp, bodyOf } from '../support/page_app.ts';
import { aPageWorld } from '../support/page_world.ts';

/** A page of 101 earlier editions, and before them one of a feed that is seldom drawn. */
function longRead() {
  const world = aPageWorld(16);
  const editions = openPastEditions(world.database);
  const entries = world.uris.map((uri) => ({ statusId: uri, uri }));
  const past = (feed: string, at: number) =>
    editions.add({ feed, seed: 'x', size: 16, drawnAtMs: hours(at), entries });
  past('seldom', -200);
  for (let nth = 0; nth < 100; nth += 1) past('morning', -150 + nth);
  return anApp(world);
}

const numbersIn = (page: string) => [...page.matchAll(/href="\/e\/(\d+)"/g)].map(([, no]) => no);

test('earlier editions come a hundred at a time, to the first', async () => {
  const { get } = longRead();

  const first = await bodyOf(get('/editions'));
  const second = await bodyOf(get('/editions?after=100'));

  expect(first).toContain('href="/editions?after=100"');
  expect(numbersIn(first)).toHaveLength(100);
  expect(numbersIn(second)).toHaveLength(2);
  expect(new Set([...numbersIn(first), ...numbersIn(second)]).size).toBe(102);
  expect(second).not.toContain('?after=200');
});

test('an edition of a year ago has its year, and is marked as an earlier one', async () => {
  const world = aPageWorld(16);
  const entries = world.uris.map((uri) => ({ statusId: uri, uri }));
  const editions = openPastEditions(world.database);
  for (const days of [365, 200])
    editions.add({
      ...{ feed: 'morning', seed: 'x', size: 16, entries },
      drawnAtMs: hours(-24 * days),
    });
  const { get } = anApp(world);

  const listed = await bodyOf(get('/editions'));
  const old = await bodyOf(get(`/e/${numbersIn(listed).at(-1)}`));
  const days = [...listed.matchAll(/<span class="name">([^<]*)/g)].map(([, day]) => day);

  expect(days).toEqual(['Monday 2 November', 'Wednesday 15 April', 'Saturday 1 November 2025']);
  expect(old).toMatch(/href="\/editions" aria-current="page"/);
  expect(await bodyOf(get('/e/1'))).toMatch(/href="\/" aria-current="page"/);
});

test('a feed that is seldom drawn can be subscribed to, however much came since', async () => {
  const { get } = longRead();

  const page = await bodyOf(get('/subscribe'));
  const feed = await get('/subscriptions/seldom.json');

  expect(page).toContain('/subscriptions/seldom.atom');
  expect(feed.status).toBe(200);
});

test.each([
  ['/editions', 'href="/e/1#p23"'],
  ['/e/1?lane=missed', 'href="/e/1#p23"'],
  ['/as-it-came?edition=1', 'href="/e/1#p23"'],
])('from %s the way to an edition leads to where one stood in it', async (path, way) => {
  const world = aPageWorld(44);
  world.database.connection.prepare('update editions set position = 23').run();
  const { get } = anApp(world);

  expect(await bodyOf(get(path))).toContain(way);
});

test('an edition that is open leads to its own beginning', async () => {
  const world = aPageWorld(44);
  world.database.connection.prepare('update editions set position = 23').run();
  const { get } = anApp(world);

  expect(await bodyOf(get('/e/1?from=41'))).toMatch(/<a href="\/e\/1" aria-current="true"/);
});
