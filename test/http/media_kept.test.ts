import { spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { expect, test } from 'vitest';
import { openApp } from '../../src/http/server.ts';
import { aCache, aFolder, filesIn } from '../support/media_cache.ts';
import { aPageWorld } from '../support/page_world.ts';

const HOST = '127.0.0.1:4040';

const PIXELS = new Uint8Array(
  encode({ width: 8, height: 8, data: new Uint8Array(192), channels: 3 }),
);
const FILM = Buffer.concat([
  Buffer.from('\0\0\0\x18ftypisom\0\0\0\0', 'latin1'),
  Buffer.from('0123456789'.repeat(30)),
]);

/** A page world with a cache, whose network can be switched off. */
async function aCachedApp(answer: (request: Request) => Response, cache = aCache().cache) {
  let isOff = false;
  const asked: string[] = [];
  const world = aPageWorld(3, {
    mediaCache: cache,
    fetchMedia: async (request) => {
      asked.push(`${request.url} ${request.headers.get('range') ?? ''}`.trim());
      if (isOff) throw new TypeError('no network');
      return answer(request);
    },
  });
  const app = openApp(world.deps);
  const page = await (await app.request(`http://${HOST}/e/1`, { headers: { host: HOST } })).text();
  const path = /\/media\/[\w-]{22}\/[\w-]+/.exec(page)?.[0] as string;
  const get = (headers: Record<string, string> = {}, method = 'GET') =>
    app.request(`http://${HOST}${path}`, { method, headers: { host: HOST, ...headers } });
  const switchOff = () => {
    isOff = true;
  };
  return { get, asked, switchOff };
}

const of = (type: string, body: Uint8Array) => () =>
  new Response(new Uint8Array(body), {
    headers: { 'content-type': type, 'content-length': String(body.byteLength) },
  });

test('a picture that was shown once is shown with the network off', async () => {
  const { get, asked, switchOff } = await aCachedApp(of('image/png', PIXELS));
  await (await get()).arrayBuffer();
  switchOff();

  const again = await get();
  const etag = again.headers.get('etag') as string;

  expect(new Uint8Array(await again.arrayBuffer())).toEqual(PIXELS);
  expect(again.headers.get('content-type')).toBe('image/png');
  for (const known of [etag, `W/${etag}`, `"x", ${etag}`, '*'])
    expect((await get({ 'if-none-match': known })).status, known).toBe(304);
  for (const other of ['"x"', '"*"'])
    expect((await get({ 'if-none-match': other })).status, other).toBe(200);
  expect(asked).toHaveLength(1);
});

test('a picture asked for by many at once is fetched once', async () => {
  const { get, asked } = await aCachedApp(of('image/png', PIXELS));

  const answers = await Promise.all(Array.from({ length: 8 }, () => get()));

  for (const answer of answers) expect((await answer.arrayBuffer()).byteLength).toBe(PIXELS.length);
  expect(asked).toHaveLength(1);
});

test('parts of a film that was played to its end come from the cache', async () => {
  const { get, asked, switchOff } = await aCachedApp(of('video/mp4', FILM));
  const whole = await get({ range: 'bytes=0-' });
  expect(Buffer.from(await whole.arrayBuffer()).equals(FILM)).toBe(true);
  switchOff();

  const part = async (range: string) => {
    const answer = await get({ range });
    return [answer.status, answer.headers.get('content-range'), await answer.text()];
  };

  expect(await part('bytes=16-20')).toEqual([206, 'bytes 16-20/316', '01234']);
  expect(await part('bytes=-3')).toEqual([206, 'bytes 313-315/316', '789']);
  expect(await part('bytes=310-')).toEqual([206, 'bytes 310-315/316', '456789']);
  expect(await part('bytes=300-9999')).toMatchObject([206, 'bytes 300-315/316', /^.{16}$/]);
  expect(await part('bytes=316-')).toEqual([416, 'bytes */316', '']);
  for (const odd of ['bytes=5-2', 'bytes=0-1,4-5', 'lines=0-1', 'bytes=a-b', 'bytes=-'])
    expect((await part(odd))[0], odd).toBe(200);
  const head = await get({ range: 'bytes=0-9' }, 'HEAD');
  expect([head.status, head.headers.get('content-length')]).toEqual([206, '10']);
  expect((await get({ range: 'bytes=0-1', 'if-range': '"another"' })).status).toBe(200);
  expect(asked).toEqual(['https://files.example.social/faces/ada.png']);
});

test('a film from its first byte on is answered as that part, as it comes and as it is kept', async () => {
  const { get, asked } = await aCachedApp(of('video/mp4', FILM));
  const part = async () => {
    const answer = await get({ range: 'bytes=0-' });
    const isFilm = Buffer.from(await answer.arrayBuffer()).equals(FILM);
    return [answer.status, answer.headers.get('content-range'), isFilm];
  };

  expect(await part()).toEqual([206, 'bytes 0-315/316', true]);
  expect(await part()).toEqual([206, 'bytes 0-315/316', true]);
  expect(asked).toHaveLength(1);
});

test('what is asked of a film without a body leaves nothing open', async () => {
  let isCancelled = false;
  const { cache, folder } = aCache();
  const { get } = await aCachedApp(() => {
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(FILM),
      cancel: () => {
        isCancelled = true;
      },
    });
    const headers = { 'content-type': 'video/mp4', 'content-length': '5000' };
    return new Response(body, { headers });
  }, cache);

  const head = await get({}, 'HEAD');

  expect([head.status, head.headers.get('content-length')]).toEqual([200, '5000']);
  expect(isCancelled).toBe(true);
  expect(filesIn(folder)).toEqual([]);
});

test('a film that was broken off is not kept', async () => {
  const folder = aFolder();
  const { cache } = aCache({ folder });
  let sent = 0;
  const { get } = await aCachedApp(() => {
    const body = new ReadableStream({
      pull(controller) {
        sent += 1;
        if (sent > 3) controller.error(new Error('reset'));
        else controller.enqueue(new Uint8Array(FILM));
      },
    });
    return new Response(body, { headers: { 'content-type': 'video/mp4' } });
  }, cache);

  await expect((await get()).arrayBuffer()).rejects.toThrow('reset');
  const reader = (await get()).body?.getReader();
  await reader?.cancel();

  await expect.poll(() => filesIn(folder)).toEqual([]);
});

test('a part of a picture is no picture that could be looked at: the whole is fetched', async () => {
  const { get, asked } = await aCachedApp((request) =>
    request.headers.has('range')
      ? new Response('<script>', { status: 206, headers: { 'content-type': 'image/png' } })
      : of('image/png', PIXELS)(),
  );

  const answer = await get({ range: 'bytes=4-8' });

  expect(new Uint8Array(await answer.arrayBuffer())).toEqual(PIXELS);
  expect(asked).toHaveLength(2);
});

const isRoot = spawnSync('id', ['-u']).stdout.toString().trim() === '0';

test.skipIf(isRoot)('a disk that takes nothing costs no picture', async () => {
  const folder = aFolder();
  chmodSync(folder, 0o500);
  const { get } = await aCachedApp(of('image/png', PIXELS), aCache({ folder }).cache);

  expect((await get()).status).toBe(200);
});

test('a cache whose folder is a file costs no picture', async () => {
  const folder = join(aFolder(), 'file');
  writeFileSync(folder, '');
  const { get } = await aCachedApp(of('image/png', PIXELS), aCache({ folder }).cache);

  expect((await get()).status).toBe(200);
});
