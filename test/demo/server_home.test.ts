import { expect, test } from 'vitest';
import type { WorldEvent } from '../../src/demo/world.ts';
import { aServerForOneTest } from '../support/demo_server.ts';
import {
  aPerson,
  aPost,
  posted,
  SMALL_WORLD_STARTS_MS as START,
  smallWorld,
} from '../support/small_world.ts';

const MINUTE = 60_000;
const ada = aPerson('ada');
const bob = aPerson('bob');
const stranger = aPerson('stranger', { isFollowed: false });
const people = [ada, bob, stranger];

function home(events: readonly WorldEvent[], options: { homeLimit?: number } = {}) {
  return aServerForOneTest(smallWorld(people, events), options);
}

/** `count` posts of Ada's, one a minute. */
function postsOf(count: number): WorldEvent[] {
  return Array.from({ length: count }, (_, at) =>
    posted(aPost(`p${at}`, ada, START + (at + 1) * MINUTE)),
  );
}

const textsOf = (statuses: { content: string; reblog: { content: string } | null }[]) =>
  statuses.map(({ content, reblog }) => (reblog ?? { content }).content.replace(/<p>| by.*/g, ''));

test('the home is paged backwards by its Link header until an empty page', async () => {
  const server = await home(postsOf(5));
  await server.passTo(10);

  const pages: string[][] = [];
  let next: string | undefined = '/api/v1/timelines/home?limit=2';
  while (next !== undefined) {
    const response = await server.ask(next);
    pages.push(textsOf(await response.json()));
    next = /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
  }

  expect(pages).toEqual([['p4', 'p3'], ['p2', 'p1'], ['p0'], []]);
});

test('the Link header names the first and the last id of the page', async () => {
  const server = await home(postsOf(5));
  await server.passTo(10);

  const response = await server.ask('/api/v1/timelines/home?limit=2');
  const page = await response.json();

  expect(response.headers.get('link')).toBe(
    `<${server.url}/api/v1/timelines/home?limit=2&max_id=${page[1].id}>; rel="next", ` +
      `<${server.url}/api/v1/timelines/home?limit=2&min_id=${page[0].id}>; rel="prev"`,
  );
});

test('the home keeps no more than its limit and never more than 40 on a page', async () => {
  const server = await home(postsOf(60), { homeLimit: 50 });
  await server.passTo(100);

  const newest = await server.read('/api/v1/timelines/home?limit=80');
  const rest = await server.read(`/api/v1/timelines/home?limit=40&max_id=${newest.at(-1).id}`);

  expect([newest.length, rest.length, textsOf(rest).at(-1)]).toEqual([40, 10, 'p10']);
});

test('a boost is left out while its post, or a boost of it, is among the newest 40', async () => {
  const post = aPost('original', stranger, START - 60 * MINUTE);
  const boost = (id: string, minute: number, booster = ada): WorldEvent => ({
    kind: 'boost',
    atMs: START + minute * MINUTE,
    id,
    booster,
    post,
  });
  const events = [boost('b1', 0.5), boost('b2', 0.75, bob), ...postsOf(45), boost('b3', 46, bob)];
  const server = await home(events);

  await server.passTo(100);
  const first = await server.read('/api/v1/timelines/home?limit=40');
  const second = await server.read(`/api/v1/timelines/home?limit=40&max_id=${first.at(-1).id}`);
  const boosts = [...first, ...second].filter(({ reblog }) => reblog !== null);

  expect(boosts.map(({ account }) => account.acct)).toEqual([
    'bob@elsewhere.example',
    'ada@elsewhere.example',
  ]);
  expect(boosts[0]).toMatchObject({ content: '', favourites_count: 0 });
  expect(boosts[0].reblog).toMatchObject({ content: '<p>original by stranger</p>' });
  expect(boosts[0].reblog.favourites_count).toBe(160);
});

test("strangers' posts and answers to strangers do not reach the home", async () => {
  const strange = aPost('strange', stranger, START + MINUTE);
  const answers = aPost('answer', ada, START + 2 * MINUTE, { replyTo: strange });
  const toBob = aPost('toBob', ada, START + 4 * MINUTE, {
    replyTo: aPost('bobs', bob, START + 3 * MINUTE),
  });
  const server = await home([strange, answers, toBob].map((post) => posted(post)));

  await server.passTo(10);

  expect(textsOf(await server.read('/api/v1/timelines/home'))).toEqual(['toBob']);
});

test('a late post has an id of its arrival and the date that its author claims', async () => {
  const late = aPost('late', ada, START + MINUTE);
  const server = await home([
    posted(aPost('prompt', bob, START + 2 * MINUTE)),
    posted(late, START + 5 * MINUTE),
  ]);

  await server.passTo(10);
  const page = await server.read('/api/v1/timelines/home');

  expect(textsOf(page)).toEqual(['late', 'prompt']);
  expect(page[0].created_at).toBe('2026-11-02T00:01:00.000Z');
  expect(BigInt(page[0].id) >> 16n).toBe(BigInt(START + 5 * MINUTE));
});

test('rows that vanish without a word leave a page shorter than asked', async () => {
  const server = await home([
    ...postsOf(5),
    { kind: 'delete', atMs: START + 8 * MINUTE, postId: 'p3' },
  ]);
  server.faults.silentDeletes = true;

  await server.passTo(10);

  expect(textsOf(await server.read('/api/v1/timelines/home?limit=3'))).toEqual(['p4', 'p2']);
});

test('the day before the start stands in the home already', async () => {
  const server = await home([posted(aPost('yesterday', ada, START - 60 * MINUTE))]);

  expect(textsOf(await server.read('/api/v1/timelines/home'))).toEqual(['yesterday']);
  expect(server.framesSent()).toBe(0);
});
