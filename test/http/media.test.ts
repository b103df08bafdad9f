import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { isInward, openMediaAddresses } from '../../src/http/media/media_address.ts';
import { openPublicNetwork } from '../../src/http/media/public_network.ts';
import { openApp } from '../../src/http/server.ts';
import { aPageWorld } from '../support/page_world.ts';

const HOST = '127.0.0.1:4040';
const headers = { host: HOST };

async function aPicture(answer: (request: Request) => Response) {
  const asked: string[] = [];
  const world = aPageWorld(3, {
    fetchMedia: async (request) => {
      asked.push(request.url);
      return answer(request);
    },
  });
  const app = openApp(world.deps);
  const page = await (await app.request(`http://${HOST}/e/1`, { headers })).text();
  const path = /\/media\/[\w-]{22}\/[\w-]+/.exec(page)?.[0] as string;
  const get = (address = path, more: object = {}) =>
    app.request(`http://${HOST}${address}`, { headers: { ...headers, ...more } });
  return { get, path, asked };
}

const png = (more: object = {}) =>
  new Response('pixels', { headers: { 'content-type': 'image/png', ...more } });

test('a picture of a shown post comes through this server', async () => {
  const { get, asked } = await aPicture(() => png());

  const response = await get();

  expect(await response.text()).toBe('pixels');
  expect(response.headers.get('content-type')).toBe('image/png');
  expect(asked).toEqual(['https://files.example.social/faces/ada.png']);
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
    const { get } = await aPicture(() => new Response('x', { headers: { 'content-type': type } }));

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

test('only the exact login origin may stand on a private address', () => {
  const logins = new Set(['http://127.0.0.1:3000']);
  const addresses = openMediaAddresses(new Uint8Array(32), () => logins);

  expect(addresses.of('http://127.0.0.1:3000/a.png')).toBeDefined();
  expect(addresses.of('https://files.example/a.png')).toBeDefined();
  for (const inward of [
    'http://127.0.0.1:3001/a.png',
    'https://localhost/a.png',
    'https://192.168.1.1/a.png',
    'https://[::1]/a.png',
    'https://[fd00::1]/a.png',
    'https://2130706433/a.png',
    'https://printer.local/a.png',
    'http://files.example/a.png',
    'https://user:word@files.example/a.png',
    'file:///etc/passwd',
  ])
    expect(addresses.of(inward), inward).toBeUndefined();
});

test('addresses are told inward from public', () => {
  for (const inward of ['10.1.2.3', '100.64.0.1', '::ffff:127.0.0.1', 'fe80::1', '64:ff9b::7f00:1'])
    expect(isInward(inward), inward).toBe(true);
  for (const outward of ['93.184.216.34', '2606:2800:220:1::1', 'files.example'])
    expect(isInward(outward), outward).toBe(false);
});

test('a blurhash is a small picture, and nonsense is not', async () => {
  const { get } = await aPicture(() => png());

  const picture = await get('/media/blurhash/LEHV6nWB2yk8pyo0adR*.7kCMdnj.png');

  expect(new Uint8Array(await picture.arrayBuffer()).slice(1, 4)).toEqual(
    new Uint8Array([0x50, 0x4e, 0x47]),
  );
  expect((await get('/media/blurhash/nonsense.png')).status).toBe(404);
});

test('a name that leads inward is not connected to, unless it is the login’s own', async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.headers['user-agent'] ?? '');
    response.writeHead(302, { location: '/elsewhere', 'content-type': 'image/png' }).end('moved');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const strange = openPublicNetwork(() => new Set(), 'Driftline/test');
  const home = openPublicNetwork(() => new Set([origin]), 'Driftline/test');

  await expect(strange(new Request(`${origin}/a.png`))).rejects.toThrow('leads inward');
  expect(asked).toEqual([]);
  const answer = await home(new Request(`${origin}/a.png`));
  expect(answer.status).toBe(302);
  expect(await answer.text()).toBe('moved');
  expect(asked).toEqual(['Driftline/test']);
  server.close();
});
