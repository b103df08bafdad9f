import { expect, test } from 'vitest';
import { SECOND_MS } from '../../src/core/clock.ts';
import type { Trouble } from '../../src/http/server.ts';
import { anApp, bodyOf } from '../support/page_app.ts';
import { aPageWorld } from '../support/page_world.ts';

/** A page that was asked for until its bytes were kept. */
async function aKeptPage(more: Parameters<typeof aPageWorld>[1] = {}) {
  const app = anApp(aPageWorld(50, more));
  const read = (path = '/', headers: Record<string, string> = {}) => bodyOf(app.get(path, headers));
  await read();
  const kept = await read();
  return { ...app, read, kept };
}

const first = (page: string) => /id="p1".*?<\/article>/s.exec(page)?.[0] ?? '';

test('what is asked for again is the same to the byte, until something is written', async () => {
  const { world, read, kept } = await aKeptPage();

  expect(await read()).toBe(kept);
  world.database.connection.exec(`update statuses set favourites = 4711, counts_at_ms = 1`);
  const after = await read();

  expect(first(kept)).not.toContain('4,711');
  expect(first(after)).toContain('4,711');
});

test('a page of before the clock was set back is printed anew', async () => {
  const { world, read, kept } = await aKeptPage();

  world.passes(-3_600 * SECOND_MS);

  expect(await read()).not.toBe(kept);
});

test('each address, part and theme is a page of its own', async () => {
  const { read, kept } = await aKeptPage();
  const dark = { cookie: 'driftline_theme=dark' };
  const asked = [
    () => read('/e/1'),
    () => read('/e/1?from=41'),
    () => read('/e/1?from=41&fragment=1'),
    () => read('/', dark),
  ];

  const before = await Promise.all(asked.map((ask) => ask()));
  const again = await Promise.all(asked.map((ask) => ask()));

  expect(again).toEqual(before);
  expect(new Set([kept, ...again]).size).toBe(5);
  expect(before[3]).toContain('data-theme="dark"');
});

test('what stands in no database shows at once too: troubles, and what a login may do', async () => {
  const troubles: Trouble[] = [];
  const may = new Set<'favourite'>();
  const acting = { may: () => may, tried: async () => {} };
  const { read } = await aKeptPage({ health: () => troubles, acting });

  troubles.push({ what: 'The server is away', remedy: 'Wait.' });
  const troubled = await read();
  may.add('favourite');

  expect(troubled).toContain('The server is away');
  expect(await read()).toContain('value="favourite"');
});

test('no page is kept longer than five seconds: mutes end, and posts grow old', async () => {
  const { world, read, kept } = await aKeptPage();

  world.passes(3_600_000 + 6 * SECOND_MS);

  expect(await read()).not.toBe(kept);
});

test('what a browser fetched ahead counts as served when somebody sees it', async () => {
  const { world, get } = anApp(aPageWorld(50));
  const ahead = { 'sec-purpose': 'prefetch' };
  const served = () =>
    world.database.connection
      .prepare(`select count(*) from exposures where kind = 'served'`)
      .pluck()
      .get();

  await get('/e/1', ahead);
  await get('/e/1', ahead);
  const before = served();
  await get('/e/1');

  expect([before, served()]).toEqual([0, 40]);
});
