import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { openMediaSource } from '../../src/http/media/media_source.ts';
import { openPublicNetwork } from '../../src/http/media/public_network.ts';

afterEach(() => vi.restoreAllMocks());

/** A server that begins a picture or film and never ends it. */
async function aTricklingServer(type: string, first: string) {
  let answered = (_answer: ServerResponse) => {};
  const begun = new Promise<ServerResponse>((resolve) => {
    answered = resolve;
  });
  const server = createServer((_request, answer) => {
    answer.writeHead(200, { 'content-type': type });
    const bytes = first === '' ? '\0' : first.padEnd(100, '\0');
    answer.write(Buffer.from(bytes, 'latin1'), () => answered(answer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const loginOrigins = () => new Set([origin]);
  const fetchMedia = openPublicNetwork(loginOrigins, 'Driftline/test');
  const source = openMediaSource({ fetchMedia, loginOrigins, cache: undefined, notKept: () => {} });
  const ended = begun.then((answer) => once(answer, 'close'));
  return { source, url: new URL(`${origin}/a`), begun, ended };
}

const PICTURE = ['image/png', '\x89PNG\r\n\x1a\n'] as const;

test('a picture that trickles is let go when nobody waits for it any more', async () => {
  const { source, url, begun, ended } = await aTricklingServer(...PICTURE);
  const stopped = new AbortController();
  const found = source.found(url, { picturesOnly: true, signal: stopped.signal });
  found.catch(() => {});
  await begun;

  stopped.abort(new Error('the draw is over'));

  await expect(found).rejects.toThrow('the draw is over');
  await ended;
});

test('a film that does not come to its first bytes is not waited for', async () => {
  const { source, url, begun, ended } = await aTricklingServer('video/mp4', '');
  const late = new AbortController();
  const timeouts = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => late.signal);
  const found = source.found(url, {});
  await begun;
  await vi.waitFor(() => expect(timeouts).toHaveBeenCalledTimes(2));

  late.abort(new Error('too late'));

  expect((await found).as).toBe('refused');
  await ended;
});

test('a picture has its time, and a film as long as somebody looks at it', async () => {
  const times = new Map<number, AbortController>();
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    const late = times.get(ms) ?? new AbortController();
    times.set(ms, late);
    return late.signal;
  });
  const picture = await aTricklingServer(...PICTURE);
  const film = await aTricklingServer('video/mp4', '\0\0\0\x18ftypmp42');
  const found = picture.source.found(picture.url, {});
  found.catch(() => {});
  const shown = await film.source.found(film.url, {});
  await picture.begun;
  await vi.waitFor(() => expect([...times.keys()]).toEqual([20_000, 60_000]));

  for (const late of times.values()) late.abort(new Error('too late'));

  await expect(found).rejects.toThrow('too late');
  await picture.ended;
  if (shown.as !== 'stream') throw new Error(`the film is ${shown.as}`);
  const reader = shown.body.getReader();
  expect((await reader.read()).done).toBe(false);
  await reader.cancel();
  await film.ended;
});
