import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { type EpochMs, SECOND_MS } from '../../src/core/clock.ts';
import { toldTime } from '../../src/core/told_time.ts';
import { openAccountant } from '../../src/mastodon/accountant.ts';
import { type OpenSocket, openSocket, type SocketEars } from '../../src/mastodon/socket.ts';
import { keepStreaming, type StreamEars } from '../../src/mastodon/stream.ts';
import { aServer } from '../support/demo_server.ts';
import {
  aPerson,
  aPost,
  posted,
  SMALL_WORLD_STARTS_MS,
  smallWorld,
} from '../support/small_world.ts';
import { until } from '../support/wall_time.ts';

const START = SMALL_WORLD_STARTS_MS as EpochMs;

/** A listener on told time, and everything that it has heard. */
function aListener(
  address: string,
  more: { time?: ReturnType<typeof toldTime>; token?: string; open?: OpenSocket } = {},
) {
  const time = more.time ?? toldTime(START);
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const heard: string[] = [];
  const downs: { readonly lastHeardMs: number; readonly why: string }[] = [];
  const ears: StreamEars = {
    up: () => heard.push('up'),
    frame: (text) => heard.push(`frame ${(JSON.parse(text) as { event: string }).event}`),
    down(lastHeardMs, why) {
      heard.push('down');
      downs.push({ lastHeardMs, why });
    },
    alive: () => {},
    refused: async (status) => void heard.push(`refused ${status}`),
    shut: (why) => heard.push(`shut: ${why}`),
  };
  const accountant = openAccountant(time, 1);
  const done = keepStreaming({
    connection: {
      server: address.replace('ws', 'http'),
      token: more.token ?? 'secret-token',
      send: fetch,
      accountant,
      time,
      userAgent: 'Driftline/0.0.0',
      signal: stop.signal,
    },
    addressAfter: async () => address,
    openSocket: more.open ?? openSocket,
    random: () => 0.5,
    pace: 1,
    ears,
  });
  const passTo = (seconds: number) => time.passTo((START + seconds * SECOND_MS) as EpochMs);
  return { time, stop, heard, downs, done, accountant, passTo };
}

/** A server that streams in a way of its own. */
async function aStreamer(
  accepts: (headers: NodeJS.Dict<string | string[]>) => boolean,
  refusal = '401 Unauthorized',
) {
  const asked: NodeJS.Dict<string | string[]>[] = [];
  const sockets = new WebSocketServer({ noServer: true });
  const server = createServer();
  server.on('upgrade', (request, socket, head) => {
    asked.push(request.headers);
    if (accepts(request.headers)) {
      sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened));
      return;
    }
    socket.on('error', () => socket.destroy()); // who is refused may be gone before it is said
    socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\n\r\n`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const client of sockets.clients) client.terminate();
    server.close();
  });
  const address = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { address, asked, sockets };
}

test('frames of a real socket are heard, and the stream says who listens', async () => {
  const server = await aServer(
    smallWorld([aPerson('ada')], [posted(aPost('p', aPerson('ada'), START + 5 * SECOND_MS))]),
  );
  onTestFinished(() => server.close());
  const { heard, done, stop } = aListener(server.url.replace('http', 'ws'), {
    time: server.time,
    token: server.token,
  });
  await until('the stream is up', () => heard.length > 0);

  await server.passTo(1);
  stop.abort();
  await done;

  expect(heard).toEqual(['up', 'frame update', 'down']);
});

test('a socket that says nothing, not even a ping, for 75 seconds is given up', async () => {
  const streamer = await aStreamer(() => true);
  const { heard, downs, passTo } = aListener(streamer.address);
  await until('the stream is up', () => heard.length > 0);

  await passTo(74);
  const before = [...heard];
  await passTo(76);
  await until('it was noticed', () => heard.includes('down'));

  expect(before).toEqual(['up']);
  // Lost when it was last heard, at the beginning: not when that was noticed.
  expect(downs).toEqual([{ lastHeardMs: START, why: 'nothing heard for 75 s' }]);
});

test('pings keep a quiet socket', async () => {
  const streamer = await aStreamer(() => true);
  const { time, heard, passTo } = aListener(streamer.address);
  await until('the stream is up', () => heard.length > 0);

  for (let seconds = 30; seconds <= 300; seconds += 30) {
    await passTo(seconds);
    const [client] = streamer.sockets.clients;
    const answered = new Promise((resolve) => client?.once('pong', resolve));
    client?.ping();
    await answered;
  }

  expect([heard, time.now() - START]).toEqual([['up'], 300 * SECOND_MS]);
});

test('a server that is away is tried again ever more seldom, and at least every half minute', async () => {
  const triedAt: number[] = [];
  const time = toldTime(START);
  const away: OpenSocket = (_url, _headers, ears) => {
    triedAt.push((time.now() - START) / SECOND_MS);
    queueMicrotask(() => ears.closed({ reason: 'refused' }));
    return { terminate: () => {} };
  };
  const { passTo, heard } = aListener('ws://nowhere.example', { time, open: away });

  await passTo(200);

  const pauses = triedAt.slice(1).map((at, nth) => at - (triedAt[nth] as number));
  expect(pauses.slice(0, 6)).toEqual([2, 3, 5, 9, 16, 16]);
  expect(heard).toEqual(['shut: refused']); // it never was up, so it never went down
});

test('a socket that is taken and dropped at once is tried ever more seldom too', async () => {
  const triedAt: number[] = [];
  const time = toldTime(START);
  const flapping: OpenSocket = (_url, _headers, ears) => {
    triedAt.push((time.now() - START) / SECOND_MS);
    queueMicrotask(() => {
      ears.opened();
      ears.closed({ code: 1006 });
    });
    return { terminate: () => {} };
  };
  const { passTo } = aListener('ws://nowhere.example', { time, open: flapping });

  await passTo(200);

  const pauses = triedAt.slice(1).map((at, nth) => at - (triedAt[nth] as number));
  expect(pauses.slice(0, 6)).toEqual([2, 3, 5, 9, 16, 16]);
});

test('where the first way of saying the token is refused, the other is tried', async () => {
  const streamer = await aStreamer((headers) => headers['sec-websocket-protocol'] !== undefined);
  const { heard, passTo } = aListener(streamer.address);
  await until('it was refused', () => heard.length > 0);

  await passTo(10);
  await until('the stream is up', () => heard.includes('up'));

  expect(heard).toEqual(['refused 401', 'up']);
  expect(streamer.asked.map((headers) => headers.authorization)).toEqual([
    'Bearer secret-token',
    undefined,
  ]);
  expect(streamer.asked[1]?.['sec-websocket-protocol']).toBe('secret-token');
  expect(streamer.asked[0]?.['user-agent']).toBe('Driftline/0.0.0');
});

test('what refuses both is asked again in a quarter of an hour', async () => {
  const streamer = await aStreamer(() => false);
  const { heard, passTo } = aListener(streamer.address);
  await until('it was refused', () => heard.length === 1);
  await passTo(10);
  await until('it was refused again', () => heard.length === 2);

  await passTo(900);
  const within = streamer.asked.length;
  await passTo(920);
  await until('it is asked again', () => heard.length === 3);

  expect(within).toBe(2);
});

test('a door that says "too often" is left alone for as long as it says', async () => {
  const streamer = await aStreamer(() => false, '429 Too Many Requests\r\nRetry-After: 240');
  let refusals = 0;
  const hear = (end: Parameters<SocketEars['closed']>[0], ears: SocketEars) => {
    ears.closed(end);
    refusals += 1;
  };
  const open: OpenSocket = (url, headers, ears) =>
    openSocket(url, headers, { ...ears, closed: (end) => hear(end, ears) });
  const { accountant, passTo } = aListener(streamer.address, { open });
  await until('it was refused', () => refusals === 1);
  let isThrough = false;
  void accountant.permit('poll', false).then(() => {
    isThrough = true;
  });

  await passTo(230);
  const within = [streamer.asked.length, isThrough];
  await passTo(250);
  await until('it is asked again', () => refusals === 2);

  expect(within).toEqual([1, false]);
  expect(isThrough).toBe(true);
});

test('an error of the socket never holds the token', async () => {
  const streamer = await aStreamer(() => true);
  const { heard, downs, stop, done } = aListener(streamer.address);
  await until('the stream is up', () => heard.length > 0);

  for (const client of streamer.sockets.clients) {
    // A frame that no server may send: its reserved bits are set.
    (client as unknown as { _socket: { write: (bytes: Buffer) => void } })._socket.write(
      Buffer.from([0xf1, 0x01, 0x00]),
    );
  }
  await until('it was noticed', () => downs.length > 0);
  stop.abort();
  await done;

  expect(downs[0]?.why).toMatch(/RSV/);
  expect(JSON.stringify(downs)).not.toContain('secret-token');
});
