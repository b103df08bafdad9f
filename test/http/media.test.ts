import { encode } from 'fast-png';
import { expect, test } from 'vitest';
import { lineLog } from '../../src/core/log.ts';
import { type AppDeps, openApp } from '../../src/http/server.ts';
import { hours } from '../support/entries.ts';
import { aPageWorld } from '../support/page_world.ts';

const HOST = '127.0.0.1:4040';
const headers = { host: HOST };

async function aPicture(answer: (request: Request) => Response, more: Partial<AppDeps> = {}) {
  const asked: string[] = [];
  const world = aPageWorld(3, {
    fetchMedia: async (request) => {
      asked.push(request.url);
      return answer(request);
    },
    ...more,
  });
  const app = openApp(world.deps);
  const page = await (await app.request(`http://${HOST}/e/1`, { headers })).text();
  const path = /\/media\/[\w-]{22}\/[\w-]+/.exec(page)?.[0] as string;
  const get = (address = path, more: object = {}) =>
    app.request(`http://${HOST}${address}`, { headers: { ...headers, ...more } });
  return { get, path, asked };
}

const PIXELS = new Uint8Array(
  encode({ width: 1, height: 1, data: new Uint8Array(3), channels: 3 }),
);
const png = (more: object = {}) =>
  new Response(PIXELS, { headers: { 'content-type': 'image/png', ...more } });

test('a picture of a shown post comes through this server', async () => {
  const { get, asked } = await aPicture(() => png());

  const response = await get();

  expect(new Uint8Array(await response.arrayBuffer())).toEqual(PIXELS);
  expect(response.headers.get('content-type')).toBe('image/png');
  const policy = response.headers.get('content-security-policy');
  expect(policy).toMatch(/^sandbox(?! allow-scripts)[ \w-]*; default-src 'none'; (?!.*script)/);
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(response.headers.get('cache-control')).toMatch(/^private, /);
  expect(asked).toEqual(['https://files.example.social/faces/ada.png']);
});

test('a server that is away is one line an hour, however many pictures are asked for', async () => {
  let nowMs = hours(100);
  const told: string[] = [];
  const log = lineLog(
    () => nowMs,
    (line) => told.push(JSON.parse(line).event),
  );
  const time = { now: () => nowMs, after: () => () => {} };
  const { get } = await aPicture(
    () => {
      throw new TypeError('refused');
    },
    { log, time },
  );

  for (let nth = 0; nth < 5; nth += 1) expect((await get()).status).toBe(502);
  expect(told).toEqual(['media.unreachable']);
  nowMs = hours(101);
  await get();

  expect(told).toEqual(['media.unreachable', 'media.unreachable']);
});

test('an address that we did not sign is refused without a request', async () => {
  const { get, path, asked } = await aPicture(() => png());
  const elsewhere = Buffer.from('https://elsewhere.example/x.png').toString('base64url');
  const signature = path.split('/')[2];

  expect((await get(`/media/${signature}/${elsewhere}`)).status).toBe(403);
  expect((await get(`/media/${'A'.repeat(22)}/${path.split('/')[3]}`)).status).toBe(403);
  expect(asked).toEqual([]);
});

test.each(['text/html', 'image/svg+xml', 'application/javascript', ''])(
  'a body of type "%s" is not passed on',
  async (type) => {
    const { get } = await aPicture(() => png({ 'content-type': type }));

    expect((await get()).status).toBe(502);
  },
);

test('a body that says it is too large is not passed on', async () => {
  const { get } = await aPicture(() => png({ 'content-length': '99000000' }));

  expect((await get()).status).toBe(502);
});

test('a redirect inward is not followed, one to another public host is', async () => {
  const to = (location: string) => new Response(null, { status: 302, headers: { location } });
  const inward = await aPicture(() => to('http://169.254.169.254/latest/meta-data'));
  const onward = await aPicture((request) =>
    request.url.includes('cdn') ? png() : to('https://cdn.example/ada.png'),
  );

  expect((await inward.get()).status).toBe(502);
  expect(inward.asked).toHaveLength(1);
  expect((await onward.get()).status).toBe(200);
  expect(onward.asked.at(-1)).toBe('https://cdn.example/ada.png');
});

test('a part of a film is asked for and passed on as a part', async () => {
  const ranges: (string | null)[] = [];
  const { get } = await aPicture((request) => {
    ranges.push(request.headers.get('range'));
    return new Response('mid', {
      status: 206,
      headers: { 'content-type': 'video/mp4', 'content-range': 'bytes 3-5/9' },
    });
  });

  const response = await get(undefined, { range: 'bytes=3-5' });

  expect(response.status).toBe(206);
  expect(response.headers.get('content-range')).toBe('bytes 3-5/9');
  expect(ranges).toEqual(['bytes=3-5']);
});

test('a part beyond the end of a film is answered as that, and where its end is', async () => {
  const beyond = { 'content-type': 'text/plain', 'content-range': 'bytes */9' };
  const { get } = await aPicture(() => new Response('no', { status: 416, headers: beyond }));

  const response = await get(undefined, { range: 'bytes=9-' });
  const unasked = await get();

  expect([response.status, response.headers.get('content-range')]).toEqual([416, 'bytes */9']);
  expect(await response.text()).toBe('');
  expect(unasked.status).toBe(502);
});

test.each([
  ['a page', '<!doctype html><script>x()</script>'],
  ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'],
  ['nothing', ''],
  ['a film', '\0\0\0\x18ftypisom\0\0\0\0'],
])('a picture that is %s by its bytes is not passed on', async (_what, bytes) => {
  const headers = { 'content-type': 'image/png' };
  const { get } = await aPicture(() => new Response(Buffer.from(bytes, 'latin1'), { headers }));

  const response = await get();

  expect(response.status).toBe(502);
  expect(await response.text()).not.toContain('x()');
});

test('a picture goes under the type that its bytes say', async () => {
  const { get } = await aPicture(() => png({ 'content-type': 'image/jpeg' }));

  const response = await get();

  expect(response.headers.get('content-type')).toBe('image/png');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
});

test('a picture that says nothing of its size and is too large ends there', async () => {
  const { get } = await aPicture(() => {
    const body = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(8_000_000)),
    });
    return new Response(body, { headers: { 'content-type': 'image/png' } });
  });

  expect((await get()).status).toBe(502);
});

test('a blurhash is a small picture, and nonsense is not', async () => {
  const { get } = await aPicture(() => png());

  const picture = await get('/media/blurhash/LEHV6nWB2yk8pyo0adR*.7kCMdnj.png');

  expect(new Uint8Array(await picture.arrayBuffer()).slice(1, 4)).toEqual(
    new Uint8Array([0x50, 0x4e, 0x47]),
  );
  expect((await get('/media/blurhash/nonsense.png')).status).toBe(404);
});
