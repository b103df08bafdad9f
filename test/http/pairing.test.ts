import { expect, onTestFinished, test } from 'vitest';
import { MINUTE_MS } from '../../src/core/clock.ts';
import { serveHttp } from '../../src/http/server.ts';
import { deviceName } from '../../src/http/web/device_routes.tsx';
import { anAppAskedFrom, PHONE, PROXY } from '../support/asking.ts';
import { aPageWorld } from '../support/page_world.ts';

const NAMED = { names: ['https://reader.example'] };

test('whoever comes from elsewhere reads nothing before they are paired', async () => {
  const { ask, send } = anAppAskedFrom();

  for (const path of ['/', '/e/1', '/editions', '/health', '/devices', '/media/x/y', '/as-it-came'])
    expect((await ask(path, PHONE)).status, path).toBe(401);
  expect((await send('/draw', PHONE)).status).toBe(401);
  expect((await send('/devices/pair', PHONE)).status).toBe(401);
  expect(await (await ask('/', PHONE)).text()).toContain('driftline serve --pair');
  expect((await ask('/assets/page.css', PHONE)).status).toBe(200);
});

test('who is not paired is told the command with the port that this page has', async () => {
  const { deps } = aPageWorld(1);
  const access = { names: [], pair: 'always' } as const;
  const serving = await serveHttp({ ...deps, access }, { port: 0 });
  onTestFinished(serving.close);

  const said = await (await fetch(serving.url)).text();

  expect(said).toContain(`type: driftline serve --pair --port ${new URL(serving.url).port}\n`);
});

test('a link pairs one device, once, and that device reads and acts', async () => {
  const { ask, send, invite } = anAppAskedFrom();
  const code = invite();

  const asked = await ask(`/pair?code=${code}`, PHONE);
  const paired = await send('/pair', PHONE, { code, name: 'my phone' });
  const again = await send('/pair', PHONE, { code, name: 'another' });
  const cookie = paired.headers.get('set-cookie') as string;
  const phone = { ...PHONE, headers: { cookie: cookie.split(';')[0] as string } };

  expect([asked.status, asked.headers.get('set-cookie')]).toEqual([200, null]);
  expect([paired.status, paired.headers.get('location')]).toEqual([303, '/']);
  expect(cookie).toMatch(/^driftline_session=[\w-]{43}; .*HttpOnly; SameSite=Lax$/);
  expect([again.status, again.headers.get('set-cookie')]).toEqual([404, null]);
  expect((await ask('/e/1', phone)).status).toBe(200);
  expect((await send('/theme', phone, { theme: 'dark', back: '/' })).status).toBe(303);
});

test('looking at a link does not use it up', async () => {
  const { ask, send, invite } = anAppAskedFrom();
  const code = invite();

  for (let time = 0; time < 3; time += 1) await ask(`/pair?code=${code}`, PHONE);

  expect((await send('/pair', PHONE, { code })).status).toBe(303);
});

test('a link is void after ten minutes, and a wrong one always', async () => {
  const { world, ask, send, invite } = anAppAskedFrom();
  const code = invite();
  world.passes(10 * MINUTE_MS);

  expect((await ask(`/pair?code=${code}`, PHONE)).status).toBe(404);
  expect((await send('/pair', PHONE, { code })).status).toBe(404);
  expect((await send('/pair', PHONE, { code: 'guessed' })).status).toBe(404);
  expect((await send('/pair', PHONE)).status).toBe(404);
});

test('over https the session is for this host alone, and never sent without it', async () => {
  const { send, invite, ask } = anAppAskedFrom(NAMED);
  const code = invite();

  const paired = await send('/pair', PROXY, { code });
  const cookie = paired.headers.get('set-cookie') as string;

  expect(cookie).toMatch(/^__Host-driftline_session=[\w-]{43};/);
  expect(cookie).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  const session = { ...PROXY, headers: { ...PROXY.headers, cookie: cookie.split(';')[0] ?? '' } };
  expect((await ask('/e/1', session)).status).toBe(200);
});

test('over https of its own the session is for this host alone as well', async () => {
  const { send, invite } = anAppAskedFrom();

  const paired = await send('/pair', { ...PHONE, encrypted: true }, { code: invite() });

  expect(paired.headers.get('set-cookie')).toMatch(/^__Host-driftline_session=.*; Secure/);
});

test('a device that is turned away is out at once; the others stay', async () => {
  const { ask, send, pair, devices } = anAppAskedFrom();
  const phone = await pair(PHONE, 'phone');
  const tablet = await pair(PHONE, 'tablet');
  const [, oldest] = devices.list();

  const list = await (await ask('/devices', {})).text();
  const revoked = await send(`/devices/${oldest?.device_key}/revoke`, {});

  expect(list).toMatch(/tablet.*phone/s);
  expect(revoked.headers.get('location')).toBe('/devices');
  expect((await ask('/e/1', phone)).status).toBe(401);
  expect((await ask('/e/1', tablet)).status).toBe(200);
  expect((await send('/devices/99/revoke', {})).status).toBe(404);
});

test('secrets stand nowhere in the database, only their hashes', async () => {
  const { world, pair, invite } = anAppAskedFrom();
  const phone = await pair(PHONE);
  const code = invite('another-code');

  const rows = (table: string) => world.database.connection.prepare(`select * from ${table}`).all();
  const dump = JSON.stringify([...rows('devices'), ...rows('pairings')], (_, value) =>
    value?.type === 'Buffer' ? Buffer.from(value.data).toString('latin1') : value,
  );

  expect(rows('devices')).toHaveLength(1);
  expect(dump).not.toContain(code);
  expect(dump).not.toContain((phone.headers.cookie ?? '').split('=')[1]);
});

test('guesses are slowed down by where they come from, and this machine is not', async () => {
  const { world, ask, send } = anAppAskedFrom();
  const guess = async (remote: string) =>
    (await send('/pair', { ...PHONE, remote }, { code: 'guess' })).status;

  const tries = [];
  for (let time = 0; time < 31; time += 1) tries.push(await guess('192.168.1.66'));
  const held = await send('/pair', { ...PHONE, remote: '192.168.1.66' }, { code: 'guess' });

  expect(tries.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 404));
  expect(tries[30]).toBe(429);
  expect(Number(held.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await guess('192.168.1.67')).toBe(404);
  for (let time = 0; time < 40; time += 1) await ask('/pair?code=x', {});
  expect((await ask('/pair?code=x', {})).status).toBe(404);
  world.passes(MINUTE_MS);
  expect(await guess('192.168.1.66')).toBe(404);
});

test('wrong sessions are slowed down too, and a network of IPv6 counts as one', async () => {
  const { ask } = anAppAskedFrom({ names: ['reader.example'] });
  const statuses = [];
  for (let time = 0; time < 61; time += 1) {
    const remote = `2001:db8:1:2::${time.toString(16)}`;
    const headers = { cookie: `driftline_session=wrong${time}` };
    statuses.push((await ask('/', { remote, host: 'reader.example:4040', headers })).status);
  }

  expect(statuses.slice(0, 60)).toEqual(Array.from({ length: 60 }, () => 401));
  expect(statuses[60]).toBe(429);
});

test('behind a proxy each reader is counted for themselves, by what the proxy itself added', async () => {
  const { send } = anAppAskedFrom(NAMED);
  const guess = async (forwarded: string) => {
    const headers = { ...PROXY.headers, 'x-forwarded-for': forwarded };
    return (await send('/pair', { ...PROXY, headers }, { code: 'guess' })).status;
  };

  for (let time = 0; time < 30; time += 1) await guess(`198.51.100.${time}, 203.0.113.9`);

  expect(await guess('198.51.100.77, 203.0.113.9')).toBe(429);
  expect(await guess('203.0.113.10')).toBe(404);
});

test('where everybody must be paired, this machine must too', async () => {
  const { ask, pair } = anAppAskedFrom({ pair: 'always' });

  expect((await ask('/e/1', {})).status).toBe(401);
  expect((await ask('/e/1', await pair({}))).status).toBe(200);
});

test('a paired device makes links for others, with their picture for a camera', async () => {
  const { send, pair, ask } = anAppAskedFrom(NAMED);
  const phone = await pair(PHONE);

  const page = await (await send('/devices/pair', phone)).text();
  const here = await (await send('/devices/pair', {})).text();
  const code = /pair\?code=([\w-]{43})/.exec(page)?.[1];

  expect(page).toContain(`http://192.168.1.5:4040/pair?code=${code}`);
  expect(page).toMatch(/<svg class="qr" role="img"/);
  expect(here).toContain('https://reader.example/pair?code=');
  expect((await ask(`/pair?code=${code}`, PHONE)).status).toBe(200);
});

test('asked by this machine, the page names an address that another device can open', async () => {
  const linkOf = async (access: Parameters<typeof anAppAskedFrom>[0], what = 'pair') => {
    const page = await (await anAppAskedFrom(access).send(`/devices/${what}`, {})).text();
    return /<code>(https?:[^<?]+)/.exec(page)?.[1];
  };
  const inTheNetwork = { address: () => '192.168.1.5' };

  expect(await linkOf(inTheNetwork)).toBe('http://192.168.1.5:4040/pair');
  const feed = 'http://192.168.1.5:4040/subscriptions/morning.atom';
  expect(await linkOf(inTheNetwork, 'reader')).toBe(feed);
  expect(await linkOf({ address: () => 'fd00::5' })).toBe('http://[fd00::5]:4040/pair');
  expect(await linkOf({ names: ['reader.example'] })).toBe('http://reader.example:4040/pair');
  expect(await linkOf({ names: ['reader.example:8443'] })).toBe('http://reader.example:8443/pair');
});

test('where no other device comes in, the page makes no link and says how one would', async () => {
  const { send, devices } = anAppAskedFrom();

  for (const what of ['pair', 'reader']) {
    const page = await (await send(`/devices/${what}`, {})).text();
    expect(page).toContain('--host 0.0.0.0');
    expect(page).not.toContain('127.0.0.1');
  }
  expect(devices.list()).toEqual([]);
});

test.each([
  ['Firefox on Android', '(Android 15; Mobile; rv:133.0) Gecko/133.0 Firefox/133.0'],
  ['Chrome on Android', '(Linux; Android 10; K) Chrome/143.0 Mobile Safari/537.36'],
  ['Edge on Windows', '(Windows NT 10.0; Win64; x64) Chrome/143.0 Safari/537.36 Edg/143.0'],
  ['Opera on Linux', '(X11; Linux x86_64) Chrome/143.0 Safari/537.36 OPR/125.0'],
  ['Safari on iPhone', '(iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Safari/604.1'],
  ['Chrome on iPhone', '(iPhone; CPU iPhone OS 18_1 like Mac OS X) CriOS/143.0 Safari/604.1'],
  ['a device', 'curl/8'],
  ['a device', undefined],
])('a device is called %s, as its browser says of itself: %s', (name, userAgent) => {
  expect(deviceName(userAgent)).toBe(name);
});

test.each([
  ['plain http', PHONE, false],
  ['https', PROXY, true],
])('what browsers heed by https alone is said by that alone: %s', async (_, from, isSaid) => {
  const { ask } = anAppAskedFrom(NAMED);

  const { headers } = await ask('/pair?code=x', from);

  for (const name of ['cross-origin-opener-policy', 'origin-agent-cluster'])
    expect(headers.has(name), name).toBe(isSaid);
  expect(headers.has('content-security-policy')).toBe(true);
});
