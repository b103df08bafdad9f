import { expect, test } from 'vitest';
import { aServerOf } from '../support/demo_server.ts';
import { aPerson, aPost, postsOf, SMALL_WORLD_STARTS_MS as START } from '../support/small_world.ts';

const MINUTE = 60_000;
const ada = aPerson('ada');
const bob = aPerson('bob');

test('the instance says its version and where its stream is', async () => {
  const server = await aServerOf([]);

  expect(await server.read('/api/v2/instance')).toMatchObject({
    domain: 'home.example',
    version: '4.6.5',
    api_versions: { mastodon: 11 },
    configuration: { urls: { streaming: server.url.replace('http', 'ws') } },
  });
});

test('a request without a good token is refused in words', async () => {
  const server = await aServerOf([]);

  const refused = await server.ask('/api/v1/timelines/home', {
    headers: { authorization: 'Bearer made-up' },
  });

  expect(refused.status).toBe(401);
  expect(await refused.json()).toEqual({ error: 'The access token is invalid' });
});

test('past its limit a token gets 429 until the window ends, as the headers say', async () => {
  const server = await aServerOf([], { rateLimits: { perToken: 2 } });
  await server.passTo(7);

  const answers = [];
  for (let n = 0; n < 3; n += 1) answers.push(await server.ask('/api/v1/timelines/home'));
  const refused = answers[2] as Response;
  await server.passTo(10);
  const later = await server.ask('/api/v1/timelines/home');

  expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
  expect(await refused.json()).toEqual({ error: 'Too many requests' });
  expect(refused.headers.get('x-ratelimit-limit')).toBe('2');
  expect(refused.headers.get('x-ratelimit-remaining')).toBe('0');
  expect(refused.headers.get('x-ratelimit-reset')).toBe('2026-11-02T00:10:00.000000Z');
  expect(refused.headers.get('retry-after')).toBeNull();
  expect(refused.headers.get('date')).toBe('Mon, 02 Nov 2026 00:07:00 GMT');
  expect([later.status, later.headers.get('x-ratelimit-remaining')]).toEqual([200, '1']);
});

test('requests with a cursor are counted again, in a window of fifteen minutes', async () => {
  const server = await aServerOf([], { rateLimits: { paging: 1 } });
  const home = '/api/v1/timelines/home';

  const first = await server.ask(`${home}?max_id=1`);
  const second = await server.ask(`${home}?max_id=1`);
  const plain = await server.ask(home);

  expect([first.status, second.status, plain.status]).toEqual([200, 429, 200]);
  expect(second.headers.get('x-ratelimit-reset')).toBe('2026-11-02T00:15:00.000000Z');
});

test('the follow list turns its pages by ids that no account has', async () => {
  const people = Array.from({ length: 100 }, (_, at) => aPerson(`p${at}`));
  const server = await aServerOf([], {}, [...people, aPerson('stranger', { isFollowed: false })]);
  const owner = await server.read('/api/v1/accounts/verify_credentials');

  const first = await server.ask(`/api/v1/accounts/${owner.id}/following?limit=100`);
  const link = first.headers.get('link') ?? '';
  const cursor = /max_id=(\d+)>; rel="next"/.exec(link)?.[1];
  const second = await server.ask(/<([^>]+)>; rel="next"/.exec(link)?.[1] ?? '');
  const pages = [await first.json(), await second.json()];

  expect(owner).toMatchObject({
    acct: 'owner',
    following_count: 100,
    source: { privacy: 'public' },
  });
  const said = await (await server.ask('/api/v1/accounts/verify_credentials')).text();
  expect(said.match(/"following_count"/g)).toHaveLength(1); // strict readers refuse it twice
  expect(pages.map(({ length }) => length)).toEqual([80, 20]);
  expect(new Set(pages.flat().map(({ acct }) => acct)).size).toBe(100);
  expect(pages.flat().map(({ id }) => id)).not.toContain(cursor);
  expect(second.headers.get('link')).not.toContain('rel="next"');
});

test("an account's posts are paged, with its boosts unless they are not wanted", async () => {
  const server = await aServerOf([
    ...postsOf(ada, 3),
    {
      kind: 'boost',
      atMs: START + 10 * MINUTE,
      id: 'b',
      booster: ada,
      post: aPost('old', bob, START - 10 * MINUTE),
    },
  ]);
  await server.passTo(20);
  const [{ account }] = await server.read('/api/v1/timelines/home');
  const path = `/api/v1/accounts/${account.id}/statuses`;

  const newest = await server.ask(`${path}?limit=2`);
  const [boost, third] = await newest.json();
  const own = await server.read(`${path}?exclude_reblogs=true`);

  expect(boost.reblog.content).toBe('<p>old by bob</p>');
  expect(newest.headers.get('link')).toContain(`max_id=${third.id}>; rel="next"`);
  expect(own.map(({ content }: { content: string }) => content)).toEqual(
    ['ada2', 'ada1', 'ada0'].map((name) => `<p>${name} by ada</p>`),
  );
});

test('a proxy in front may answer in HTML, and every token may be refused', async () => {
  const server = await aServerOf([]);

  server.faults.status502 = true;
  const broken = await server.ask('/api/v1/timelines/home');
  server.faults.status502 = false;
  server.faults.refuse401 = true;
  const refused = await server.ask('/api/v1/timelines/home');

  expect([broken.status, broken.headers.get('content-type')]).toEqual([
    502,
    'text/html; charset=UTF-8',
  ]);
  expect(refused.status).toBe(401);
});

test('a port in use is said in one line', async () => {
  const server = await aServerOf([]);
  const port = Number(new URL(server.url).port);

  await expect(aServerOf([], { port })).rejects.toMatchObject({
    code: 'busy',
    message: expect.stringContaining(`port ${port}`),
  });
});

test('a client on another origin may read the answer and its headers', async () => {
  const server = await aServerOf([]);

  const answer = await server.ask('/api/v2/instance', {
    headers: { origin: 'https://elk.example' },
  });

  expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  expect(answer.headers.get('access-control-expose-headers')).toContain('X-RateLimit-Remaining');
});
