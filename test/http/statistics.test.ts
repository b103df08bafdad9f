import { expect, test } from 'vitest';
import { post } from '../support/entries.ts';
import { anApp, bodyOf } from '../support/page_app.ts';
import { aPageWorld } from '../support/page_world.ts';

test('statistics count arrivals by the hour, whatever their minute', async () => {
  const world = aPageWorld(1);
  const atMs = (world.deps.time.now() - 1_234_567) as ReturnType<typeof world.deps.time.now>;
  world.receive(post({ id: '7777', by: 'ada', atMs }), atMs);
  const { get } = anApp(world);

  const page = await bodyOf(get('/statistics'));

  expect(page).toContain('2 arrivals in 7 days');
  expect([...page.matchAll(/class="hour"/g)]).toHaveLength(2);
});

test('holes are drawn into the statistics and listed', async () => {
  const world = aPageWorld(20);
  const toMs = world.deps.time.now() - 3_600_000;
  world.database.connection
    .prepare(
      `insert into holes (login_key, from_ms, to_ms, state, noticed_at_ms) values (1, ?, ?, 'open', ?)`,
    )
    .run(toMs - 7_200_000, toMs, toMs);
  const { get } = anApp(world);

  const page = await bodyOf(get('/statistics'));

  expect(page).toContain('<rect class="hole open"');
  expect(page).toMatch(/<td>2 hours<\/td>/);
});
