import { expect, test } from 'vitest';
import { HOUR_MS } from '../../src/core/clock.ts';
import { anAppAskedFrom, PHONE } from '../support/asking.ts';

/** What proxies and tunnels say of whom they ask for; any of them is enough. */
const FORWARDED = [
  'cf-connecting-ip',
  'cf-ray',
  'forwarded',
  'ngrok-trace-id',
  'tailscale-user-login',
  'true-client-ip',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-server',
  'x-real-ip',
];

test.each(FORWARDED)('who comes with %s is not this machine, by whichever name', async (header) => {
  const { ask } = anAppAskedFrom({ names: ['localhost'] });
  const headers = { [header]: 'somebody' };

  expect((await ask('/e/1', { headers })).status).toBe(403);
  expect((await ask('/e/1', { host: 'localhost:4040', headers })).status).toBe(401);
  expect((await ask('/e/1', { host: 'localhost:4040' })).status).toBe(200);
});

test('who guesses is counted by the address of the connection, whatever they say', async () => {
  const { send } = anAppAskedFrom();
  const guess = async (said: string) => {
    const headers = { 'x-forwarded-for': said };
    return (await send('/pair', { ...PHONE, headers }, { code: 'guess' })).status;
  };

  for (let time = 0; time < 30; time += 1) expect(await guess(`203.0.113.${time}`)).toBe(404);

  expect(await guess('203.0.113.99')).toBe(429);
});

test('nobody but a proxy on this machine says that they came by https', async () => {
  const { send, ask, invite } = anAppAskedFrom();
  const headers = { 'x-forwarded-proto': 'https' };
  const origin = 'http://192.168.1.5:4040';

  const paired = await send('/pair', { ...PHONE, headers }, { code: invite() }, { origin });

  expect(paired.headers.get('set-cookie')).toMatch(/^driftline_session=.*SameSite=Lax$/);
  const page = await ask('/pair?code=x', { ...PHONE, headers });
  expect(page.headers.has('cross-origin-opener-policy')).toBe(false);
});

test('the session of a device opens nothing where it stands in an address', async () => {
  const { ask, pair } = anAppAskedFrom();
  const phone = await pair(PHONE);
  const secret = phone.headers.cookie?.split('=')[1];

  for (const name of ['key', 'session', 'token', 'driftline_session', 'access_token'])
    expect((await ask(`/e/1?${name}=${secret}`, PHONE)).status, name).toBe(401);
  expect((await ask('/e/1', phone)).status).toBe(200);
});

test('a session that is used is set anew once a day, so that no browser lets go of it', async () => {
  const { ask, pair, world } = anAppAskedFrom();
  const phone = await pair(PHONE);
  const setAnew = async () => (await ask('/e/1', phone)).headers.get('set-cookie');
  await setAnew();

  expect(await setAnew()).toBeNull();
  world.passes(25 * HOUR_MS);
  expect(await setAnew()).toMatch(
    new RegExp(`^${phone.headers.cookie}; Max-Age=34560000; Path=/; HttpOnly; SameSite=Lax$`),
  );
  expect(await setAnew()).toBeNull();
});

test('a client that is let in may ask as often as it likes', async () => {
  const { ask } = anAppAskedFrom();
  const statuses = new Set<number>();

  for (let time = 0; time < 100; time += 1)
    statuses.add((await ask('/.well-known/nodeinfo', PHONE)).status);

  expect([...statuses]).toEqual([200]);
});

test.each([
  ['cross-site', 'navigate', 'iframe'],
  ['cross-site', 'navigate', 'frame'],
  ['cross-site', 'navigate', 'embed'],
  ['same-site', 'navigate', 'iframe'],
  ['same-site', 'no-cors', 'image'],
  ['same-site', 'cors', 'empty'],
])('a page %s shows nothing of ours in its own: %s, %s', async (site, mode, dest) => {
  const { ask } = anAppAskedFrom();
  const headers = { 'sec-fetch-site': site, 'sec-fetch-mode': mode, 'sec-fetch-dest': dest };

  const answer = await ask('/e/1', { headers });

  expect(answer.status).toBe(403);
  expect(await answer.text()).toBe('Another site asked for this.');
});

test.each([
  ['cross-site', 'prefetch', 403],
  ['cross-site', 'prefetch;prerender', 403],
  ['same-site', 'prefetch', 403],
  ['same-origin', 'prefetch', 200],
  ['none', 'prefetch', 403],
])('what a browser fetches ahead for a page %s: %s', async (site, purpose, status) => {
  const { ask } = anAppAskedFrom();
  const asked = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
  const headers = { ...asked, 'sec-fetch-site': site, 'sec-purpose': purpose };

  expect((await ask('/e/1/1', { headers })).status).toBe(status);
});
