import { expect, test } from 'vitest';
import { hours, post } from '../support/entries.ts';
import { anApp, bodyOf } from '../support/page_app.ts';
import { aPageWorld } from '../support/page_world.ts';

const asked = (address: string) => `/why-not?${new URLSearchParams({ address })}`;

test('a post that came after the last edition is explained, with the post itself', async () => {
  const world = aPageWorld(5);
  const late = { id: '7001', by: 'late', atMs: hours(25), more: { content: 'a late walrus' } };
  world.receive(post(late), late.atMs);
  const { get } = anApp(world);

  const page = await bodyOf(get(asked('https://example.social/@late/7001')));

  expect(page).toContain('a late walrus');
  expect(page).toContain('Not in an edition');
  expect(page).toContain('No edition was drawn since it came');
});

test('a post with a place says which, and leads there', async () => {
  const { world, get } = anApp(aPageWorld(5));

  const page = await bodyOf(get(asked(world.uris[2] as string)));

  expect(page).toContain('In edition 1, place 3');
  expect(page).toContain('href="/e/1/3/why"');
  expect(page).toContain('class="factor-bar"');
});

test.each([
  ['with what trackers add', 'https://far.example/@late/walrus?utm_source=mail#top'],
  ['with a last slash', 'https://far.example/@late/walrus/'],
  ['without its scheme', 'far.example/@late/walrus'],
  ['in Phanpy', 'https://phanpy.social/#/example.social/s/7001?view=full'],
  ['in Elk', 'https://elk.zone/example.social/@late/7001'],
])('a post is known by its address %s', async (_, address) => {
  const world = aPageWorld(5);
  const more = { content: 'a late walrus', url: 'https://far.example/@late/walrus' };
  world.receive(post({ id: '7001', by: 'late', atMs: hours(25), more }), hours(25));
  const { get } = anApp(world);

  expect(await bodyOf(get(asked(address)))).toContain('a late walrus');
});

test.each(['e/1/3', 'e/1/3/why', 'e/1#p3', 'e/1?from=1#p3'])(
  'a post is known by its place on this page: %s',
  async (path) => {
    const { get } = anApp(aPageWorld(5));

    const here = await bodyOf(get(asked(`http://127.0.0.1:4040/${path}`)));
    const elsewhere = await bodyOf(get(asked(`https://elsewhere.example/${path}`)));

    expect(here).toContain('In edition 1, place 3');
    expect(elsewhere).toContain('ever reached you');
  },
);

test('what never came is said to have never come, and nothing breaks out of the field', async () => {
  const { get } = anApp(aPageWorld(5));

  const response = await get(asked('"><script>alert(1)</script>'));
  const page = await bodyOf(response);

  expect(response.status).toBe(200);
  expect(page).toContain('ever reached you');
  expect(page).not.toContain('<script>alert');
});

test('what is hidden is explained without being shown', async () => {
  const { world, get } = anApp(aPageWorld(5));
  world.database.connection
    .prepare(
      `insert into refusals_of_people (login_key, account_key, kind, since_ms)
       select 1, account_key, 'mute', 0 from accounts where handle like 'ada@%'`,
    )
    .run();

  const page = await bodyOf(get(asked(world.uris[0] as string)));

  expect(page).not.toContain('notebook');
  expect(page).toContain('In edition 1, place 1');
});

test.each([
  ['turn', 'Its place is a turn'],
  ['always', 'Its place is your “always”'],
  ['snoozed', 'Its place is your snooze, which is over'],
])('a place that no score gave is named as what it is: %s', async (signal, words) => {
  const { world, get } = anApp(aPageWorld(5));
  world.database.connection
    .prepare(
      `update entries
          set signals = json_set(signals, '$.turn', json(@told), '$.' || @signal, json(@told))
        where position = 2`,
    )
    .run({ signal, told: '{"value":1,"factor_micro":0}' });

  const page = await bodyOf(get(asked(world.uris[1] as string)));

  expect(page).toContain(words);
});
