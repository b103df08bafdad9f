import { expect, test } from 'vitest';
import { MORNING } from '../../src/core/feed.ts';
import { parseHomeEntry } from '../../src/core/status.ts';
import { openEditions } from '../../src/store/editions.ts';
import { openRefusedPeople } from '../../src/store/refused_people.ts';
import { account, hours, statusJson } from '../support/entries.ts';
import { anApp, bodyOf } from '../support/page_app.ts';
import { aPageWorld, editionOf } from '../support/page_world.ts';

/** An edition of bob's answer to ada, which stands for her post as well. */
function anAnswer() {
  const world = aPageWorld(0);
  const hers = statusJson({ id: '50', by: 'ada', atMs: hours(19) });
  const more = { in_reply_to_id: '50' };
  const his = statusJson({ id: '51', by: 'bob', atMs: hours(20), more });
  for (const json of [hers, his]) world.receive(parseHomeEntry(json), hours(20));
  const drawn = editionOf([his.uri]);
  const entries = drawn.entries.map((entry) => ({ ...entry, named: [hers.uri] }));
  const edition = openEditions(world.database).save({ ...drawn, entries }, MORNING);
  const { get } = anApp(world);
  const changedOf = async (html: string, ask = get) => {
    const [, stamp] = /data-stamp="([\w-]+)"/.exec(html) ?? [];
    const answer = await ask(`/since/${edition}?places=1.${stamp}.`);
    return ((await answer.json()) as { changed: { html: string }[] }).changed;
  };
  return { world, page: () => bodyOf(get(`/e/${edition}`)), changedOf };
}

test('what was deleted since is no longer told on the page of what answers it', async () => {
  const { world, page } = anAnswer();
  const before = await page();
  world.database.connection
    .prepare('update statuses set deleted_at_ms = ? where uri like ?')
    .run(world.deps.time.now(), '%/50');

  const after = await page();

  expect(before.match(/ada says 50/g)).toHaveLength(2);
  expect(after).not.toContain('ada says 50');
});

test('whoever was muted since is no longer told on the page of what answers them', async () => {
  const { world, page } = anAnswer();
  const before = await page();
  const { loginKey } = world.login;
  const refused = openRefusedPeople(world.database, world.filing.accounts);
  refused.refuse(
    loginKey,
    { account: account('ada'), untilMs: null },
    'mute',
    world.deps.time.now(),
  );

  const after = await page();

  expect(before.match(/ada says 50/g)).toHaveLength(2);
  expect(after).not.toContain('ada says 50');
});

test('a page that is open loses the words of what was deleted meanwhile', async () => {
  const { world, page, changedOf } = anAnswer();
  const held = await page();
  const before = await changedOf(held);
  world.database.connection
    .prepare('update statuses set deleted_at_ms = ? where uri like ?')
    .run(world.deps.time.now(), '%/50');

  const [first, ...others] = await changedOf(held);

  expect(before).toEqual([]);
  expect(others).toEqual([]);
  expect(first?.html).toContain('bob');
  expect(first?.html).not.toContain('ada says 50');
  expect(await changedOf(await page())).toEqual([]);
  expect(await changedOf(await page(), anApp(world).get)).toEqual([]);
});
