import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openPastEditions } from '../../src/store/past_editions.ts';
import { openPool } from '../../src/store/pool.ts';
import { boost, hours, post } from '../support/entries.ts';
import { aNewDatabase } from '../support/new_database.ts';
import { anApp, bodyOf } from '../support/page_app.ts';
import { aPageWorld, type PageWorld } from '../support/page_world.ts';

function ledger({ database }: PageWorld, kind: string) {
  const rows = database.connection
    .prepare('select position, via from exposures where kind = ? and undone_at_ms is null')
    .all(kind) as { position: number | null; via: string }[];
  return rows;
}

test('the first page holds 40 posts in the order of the edition', async () => {
  const { get } = anApp();

  const page = await bodyOf(get('/'));

  const places = [...page.matchAll(/<article[^>]* id="p(\d+)"/g)].map((match) => Number(match[1]));
  expect(places).toEqual(Array.from({ length: 40 }, (_, at) => at + 1));
  expect(page).toContain('40 of 90');
  expect(page).toContain('href="/e/1?from=41"');
});

test('the last page ends with the end card and offers no next one', async () => {
  const { get } = anApp();

  const page = await bodyOf(get('/e/1?from=81'));

  expect(page).toContain('That was it.');
  expect(page).not.toContain('rel="next"');
});

test('pages of an imported edition say no figures that nobody knows of it', async () => {
  const { world, get } = anApp();
  const known = await bodyOf(get('/e/1?from=81'));
  const entries = world.uris.map((uri) => ({ statusId: uri, uri }));
  const past = { feed: 'morning', seed: 'past', size: 90, drawnAtMs: hours(20), entries };
  openPastEditions(world.database).add(past);

  const pages = ['/e/2', '/e/2?from=81'].map((address) => bodyOf(get(address)));

  expect(known).toMatch(/\d+ minutes? of reading/);
  for (const page of await Promise.all(pages))
    expect(page).not.toMatch(/out of \d+ unseen|\d+ minutes?\b/);
  const earlier = await bodyOf(get('/editions'));
  expect([...earlier.matchAll(/about \d+ minute/g)]).toHaveLength(1);
});

test('the end card says what waits, by lane', async () => {
  const { world, get } = anApp();
  const { connection } = world.database;
  openPool(world.database).pour();
  const all = (sql: string) => connection.prepare(sql).pluck().all().map(Number);
  const [first, second, third] = all('select status_key from pool order by status_key');
  const [quiet, posts] = all(
    `select author_key from pool where status_key = ${Number(third) + 1} union all
     select count(*) from pool group by author_key having max(status_key = ${Number(third) + 1})`,
  );
  connection.exec(`
    update pool set offers = 1, told = 1 where status_key = ${first};
    update pool set told = 1 where status_key = ${second}; -- its story was offered
    update pool set held = 1 where status_key = ${third};
    insert into author_signals (account_key, is_followed, posts_per_day, is_quiet, affinity_micro,
                                voices_micro, voiced_posts, last_turn_ms)
    values (${quiet}, 1, 0.1, 1, 0, 0, 0, 0)`);
  const late = hours(25);
  world.receive(boost('9999', 'zoe', late, { id: '8888', by: 'far', atMs: late }), late);
  world.receive(post({ id: '8889', by: 'near', atMs: late }), late);

  const page = await bodyOf(get('/e/1?from=81'));

  const waits = /(\d+) unseen posts wait for their turn: ([^.]*)\./.exec(page);
  expect(Number(waits?.[1])).toBe(all('select status_key from candidates').length - 1);
  expect(waits?.[2]).toMatch(/^1 new today, \d+ missed, /);
  expect(waits?.[2]).toContain(`${posts} quiet voices, 1 stranger, 2 second chances`);
});

test('a lane filters the edition and keeps the places', async () => {
  const { get } = anApp();

  const page = await bodyOf(get('/e/1?lane=missed'));

  const places = [...page.matchAll(/ id="p(\d+)"/g)].map((match) => Number(match[1]));
  expect(places[0]).toBe(2);
  expect(places).toHaveLength(15);
});

test('showing a page serves its posts once, and seeing nothing of them', async () => {
  const { world, get } = anApp();

  await get('/e/1');
  world.passes(60_000);
  await get('/e/1');

  expect(ledger(world, 'served')).toHaveLength(40);
  expect(ledger(world, 'seen')).toHaveLength(0);
});

test('a page that a browser fetches ahead is not served', async () => {
  const { world, get } = anApp();

  await get('/e/1', { 'sec-purpose': 'prefetch' });

  expect(ledger(world, 'served')).toHaveLength(0);
});

test('what was seen reaches the ledger once, however often it is reported', async () => {
  const { world, send } = anApp();
  const report = JSON.stringify({ kind: 'seen', edition: 1, positions: [1, 2, 3], at: 3 });

  const first = await send('/seen', report);
  world.passes(5_000);
  await send('/seen', report);

  expect(first.status).toBe(204);
  expect(ledger(world, 'seen')).toEqual([1, 2, 3].map((position) => ({ position, via: 'page' })));
});

test('a report that is none is refused, and nothing is written', async () => {
  const { world, send } = anApp();

  const response = await send('/seen', '{"kind":"seen","edition":1,"positions":["all"]}');
  const long = await send('/seen', ' '.repeat(2 ** 17));

  expect([response.status, long.status]).toEqual([422, 413]);
  expect(ledger(world, 'seen')).toHaveLength(0);
});

test('the place where the reader stood is where the page opens again', async () => {
  const { get, send } = anApp();
  await send('/seen', JSON.stringify({ kind: 'seen', edition: 1, positions: [57], at: 57 }));

  const response = await get('/');

  expect(response.headers.get('location')).toBe('/e/1?from=41#p57');
});

test('a deleted post becomes one muted line in its place', async () => {
  const { world, get } = anApp();
  await get('/e/1');
  world.filing.forget(world.login.loginKey, '1001', world.deps.time.now());

  const page = await bodyOf(get('/e/1'));

  expect(page).toMatch(/id="p2"[^>]*>\s*<p class="muted">Bob · deleted by its author/);
  expect(page).toContain('id="p3"');
});

test('why shows every signal with its factor, and counts as opened', async () => {
  const { world, get } = anApp();

  const page = await bodyOf(get('/e/1/1/why'));

  expect(page).toContain('For this author');
  expect(page).toContain('better than 91 in 100 of theirs, or of their like');
  expect(page).toContain('×1.62');
  expect(ledger(world, 'opened')).toEqual([{ position: 1, via: 'page' }]);
});

test('the reason line says the lane, the boosters and what lifted the post most', async () => {
  const { get } = anApp();

  const page = await bodyOf(get('/e/1'));

  expect(page).toContain(
    '<span class="lane">strangers</span><span class="because">boosted by zoe, Bob and 1 other</span>',
  );
  expect(page).toContain('posts about once in 17 days');
});

test('as it came shows the home of that moment, newest first, boosts as they were', async () => {
  const { get } = anApp();

  const page = await bodyOf(get('/as-it-came?edition=1'));

  expect([...page.matchAll(/<article/g)]).toHaveLength(112);
  expect(page).toContain('boosted by zoe');
});

test('drawing again leads to the new edition', async () => {
  const world = aPageWorld(3, { draw: async ({ size }) => (size === 50 ? 1 : 0) });
  const { send } = anApp(world);

  const response = await send('/draw', new URLSearchParams({ size: '50' }));

  expect(response.headers.get('location')).toBe('/e/1');
});

test('troubles and notices stand on every page', async () => {
  const world = aPageWorld(3, {
    health: () => [
      { what: 'Nothing new', sinceMs: Date.UTC(2026, 10, 1, 14, 2) as never, remedy: 'Log in.' },
    ],
    notices: () => [{ label: 'DEMO', text: 'All invented.', lines: [] }],
  });
  const { get } = anApp(world);

  expect(await bodyOf(get('/e/1'))).toMatch(/Nothing new since 1 November, 14:02\. Log in\./);
  for (const path of ['/e/1', '/editions', '/statistics', '/as-it-came', '/nothing'])
    expect(await bodyOf(get(path))).toContain('All invented.');
  const health = await get('/health');
  expect(health.status).toBe(503);
  expect(await health.json()).toMatchObject({ ok: false, edition: 1 });
});

test('a home without an edition says so and offers to draw one', async () => {
  const world = aPageWorld(1);
  world.database.connection.exec('delete from entries; delete from editions');
  const { get } = anApp(world);

  const page = await bodyOf(get('/'));

  expect(page).toContain('No edition yet');
  expect(page).toContain('action="/draw"');
});

test('where nothing has come in, none is offered to be drawn', async () => {
  const world = aPageWorld(1);
  const deps = { ...world.deps, database: aNewDatabase() };
  const { get } = anApp({ ...world, deps });

  const page = await bodyOf(get('/'));

  expect(page).toContain('nothing has yet');
  expect(page).not.toContain('action="/draw"');
});

test('the first page of 40 is under 60 kB compressed', async () => {
  const { get } = anApp();

  const page = await bodyOf(get('/e/1'));

  expect(gzipSync(page).byteLength).toBeLessThan(60_000);
});

test('an unknown address is a page with status 404', async () => {
  const { get } = anApp();

  for (const path of ['/nothing', '/e/77', '/e/1/900', '/e/one'])
    expect((await get(path)).status).toBe(404);
});
