import { expect, test } from 'vitest';
import { boost } from '../support/entries.ts';
import { anApp, bodyOf } from '../support/page_app.ts';

test('posts that come after the draw are counted in the head and move nothing', async () => {
  const { world, get } = anApp();
  const before = await bodyOf(get('/e/1'));
  const words = { id: '5555', by: 'ada', atMs: world.deps.time.now() };
  world.receive(boost('5556', 'zoe', words.atMs, words), words.atMs);

  const after = await bodyOf(get('/e/1'));

  expect(after).toContain('1 post since this edition');
  expect(after.match(/id="p\d+"/g)).toEqual(before.match(/id="p\d+"/g));
});

test('beyond a few thousand posts since an edition are not counted, so that pages stay fast', async () => {
  const { world, get } = anApp();
  world.database.connection
    .prepare(
      `with recursive nth (n) as (select 1 union all select n + 1 from nth where n < ?)
       insert into arrivals (login_key, server_id, status_key, entered_at_ms, arrived_at_ms, how)
       select login_key, 'more ' || n, status_key, @at, @at, 'stream'
         from nth cross join (select login_key, status_key from arrivals limit 1)`,
    )
    .run(5_001, { at: world.deps.time.now() + 1 });

  const page = await bodyOf(get('/e/1'));

  expect(page).toContain('more than 5,000 posts since this edition');
});
