import { expect, test } from 'vitest';
import { DAY_MS } from '../../src/core/clock.ts';
import { openOutbox, type WishKind } from '../../src/store/outbox.ts';
import { anApp, bodyOf } from '../support/page_app.ts';
import { aPageWorld } from '../support/page_world.ts';

const OURS = {
  host: '127.0.0.1:4040',
  origin: 'http://127.0.0.1:4040',
  referer: 'http://127.0.0.1:4040/e/1',
};

/** A page whose owner may do these things, and whose server is away. */
function anActingApp(...may: readonly WishKind[]) {
  const world = aPageWorld(16, { acting: { may: () => new Set(may), tried: async () => {} } });
  const app = anApp(world);
  const outbox = openOutbox(world.database);
  const act = (key: number, word: string, more: Record<string, string> = {}) => {
    world.passes(1_000);
    const form = new URLSearchParams({ do: word, at: `p${key}`, ...more });
    return app.send(`/posts/${key}/act`, form, OURS);
  };
  const post = async (place: number): Promise<string> => {
    const page = await bodyOf(app.get('/e/1'));
    return page.split('<article').find((one) => one.includes(`id="p${place}"`)) ?? '';
  };
  const waiting = () => outbox.list(0).map(({ kind, undo }) => `${undo ? 'un' : ''}${kind}`);
  return { ...app, act, post, waiting };
}

const ALL = ['favourite', 'reblog', 'bookmark'] as const;

test('an act is asked for by a form, and leads back to its post', async () => {
  const { act, post, waiting } = anActingApp(...ALL);

  const response = await act(1, 'favourite');

  expect(response.status).toBe(303);
  expect(response.headers.get('location')).toBe('/e/1#p1');
  expect(waiting()).toEqual(['favourite']);
  const shown = await post(1);
  expect(shown).toMatch(/value="unfavourite" aria-pressed="true"/);
  expect(shown).toContain('waiting for example.social');
  expect(shown).toContain('>32<');
});

test('the line of the last act takes it back, and stays until the next', async () => {
  const { act, post, waiting } = anActingApp(...ALL);
  await act(1, 'bookmark');
  const before = await post(1);

  await act(1, 'unbookmark');
  await act(3, 'favourite');

  expect(before).toMatch(/Saved.*value="unbookmark">\s*undo/s);
  expect(waiting()).toEqual(['favourite']);
  expect(await post(1)).not.toContain('class="deed');
  expect(await post(3)).toContain('Favourited');
});

test('a login that may only read has links to the server in the place of buttons', async () => {
  const { act, post, waiting } = anActingApp();

  const shown = await post(1);
  const refused = await act(1, 'favourite');

  expect(shown).not.toMatch(/<button[^>]*value="(favourite|reblog|bookmark)"/);
  expect(shown).toMatch(
    /<a class="act favourite" href="https:\/\/example.social\/@ada@example.social\/1000"/,
  );
  expect(refused.status).toBe(422);
  expect(waiting()).toEqual([]);
});

test('a login that may do some of it has buttons for just that', async () => {
  const { post } = anActingApp('favourite');

  const shown = await post(1);

  expect(shown).toMatch(/<button[^>]*value="favourite"/);
  expect(shown).toMatch(/<a class="act reblog"/);
});

test('a post for followers has no boost, and is not boosted by a form of one’s own', async () => {
  const { act, post, waiting } = anActingApp(...ALL);

  const refused = await act(2, 'reblog');

  expect(await post(2)).not.toContain('act reblog');
  expect(refused.status).toBe(422);
  expect(waiting()).toEqual([]);
});

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

test('a form of another site does nothing, and one from elsewhere leads nowhere else', async () => {
  const { send, waiting } = anActingApp(...ALL);
  const form = new URLSearchParams({ do: 'favourite', at: 'p1' });

  const foreign = await send('/posts/1/act', form, { ...OURS, origin: 'https://evil.example' });
  const strange = await send('/posts/1/act', form, {
    ...OURS,
    referer: 'https://evil.example/page',
  });

  expect(foreign.status).toBe(403);
  expect(strange.headers.get('location')).toBe('/#p1');
  expect(waiting()).toEqual(['favourite']);
});

test('for the script, a refusal comes as a sentence', async () => {
  const { act } = anActingApp();

  const answer = await act(1, 'favourite', { fragment: '1' });

  expect(answer.status).toBe(422);
  expect(await answer.json()).toEqual({
    words: 'Your login may not do that: type driftline login example.social --act',
  });
});
