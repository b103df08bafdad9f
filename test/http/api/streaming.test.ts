import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { type EpochMs, MINUTE_MS, SECOND_MS, type Time } from '../../../src/core/clock.ts';
import { toldTime } from '../../../src/core/told_time.ts';
import type { AppDeps } from '../../../src/http/server.ts';
import { aClient, anApiHome, servedInFront } from '../../support/api_home.ts';
import { aServerForOneTest } from '../../support/demo_server.ts';
import {
  aPerson,
  aPost,
  posted,
  SMALL_WORLD_STARTS_MS,
  smallWorld,
} from '../../support/small_world.ts';

const at = (minutes: number) => SMALL_WORLD_STARTS_MS + minutes * MINUTE_MS;
const ada = aPerson('ada');
const first = aPost('first', ada, at(1));
const events = [
  posted(first),
  posted(aPost('second', ada, at(2))),
  { kind: 'edit', atMs: at(3), post: { ...first, html: '<p>edited</p>' } },
  { kind: 'delete', atMs: at(4), postId: 'second' },
] as const;

/** A home server that streams, and ours in front of it. */
async function aStream(more: Partial<AppDeps> = {}, time?: Time) {
  const server = await aServerForOneTest(smallWorld([ada], events));
  const home = await anApiHome();
  const upstream = () => ({ server: server.url, token: server.token });
  const serving = await servedInFront(home, upstream, { more, upstreamTime: time });
  const { token, read } = serving;
  const list = (await read('/api/v1/lists')).at(-1)?.id as string;
  const { app, all, database } = home;
  return { ...serving, app, all, database, server, token, list };
}

function socketTo(url: string, path: string, options: object = {}, protocol: string[] = []) {
  const socket = new WebSocket(
    `${url.replace('http', 'ws')}api/v1/streaming${path}`,
    protocol,
    options,
  );
  const heard: string[] = [];
  socket.on('message', (body) => heard.push(JSON.parse(String(body)).event));
  let pings = 0;
  socket.on('ping', () => {
    pings += 1;
  });
  const opened = new Promise<number | string>((resolve) => {
    socket.on('open', () => resolve(socket.protocol));
    socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
    socket.on('error', () => {});
  });
  return { socket, heard, opened, pings: () => pings };
}

const soon = (isSo: () => boolean) => expect.poll(isSo, { timeout: 5_000 }).toBe(true);

test('the stream of the home goes on without what would be put on top', async () => {
  const { url, server, token } = await aStream();
  const byQuery = socketTo(url, `?stream=user&access_token=${token}`);
  const byHeader = socketTo(url, '?stream=user', { headers: { authorization: `Bearer ${token}` } });
  const byProtocol = socketTo(url, '?stream=user', {}, [token]);

  expect(await byQuery.opened).toBe('');
  expect(await byHeader.opened).toBe('');
  expect(await byProtocol.opened).toBe(token);
  await server.passTo(6);

  for (const { heard } of [byQuery, byHeader, byProtocol]) {
    await soon(() => heard.length >= 2);
    expect(heard).toEqual(['status.update', 'delete']);
  }
});

test('pings go on, so that no proxy between takes a quiet stream for a dead one', async () => {
  const { url, server, token } = await aStream();
  const { opened, pings } = socketTo(url, `?stream=user&access_token=${token}`);
  await opened;

  await server.passTo(6);

  await soon(() => pings() >= 2);
});

test('where the home server is gone without a word, the stream ends', async () => {
  const here = toldTime(SMALL_WORLD_STARTS_MS as EpochMs);
  const passes = (seconds: number) => here.passTo((here.now() + seconds * SECOND_MS) as EpochMs);
  const { url, server, token } = await aStream({}, here);
  const { socket, heard, opened } = socketTo(url, `?stream=user&access_token=${token}`);
  await opened;
  const over = new Promise((resolve) => socket.on('close', resolve));

  await passes(60);
  await server.passTo(6);
  await soon(() => heard.length >= 2);
  await passes(60);
  const after = socket.readyState;
  await passes(100);
  await over;

  expect(after).toBe(WebSocket.OPEN);
});

test('what a client subscribes to later is subscribed to there, but for feeds', async () => {
  const { url, server, token, list } = await aStream();
  const { socket, heard, opened } = socketTo(url, '', {}, [token]);
  await opened;
  socket.send(JSON.stringify({ type: 'subscribe', stream: 'list', list }));
  socket.send(JSON.stringify({ type: 'subscribe', stream: 'user' }));
  await new Promise((resolve) => setTimeout(resolve, 200));
  await server.passTo(6);

  await soon(() => heard.length >= 2);
  expect(heard).toEqual(['status.update', 'delete']);
  const ofFeed = socketTo(url, `?stream=list&list=${list}`, {}, [token]);
  expect(await ofFeed.opened).toBe(token);
});

test('nobody listens without a token, by another name, or elsewhere', async () => {
  const { url, token } = await aStream();
  const bearer = { authorization: `Bearer ${token}` };

  expect(await socketTo(url, '?stream=user').opened).toBe(401);
  expect(await socketTo(url, '?stream=user&access_token=guessed').opened).toBe(401);
  const rebound = { headers: { ...bearer, host: 'evil.example' } };
  expect(await socketTo(url, '?stream=user', rebound).opened).toBe(403);
  expect(await socketTo(url, '/elsewhere', { headers: bearer }).opened).toBe(404);
});

test('a stream is for names of ours alone, and a proxy must pass its name on', async () => {
  const access = { names: ['https://reader.example'], pair: 'elsewhere' } as const;
  const { url, token } = await aStream({ access });
  const authorization = `Bearer ${token}`;
  const through = (host: string) =>
    socketTo(url, '?stream=user', {
      headers: { authorization, host, 'x-forwarded-for': '203.0.113.9' },
    }).opened;

  expect(await through('reader.example')).toBe('');
  expect(await through(new URL(url).host)).toBe(403);
  expect(await through('evil.example')).toBe(403);
});

test('while the home server is away a stream is refused, and the client tries again', async () => {
  const { url, server, token } = await aStream();
  await server.stop();

  expect(await socketTo(url, `?stream=user&access_token=${token}`).opened).toBe(503);
});

test('a token that may not read hears nothing, and one that was given back nothing more', async () => {
  const { url, server, token, app, all, database } = await aStream();
  const writer = await aClient(app, { scopes: 'write' });
  const { heard, opened, socket } = socketTo(url, `?stream=user&access_token=${token}`);
  await opened;
  const closed = new Promise((resolve) => socket.on('close', resolve));
  database.connection.exec('update client_tokens set revoked_at_ms = 1');
  await server.passTo(6);
  await closed;

  expect(heard).toEqual([]);
  expect(all('select count(*) as n from client_tokens')[0]).toEqual({ n: 2 });
  database.connection.exec('update client_tokens set revoked_at_ms = null');
  expect(await socketTo(url, `?stream=user&access_token=${writer.token}`).opened).toBe(401);
});

test('a token for notifications alone listens, and hears nothing of the home', async () => {
  const { url, server, token, app } = await aStream();
  const narrow = await aClient(app, { scopes: 'read:notifications' });
  const all = socketTo(url, `?stream=user&access_token=${token}`);
  const some = socketTo(url, `?stream=user&access_token=${narrow.token}`);
  const opened = await Promise.all([all.opened, some.opened]);
  await server.passTo(6);
  await soon(() => all.heard.length >= 2);
  await soon(() => some.pings() >= 2);

  expect(opened).toEqual(['', '']);
  expect(some.heard).toEqual([]);
});

test('where a token can be read no more its socket ends, and nothing else', async () => {
  const { url, server, token, database } = await aStream();
  const { socket, opened } = socketTo(url, `?stream=user&access_token=${token}`);
  await opened;
  const gone = new Promise((resolve) => socket.on('close', () => resolve('gone')));
  database.connection.exec('alter table client_tokens rename to unreadable');

  await server.passTo(6);

  expect(await gone).toBe('gone');
  expect(await socketTo(url, `?stream=user&access_token=${token}`).opened).toBe(503);
});

test('a dozen sockets are no leak that Node warns of', async () => {
  const { url, token } = await aStream();
  const warnings: string[] = [];
  const hear = ({ name }: Error) => warnings.push(name);
  process.on('warning', hear);
  onTestFinished(() => void process.off('warning', hear));

  const sockets = Array.from({ length: 12 }, () =>
    socketTo(url, `?stream=user&access_token=${token}`),
  );

  for (const { opened } of sockets) expect(await opened).toBe('');
  expect(warnings).toEqual([]);
});

test('a server that is closed waits for no stream', async () => {
  const { url, token, close } = await aStream();
  const { socket, opened } = socketTo(url, `?stream=user&access_token=${token}`);
  await opened;
  const gone = new Promise((resolve) => socket.on('close', resolve));

  await close();

  expect(await gone).toBe(1006);
});

test('a socket to an address that is none, as any web page may ask for, ends nothing', async () => {
  const { url, server, token } = await aStream();
  const answers = (from: string, path: string) =>
    new Promise((resolve) => {
      const socket = new WebSocket(from.replace(/^http(.*?)\/?$/, `ws$1${path}`));
      socket.on('unexpected-response', (_, response) => resolve(response.statusCode));
      socket.on('error', resolve);
    });

  expect(await answers(url, '//[')).toBe(400);
  expect(await answers(url, '//user@:99999/')).toBe(400);
  expect(await answers(server.url, '//[')).toBe(400);
  expect(await socketTo(url, `?stream=user&access_token=${token}`).opened).toBe('');
});
