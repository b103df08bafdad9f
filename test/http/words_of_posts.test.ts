import { expect, test } from 'vitest';
import { DAY_MS } from '../../src/core/clock.ts';
import { ALL, anActingApp, OURS } from '../support/acting_app.ts';
import { bodyOf } from '../support/page_app.ts';

test('more and less say what they change, and are taken back', async () => {
  const { act, post, world } = anActingApp(...ALL);
  const acts = () =>
    world.database.connection
      .prepare('select kind, undone_at_ms is null as stands from actions order by action_key')
      .all();

  await act(14, 'more');
  const more = await post(14);
  await act(14, 'less');
  const less = await post(14);
  await act(14, 'unless');

  expect(more).toMatch(/More like this: Nils[^×]*×[1-9]\.\d\d, #birds ×1\.\d\d/);
  expect(less).toMatch(/Less like this: Nils[^×]*×0\.\d\d/);
  expect(acts()).toEqual([
    { kind: 'more', stands: 0 },
    { kind: 'less', stands: 0 },
  ]);
});

test('less where more was said is taken back to more', async () => {
  const { act, post, world } = anActingApp(...ALL);
  await act(14, 'more');
  await act(14, 'less');

  const line = /class="deed last".*?<\/p>/s.exec(await post(14))?.[0] ?? '';
  await act(14, /name="do" value="(\w+)"/.exec(line)?.[1] ?? '');

  const standing = world.database.connection
    .prepare('select kind from actions where undone_at_ms is null')
    .pluck()
    .all();
  expect(standing).toEqual(['more']);
});

test('a snooze ends with the first minute of its day, and is taken back', async () => {
  const { act, get, post } = anActingApp(...ALL);

  await act(1, 'snooze-week');
  const line = await post(1);
  const words = await bodyOf(get('/words'));
  await act(1, 'unsnooze');

  // The page is read on Monday, 2 November 2026.
  expect(line).toContain('Snoozed until Monday 9 November: it comes back then');
  expect(words).toMatch(/a post by Ada.*until Monday 9 November/s);
  // Also the line of what was done last says with which.
  expect(words).toMatch(/it comes back then<q[^>]*>The reed bunting/);
  expect(await bodyOf(get('/words'))).toContain('Nothing is put off');
});

test('the dials of its person, tags and site are turned from the menu of a post', async () => {
  const { act, get } = anActingApp(...ALL);
  const menu = await bodyOf(get('/posts/14/menu?back=/e/1'));

  const turned = await act(14, 'dial/tag/less/birds', { menu: '1', back: '/e/1' });
  await act(14, 'dial/account/no-boosts/nils@example.social', { menu: '1', back: '/e/1' });
  const words = await bodyOf(get('/words'));

  expect(menu).toContain('dial/account/always/nils@example.social');
  expect(menu).toContain('dial/tag/more/birds');
  expect(turned.headers.get('location')).toBe('/posts/14/menu?back=%2Fe%2F1');
  expect(words).toMatch(/#birds.*<strong>less/s);
  expect(words).toMatch(/Nils.*<strong>no boosts/s);
  expect(words).toContain('@nils@example.social: no boosts, from the next draw on.');
});

test('the page of a menu leads back to its post, also after something was said there', async () => {
  const { act, get, post } = anActingApp(...ALL);
  const host = '127.0.0.1:4040';
  const way = /href="([^"]+)"[^>]*title="more, less/.exec(await post(14))?.[1] ?? '';
  const menu = await bodyOf(get(way, { referer: `http://${host}/e/1?from=1` }));
  const back = /class="post-menu".*?name="back" value="([^"]*)"/s.exec(menu)?.[1] ?? '';

  const said = await act(14, 'more', { menu: '1', back });
  const then = await bodyOf(get(said.headers.get('location') ?? ''));

  for (const page of [menu, then])
    expect(page).toMatch(/<a href="\/e\/1\?from=1#p\d+">back to where it stands/);
});

test('what is said again is taken back to what held before', async () => {
  const { act, get, post, world } = anActingApp(...ALL);
  await act(14, 'dial/tag/more/birds');
  await act(14, 'dial/tag/less/birds');
  const undo = /value="(dial[^"]*)">\s*undo/.exec(await post(14))?.[1] ?? '';

  await act(14, undo);
  world.passes(DAY_MS);

  expect(await bodyOf(get('/words'))).toMatch(/#birds.*<strong>more/s);
});

test.each([
  ['dial/tag/less/birds', 'dial/tag/more/birds'],
  ['less', 'more'],
  ['snooze-week', 'snooze-tomorrow'],
  ['unmore', 'more'],
])('%s that is told twice is taken back to what held before', async (word, before) => {
  const { act, post } = anActingApp(...ALL);
  const lineOf = async () => /class="deed last".*?<\/p>/s.exec(await post(14))?.[0];
  await act(14, before);
  const held = (await lineOf())?.replace(/ ×.*| value="[^"]*"/gs, '');

  await act(14, word);
  const once = await lineOf();
  await act(14, word);
  const twice = await lineOf();
  await act(14, /value="([^"]*)">\s*undo/.exec(twice ?? '')?.[1] ?? '');

  expect(once).toContain('undo');
  expect(twice).toBe(once);
  expect((await lineOf())?.replace(/ ×.*| value="[^"]*"/gs, '')).toBe(held);
});

test('the page of all words takes each of them back', async () => {
  const { act, get, send, world } = anActingApp(...ALL);
  await act(1, 'favourite');
  await act(14, 'dial/tag/more/birds');
  const say = (form: Record<string, string>) => {
    world.passes(1_000);
    return send('/words', new URLSearchParams(form), OURS);
  };

  await say({ do: 'dial/tag/usual/birds' });
  await say({ do: 'unfavourite', uri: world.uris[0] as string });
  const words = await bodyOf(get('/words'));

  expect(words).toContain('None. The menu of a post has those');
  expect(words).not.toContain('At your server');
});

test.each([
  'dial/tag/always/birds',
  'dial/tag/not-until/birds',
  'dial/tag/more/',
  'snooze-never',
  'drop table',
])('nothing is done that is no word: %s', async (word) => {
  const { act, world } = anActingApp(...ALL);

  const refused = await act(14, word);

  expect(refused.status).toBe(422);
  const said = world.database.connection.prepare(
    'select (select count(*) from dials) + (select count(*) from actions)',
  );
  expect(said.pluck().get()).toBe(0);
});
