import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { type EpochMs, SECOND_MS, type Time } from '../../../src/core/clock.ts';
import { toldTime } from '../../../src/core/told_time.ts';
import { openClientAnswers } from '../../../src/store/client_answers.ts';
import { anApiHome, servedInFront } from '../../support/api_home.ts';
import { SMALL_WORLD_STARTS_MS } from '../../support/small_world.ts';

const TOKEN = 'the-owners-own';

/**
 * A home server that tells its events as one long answer, and ours in front of it. `toldBy`: what it
 * says of its streams, which are at `told`, where it is asked itself at another port.
 */
async function anEventStream(here?: Time, toldBy?: (told: string) => object) {
  const asked: string[] = [];
  const listeners = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    asked.push(`${request.url} ${request.headers.authorization}`);
    if (!request.url?.startsWith('/api/v1/streaming/user')) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
    listeners.add(response);
    response.on('close', () => listeners.delete(response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  onTestFinished(stop);
  const home = await anApiHome();
  const host = `127.0.0.1:${port}`;
  if (toldBy !== undefined) {
    const told = JSON.stringify(toldBy(`wss://${host}/`));
    const instance = `${home.server.url}/api/v2/instance`;
    openClientAnswers(home.database).keep(instance, told, home.time.now());
  }
  const upstream = () => ({
    server: toldBy === undefined ? `http://${host}` : home.server.url,
    token: TOKEN,
  });
  const serving = await servedInFront(home, upstream, { upstreamTime: here });
  const { token, read } = serving;
  const list = (await read('/api/v1/lists')).at(-1)?.id as string;
  const tell = (bytes: Uint8Array | string) => {
    for (const listener of listeners) listener.write(bytes);
  };
  return { ...serving, stop, tell, token, list, asked, listening: () => listeners.size };
}

/** What a client hears, until it goes. */
async function eventsFrom(address: string, token?: string) {
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const headers = new Headers(token === undefined ? [] : [['authorization', `Bearer ${token}`]]);
  const response = await fetch(address, { headers, signal: leaving.signal });
  let text = '';
  const listen = async () => {
    const decoder = new TextDecoder();
    for await (const bytes of response.body as ReadableStream<Uint8Array>)
      text += decoder.decode(bytes, { stream: true });
  };
  const over = listen().then(
    () => 'ended',
    () => 'broke off',
  );
  return { response, heard: () => text, leave: () => leaving.abort(), over };
}

test('events go on whole, without what would be put on top', async () => {
  const { url, tell, token, asked } = await anEventStream();
  const byHeader = await eventsFrom(`${url}api/v1/streaming/user`, token);
  const byQuery = await eventsFrom(`${url}api/v1/streaming/user?access_token=${token}`);
  const note = 'event: notification\ndata: {"words":"Grüße 🐦"}\n\n';
  const told = Buffer.from(
    `event: update\ndata: {"id":"9"}\n\n${note}:thump\n\nevent: delete\ndata: 7\n\n`,
  );

  // In pieces, in the middle of a letter too.
  for (let from = 0; from < told.length; from += 5) tell(told.subarray(from, from + 5));

  for (const { response, heard } of [byHeader, byQuery]) {
    await expect.poll(heard, { timeout: 5_000 }).toContain('event: delete\ndata: 7\n\n');
    expect(heard()).toBe(`${note}:thump\n\nevent: delete\ndata: 7\n\n`);
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  }
  const there = `/api/v1/streaming/user Bearer ${TOKEN}`;
  expect(asked).toEqual([there, there]);
});

test('a heartbeat goes on at once, through a proxy too', async () => {
  const { url, tell, token, listening } = await anEventStream();
  const { response, heard } = await eventsFrom(`${url}api/v1/streaming/user`, token);
  await expect.poll(listening).toBe(1);

  // As Mastodon writes them: one line break, and no event for hours.
  tell(':)\n');
  await expect.poll(heard, { timeout: 5_000 }).toBe(':)\n');
  tell(':thump\n');

  await expect.poll(heard, { timeout: 5_000 }).toBe(':)\n:thump\n');
  expect(response.headers.get('x-accel-buffering')).toBe('no');
});

test('events are heard where the home server says that it streams', async () => {
  const urls = (streaming: string) => ({ configuration: { urls: { streaming } } });
  const { url, tell, token, listening } = await anEventStream(undefined, urls);
  const { response, heard } = await eventsFrom(`${url}api/v1/streaming/user`, token);

  expect(response.status).toBe(200);
  await expect.poll(listening).toBe(1);
  tell('event: delete\ndata: 7\n\n');
  await expect.poll(heard, { timeout: 5_000 }).toBe('event: delete\ndata: 7\n\n');
});

test('where the home server is gone without a word, the events end', async () => {
  const here = toldTime(SMALL_WORLD_STARTS_MS as EpochMs);
  const passes = (seconds: number) => here.passTo((here.now() + seconds * SECOND_MS) as EpochMs);
  const { url, tell, token, listening } = await anEventStream(here);
  const { heard, over } = await eventsFrom(`${url}api/v1/streaming/user`, token);
  await expect.poll(listening).toBe(1);

  await passes(60);
  tell(':thump\n');
  await expect.poll(heard, { timeout: 5_000 }).toBe(':thump\n');
  await passes(60);
  expect(listening()).toBe(1);
  await passes(100);

  expect(await over).toBe('ended');
  await expect.poll(listening, { timeout: 5_000 }).toBe(0);
});

test('who goes is gone at the home server too', async () => {
  const { url, token, listening } = await anEventStream();
  const { leave } = await eventsFrom(`${url}api/v1/streaming/user`, token);
  await expect.poll(listening).toBe(1);

  leave();

  await expect.poll(listening, { timeout: 5_000 }).toBe(0);
});

test('events need a token; a feed has none, and no server that is away', async () => {
  const { url, stop, token, list } = await anEventStream();
  const statusOf = async (path: string, secret?: string) =>
    (await eventsFrom(`${url}api/v1/streaming/${path}`, secret)).response.status;

  expect(await statusOf('user')).toBe(401);
  expect(await statusOf('user', TOKEN)).toBe(401);
  expect(await statusOf(`list?list=${list}`, token)).toBe(404);
  expect(await statusOf('public', token)).toBe(404);
  expect(await statusOf('health', token)).toBe(200);
  stop();
  expect(await statusOf('user', token)).toBe(503);
});

test('where the home server goes away in the middle, the events end', async () => {
  const { url, token, stop, listening } = await anEventStream();
  const { over } = await eventsFrom(`${url}api/v1/streaming/user`, token);
  await expect.poll(listening).toBe(1);

  stop();

  expect(await over).toBe('ended');
});

test('a server that is closed waits for no events', async () => {
  const { url, token, close } = await anEventStream();
  const { over } = await eventsFrom(`${url}api/v1/streaming/user`, token);

  await close();

  await over;
});
