import { expect, test } from 'vitest';
import { aServerOf } from '../support/demo_server.ts';
import {
  aPerson,
  aPost,
  posted,
  postsOf,
  SMALL_WORLD_STARTS_MS as START,
} from '../support/small_world.ts';

const MINUTE = 60_000;
const ada = aPerson('ada');
const bob = aPerson('bob');

test('statuses come in batches of at most twenty, without those that are gone', async () => {
  const server = await aServerOf([
    ...postsOf(ada, 21),
    { kind: 'delete', atMs: START + 30 * MINUTE, postId: 'ada20' },
  ]);
  await server.passTo(25);
  const ids = (await server.read('/api/v1/timelines/home?limit=40')).map(
    ({ id }: { id: string }) => id,
  );
  const query = (some: string[]) => some.map((id) => `id[]=${id}`).join('&');
  await server.passTo(40);

  const twenty = await server.ask(`/api/v1/statuses?${query(ids.slice(0, 20))}`);
  const many = await server.ask(`/api/v1/statuses?${query(ids)}`);

  expect((await twenty.json()).map(({ id }: { id: string }) => id)).toEqual(ids.slice(1, 20));
  expect([many.status, await many.json()]).toEqual([422, { error: 'Mastodon::ValidationError' }]);
  expect((await server.ask(`/api/v1/statuses/${ids[0]}`)).status).toBe(404);
});

test('counts grow with the hours', async () => {
  const server = await aServerOf(postsOf(ada, 1));
  await server.passTo(2);
  const [{ id, favourites_count: before }] = await server.read('/api/v1/timelines/home');

  await server.passTo(61);

  expect(before).toBe(1);
  expect(await server.read(`/api/v1/statuses/${id}`)).toMatchObject({ favourites_count: 60 });
});

test('what the reader does stands in the JSON, whether done here or elsewhere', async () => {
  const bobsPost = posted(aPost('bob0', bob, START + 2 * MINUTE));
  const server = await aServerOf([...postsOf(ada, 1), bobsPost]);
  await server.passTo(3);
  const page = await server.read('/api/v1/timelines/home');
  const [bobs, adas] = page as { id: string; uri: string }[];

  await server.ask(`/api/v1/statuses/${bobs?.id}/favourite`, { method: 'POST' });
  server.act('bookmark', adas?.uri ?? '');

  expect(server.statusOf(bobs?.id ?? '')).toMatchObject({ favourited: true, bookmarked: false });
  expect(server.statusOf('ada0')).toMatchObject({ uri: adas?.uri, bookmarked: true });
  expect(await server.read('/api/v1/favourites')).toMatchObject([{ id: bobs?.id }]);
  expect(await server.read('/api/v1/bookmarks')).toMatchObject([{ id: adas?.id }]);
  expect(server.postOfUri(adas?.uri ?? '')?.id).toBe('ada0');
});

test('an own boost is answered with the boost itself and can be undone', async () => {
  const server = await aServerOf([...postsOf(ada, 1)], { historyMs: 0 });
  await server.passTo(2);
  const [{ id }] = await server.read('/api/v1/timelines/home');

  const boosted = await server.ask(`/api/v1/statuses/${id}/reblog`, { method: 'POST' });
  const boost = await boosted.json();
  const undone = await server.ask(`/api/v1/statuses/${id}/unreblog`, { method: 'POST' });

  expect(boost).toMatchObject({ account: { acct: 'owner' }, reblog: { id, reblogged: true } });
  expect(boost.id).not.toBe(id);
  expect(await undone.json()).toMatchObject({ id, reblogged: false });
});

test('a thread is given with what came before and what followed', async () => {
  const root = aPost('root', ada, START + MINUTE);
  const reply = aPost('reply', bob, START + 2 * MINUTE, { replyTo: root });
  const last = aPost('last', ada, START + 3 * MINUTE, { replyTo: reply });
  const server = await aServerOf([root, reply, last].map((post) => posted(post)));
  await server.passTo(5);
  const page = await server.read('/api/v1/timelines/home');

  const context = await server.read(`/api/v1/statuses/${page[1].id}/context`);

  expect(page[1].in_reply_to_id).toBe(page[2].id);
  expect(page[1].in_reply_to_account_id).toBe(page[2].account.id);
  expect(context).toMatchObject({
    ancestors: [{ id: page[2].id }],
    descendants: [{ id: page[0].id }],
  });
});

test('polls, quotes, pictures and mentions are written as Mastodon writes them', async () => {
  const quoted = aPost('quoted', bob, START);
  const rich = aPost('rich', ada, START + MINUTE, {
    spoiler: 'careful',
    sensitive: true,
    mentions: [bob],
    tags: ['Moss'],
    pictures: [{ id: 'pic/1', width: 800, height: 600, alt: 'Moss.', blurhash: 'LKO2' }],
    poll: {
      options: ['a', 'b'],
      multiple: false,
      closesMs: START + 5 * MINUTE,
      appeal: [0.75, 0.25],
    },
    quotes: quoted,
  });
  const server = await aServerOf([posted(rich)]);
  await server.passTo(9);

  const [status] = await server.read('/api/v1/timelines/home');
  const [picture] = status.media_attachments;
  const bytes = await server.ask(picture.url);
  const small = await server.ask(picture.preview_url);

  expect(status).toMatchObject({
    spoiler_text: 'careful',
    mentions: [{ acct: 'bob@elsewhere.example' }],
    tags: [{ name: 'Moss' }],
    poll: { expired: true, votes_count: 24, options: [{ votes_count: 18 }, { votes_count: 6 }] },
    quote: { state: 'accepted', quoted_status: { content: '<p>quoted by bob</p>' } },
  });
  expect(picture).toMatchObject({ type: 'image', description: 'Moss.', blurhash: 'LKO2' });
  expect(bytes.headers.get('content-type')).toBe('image/png');
  expect([await bytes.text(), await small.text()]).toEqual(['pic/1 800', 'pic/1 400']);
  expect((await server.ask(status.account.avatar)).status).toBe(200);
});

test('a post and a profile have a page for people, a followers-only post has none', async () => {
  const secret = aPost('secret', bob, START + 2 * MINUTE, { visibility: 'private' });
  const server = await aServerOf([...postsOf(ada, 1), posted(secret)]);
  await server.passTo(3);
  const [hidden, shown] = await server.read('/api/v1/timelines/home');

  expect(await (await fetch(shown.url)).text()).toContain('<p>ada0 by ada</p>');
  expect(await (await fetch(shown.account.url)).text()).toContain('<p>I am ada.</p>');
  expect((await fetch(hidden.url)).status).toBe(404);
});
