import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { DemoOptions } from '../../src/demo/server.ts';
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
const hello = aPost('hello', ada, START + MINUTE, {
  card: { url: 'https://news.example/1', title: 'One', description: '', provider: 'News' },
});

function serverOf(events: readonly WorldEvent[], options: Partial<DemoOptions> = {}) {
  return aServerForOneTest(smallWorld([ada, bob], events), options);
}

test('a new post is streamed with no counts and no card yet', async () => {
  const server = await serverOf([posted(hello)]);
  const { frames } = await server.listen();

  await server.passTo(2);

  expect(frames).toMatchObject([{ stream: ['user'], event: 'update' }]);
  expect(JSON.parse(frames[0]?.payload ?? '')).toMatchObject({
    content: '<p>hello by ada</p>',
    favourites_count: 0,
    card: null,
  });
  expect(await server.read('/api/v1/timelines/home')).toMatchObject([
    { favourites_count: 1, card: { url: 'https://news.example/1' } },
  ]);
});

test('a deletion is streamed for the boost and for the post, as bare ids', async () => {
  const old = aPost('old', bob, START - 2000 * MINUTE);
  const server = await serverOf([
    posted(hello),
    { kind: 'boost', atMs: START + 2 * MINUTE, id: 'b', booster: ada, post: old },
    { kind: 'delete', atMs: START + 3 * MINUTE, postId: 'hello' },
    { kind: 'delete', atMs: START + 4 * MINUTE, postId: 'old' },
  ]);
  const { frames } = await server.listen();

  await server.passTo(5);
  const [first, second] = frames.map(({ payload }) => payload);

  expect(frames.map(({ event }) => event)).toEqual(['update', 'update', 'delete', 'delete']);
  expect(frames[2]?.payload).toBe(JSON.parse(first ?? '').id);
  expect(frames[3]?.payload).toBe(JSON.parse(second ?? '').id);
  expect(await server.read('/api/v1/timelines/home')).toEqual([]);
});

test('a deletion of what has left the home is not streamed', async () => {
  const server = await serverOf(
    [
      posted(hello),
      posted(aPost('second', bob, START + 2 * MINUTE)),
      { kind: 'delete', atMs: START + 3 * MINUTE, postId: 'hello' },
    ],
    { homeLimit: 1 },
  );
  const { frames } = await server.listen();

  await server.passTo(5);

  expect(frames.map(({ event }) => event)).toEqual(['update', 'update']);
});

test('an edit is streamed as status.update under the same id', async () => {
  const edited = { ...hello, html: '<p>hello again</p>' };
  const server = await serverOf([
    posted(hello),
    { kind: 'edit', atMs: START + 3 * MINUTE, post: edited },
  ]);
  const { frames } = await server.listen();

  await server.passTo(5);
  const [before, after] = frames.map(({ payload }) => JSON.parse(payload));

  expect(frames.map(({ event }) => event)).toEqual(['update', 'status.update']);
  expect(after).toMatchObject({
    id: before.id,
    content: '<p>hello again</p>',
    created_at: before.created_at,
    edited_at: '2026-11-02T00:03:00.000Z',
  });
});

test('a ping comes every thirty seconds, and told time waits for its answer', async () => {
  const server = await serverOf([]);
  const listener = await server.listen();

  await server.passTo(10);

  expect(listener.pings()).toBe(20);
  expect(listener.socket.readyState).toBe(WebSocket.OPEN);
});

test('who stops answering pings is cut off', async () => {
  const server = await aServerForOneTest(smallWorld([ada], []), { hold: () => () => {} });
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/v1/streaming`, {
    headers: { authorization: `Bearer ${server.token}` },
    autoPong: false,
  });
  const closed = new Promise((resolve) => socket.on('close', resolve));
  await new Promise((resolve) => socket.on('open', resolve));

  await server.passTo(2);

  expect(await closed).toBe(1006);
});

test('a frame can subscribe to a stream, an unknown one is answered with an error', async () => {
  const server = await serverOf([posted(hello)]);
  const socket = new WebSocket(
    `${server.url.replace('http', 'ws')}/api/v1/streaming`,
    server.token,
  );
  const heard: Record<string, unknown>[] = [];
  socket.on('message', (bytes) => heard.push(JSON.parse(String(bytes))));
  await new Promise((resolve) => socket.on('open', resolve));

  socket.send('no json');
  socket.send(JSON.stringify({ type: 'subscribe', stream: 'user' }));
  socket.send(JSON.stringify({ type: 'subscribe', stream: 'nonsense' }));
  await new Promise((resolve) => socket.once('message', resolve));
  await server.passTo(2);

  expect(socket.protocol).toBe(server.token);
  expect(heard).toMatchObject([{ error: 'Unknown stream type', status: 400 }, { event: 'update' }]);
});

test('a token that nobody issued is refused at the door', async () => {
  const server = await serverOf([]);
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/v1/streaming?stream=user`, {
    headers: { authorization: 'Bearer made-up' },
  });

  const status = await new Promise((resolve) =>
    socket
      .on('unexpected-response', (_, response) => resolve(response.statusCode))
      .on('error', () => {}),
  );

  expect(status).toBe(401);
});

test('while the server is away the world goes on, and it comes back on the same port', async () => {
  const server = await serverOf([posted(hello), posted(aPost('missed', bob, START + 5 * MINUTE))]);
  const { frames, closed } = await server.listen();
  await server.passTo(2);

  await server.stop();
  const code = await closed;
  await expect(server.read('/api/v1/timelines/home')).rejects.toThrow('fetch failed');
  await server.passTo(8);
  await server.start();

  expect(code).toBe(1006);
  expect(frames).toHaveLength(1);
  expect(await server.read('/api/v1/timelines/home')).toMatchObject([
    { content: '<p>missed by bob</p>' },
    { content: '<p>hello by ada</p>' },
  ]);
  expect((await server.listen()).socket.readyState).toBe(WebSocket.OPEN);
});

test('a deaf stream pings and says nothing', async () => {
  const server = await serverOf([posted(hello)], { faults: { deaf: true } });
  const listener = await server.listen();

  await server.passTo(2);

  expect(listener.frames).toEqual([]);
  expect(listener.pings()).toBe(4);
});

test('every second frame can be sent twice', async () => {
  const events = [hello, aPost('b', bob, START + 2 * MINUTE), aPost('c', bob, START + 3 * MINUTE)];
  const server = await serverOf(events.map((post) => posted(post)));
  server.faults.duplicateEvery = 2;
  const { frames } = await server.listen();

  await server.passTo(5);

  const texts = frames.map(({ payload }) => JSON.parse(payload).content);
  expect(texts.length).toBeGreaterThan(new Set(texts).size);
  expect(server.framesSent()).toBe(texts.length);
});

test('the caller hears of each frame before it goes out', async () => {
  let sent = 0;
  const server = await serverOf([posted(hello)], {
    onFrameSent: () => {
      sent += 1;
    },
  });
  await server.listen();

  await server.passTo(2);

  expect(sent).toBe(1);
});
