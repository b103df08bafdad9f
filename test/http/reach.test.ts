import { expect, test } from 'vitest';
import { anAppAskedFrom, type From, PHONE, PROXY } from '../support/asking.ts';

const NAMED = { names: ['https://reader.example', 'box.local', 'http://odd.example:8080'] };

async function statusOf(from: From, access: Parameters<typeof anAppAskedFrom>[0] = NAMED) {
  return (await anAppAskedFrom(access).ask('/editions', from)).status;
}

test('this machine needs no pairing, by whichever loopback name', async () => {
  for (const host of ['127.0.0.1:4040', 'localhost:4040', 'LOCALHOST:4040', '[::1]:4040'])
    expect(await statusOf({ host, remote: '::1' }), host).toBe(200);
  expect(await statusOf({ remote: '::ffff:127.0.0.1' })).toBe(200);
});

test('a name that its owner did not give is refused, whoever asks: DNS rebinding', async () => {
  for (const host of [
    'evil.example',
    'reader.example.evil.example',
    'evil-reader.example',
    'odd.example',
    'odd.example:9090',
    '192.168.1.6:4040',
    '127.0.0.2:4040',
    '0.0.0.0:4040',
    '',
  ]) {
    expect(await statusOf({ host }), host).toBe(403);
    expect(await statusOf({ ...PHONE, host }), host).toBe(403);
  }
});

test('a loopback name is believed from nobody but this machine', async () => {
  for (const host of ['127.0.0.1:4040', 'localhost:4040', '[::1]:4040'])
    expect(await statusOf({ ...PHONE, host }), host).toBe(403);
});

test('names that its owner gave, and its own addresses, are answered to who is paired', async () => {
  for (const host of ['reader.example', 'READER.example:443', 'box.local:4040', 'odd.example:8080'])
    expect(await statusOf({ ...PHONE, host }), host).toBe(401);
  expect(await statusOf(PHONE)).toBe(401);
  const six = { remote: 'fd00::9', local: 'fd00::5', host: '[fd00::5]:4040' };
  expect(await statusOf(six)).toBe(401);
});

test('what a proxy on this machine hands on does not count as this machine', async () => {
  expect(await statusOf(PROXY)).toBe(401);
  for (const header of ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip', 'x-forwarded-host'])
    expect(await statusOf({ headers: { [header]: '127.0.0.1' } }), header).toBe(403);
  expect(await statusOf({ httpVersion: '1.0' })).toBe(403);
  expect(await statusOf({ host: 'reader.example' })).toBe(401);
});

test('a proxy that hides the name it was asked by is told to pass it on', async () => {
  const { ask } = anAppAskedFrom(NAMED);

  const answer = await ask('/', { headers: { 'x-forwarded-for': '203.0.113.9' } });

  expect(await answer.text()).toContain('have it pass Host on');
});

/** A paired device sends a form from `origin`. */
async function sentFrom(from: From, origin: string, more: Record<string, string> = {}) {
  const { send, pair } = anAppAskedFrom(NAMED);
  const device = await pair(from);
  const form = { theme: 'dark', back: '/' };
  return (await send('/theme', device, form, { origin, ...more })).status;
}

test('a form is taken from our own origin alone, by its scheme, name and port', async () => {
  expect(await sentFrom(PROXY, 'https://reader.example')).toBe(303);
  expect(await sentFrom(PHONE, 'http://192.168.1.5:4040')).toBe(303);
  for (const origin of [
    'http://reader.example',
    'https://reader.example:8443',
    'https://evil.example',
    'https://reader.example.evil.example',
    'null',
    '',
  ])
    expect(await sentFrom(PROXY, origin), origin).toBe(403);
  for (const origin of ['https://192.168.1.5:4040', 'http://192.168.1.5', 'http://127.0.0.1:4040'])
    expect(await sentFrom(PHONE, origin), origin).toBe(403);
});

test('a cookie of a paired device helps no other site', async () => {
  const cross = { 'sec-fetch-site': 'cross-site' };
  const sibling = { 'sec-fetch-site': 'same-site' };

  expect(await sentFrom(PROXY, 'https://reader.example', cross)).toBe(403);
  expect(await sentFrom(PROXY, 'https://reader.example', sibling)).toBe(403);
  expect(await sentFrom(PROXY, 'https://evil.example', { 'sec-fetch-site': 'same-origin' })).toBe(
    403,
  );
});

test('a link in another app opens the page; another site neither embeds nor reads it', async () => {
  const { ask, pair } = anAppAskedFrom(NAMED);
  const device = await pair(PROXY);
  const from = async (mode: string, dest: string) => {
    const headers = {
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': mode,
      'sec-fetch-dest': dest,
    };
    return (await ask('/editions', device, { headers })).status;
  };

  expect(await from('navigate', 'document')).toBe(200);
  expect(await from('cors', 'empty')).toBe(403);
  expect(await from('no-cors', 'image')).toBe(403);
});

test('what clients ask with a token is no matter of cookies, and comes from any origin', async () => {
  const { ask, pair } = anAppAskedFrom(NAMED);
  const device = await pair(PROXY);
  const headers = { origin: 'https://elk.zone', 'sec-fetch-site': 'cross-site' };

  for (const path of ['/api/v1/timelines/home', '/api/v2/instance', '/oauth/token']) {
    const answer = await ask(path, device, { method: 'POST', headers });
    expect(answer.status, path).not.toBe(403);
    expect(answer.headers.get('set-cookie'), path).toBeNull();
  }
  expect((await ask('/api/v1/x', { ...PROXY, host: 'evil.example' })).status).toBe(403);
  expect((await ask('/oauth/authorize', PROXY)).status).toBe(401);
});

test('tokens and apps are not asked for without end', async () => {
  const { ask } = anAppAskedFrom(NAMED);
  const statuses = [];
  for (let time = 0; time < 31; time += 1)
    statuses.push((await ask('/oauth/token', PROXY, { method: 'POST' })).status);

  expect(statuses.slice(0, 30)).not.toContain(429);
  expect(statuses[30]).toBe(429);
  expect((await ask('/api/v1/apps', PROXY, { method: 'POST' })).status).toBe(429);
});

test('answers are packed for the network, and not for this machine itself', async () => {
  const { ask, pair } = anAppAskedFrom(NAMED);
  const headers = { 'accept-encoding': 'gzip, deflate, br' };
  const encoding = async (path: string, from: From) =>
    (await ask(path, from, { headers })).headers.get('content-encoding');
  const phone = await pair(PHONE);

  for (const path of ['/e/1', '/assets/page.css']) {
    expect(await encoding(path, {}), path).toBeNull();
    expect(await encoding(path, phone), path).toBe('gzip');
    expect(await encoding(path, await pair(PROXY)), path).toBe('gzip');
  }
  expect(await encoding('/api/v2/instance', {})).toBeNull();
  expect(await encoding('/api/v2/instance', phone)).toBe('gzip');
});
