import { expect, test } from 'vitest';
import { codeIn, OOB } from '../../support/api_door.ts';
import type { From } from '../../support/asking.ts';
import { anAppAskedFrom, PHONE, PROXY } from '../../support/asking.ts';

const NAMED = { names: ['https://reader.example'] };
const APP_WAY_BACK = 'org.reader.app://oauth';

/** What a client asks from somewhere, with no cookie of a browser. */
function aClientFrom(from: From, access: Parameters<typeof anAppAskedFrom>[0] = NAMED) {
  const door = anAppAskedFrom(access);
  const post = (path: string, body: Record<string, string>) =>
    door.ask(path, from, { method: 'POST', body: new URLSearchParams(body) });
  const register = async (redirect_uris = APP_WAY_BACK) => {
    const words = { client_name: 'Elk', redirect_uris, scopes: 'read write' };
    return (await post('/api/v1/apps', words)).json() as Promise<Record<string, string>>;
  };
  const wish = (client_id = '', redirect_uri = APP_WAY_BACK) => ({
    ...{ client_id, redirect_uri, response_type: 'code' },
    ...{ scope: 'read write', state: 'its own' },
  });
  return { ...door, post, register, wish };
}

test.each([
  ['through a proxy', PROXY, 'https://reader.example'],
  ['over the network', PHONE, 'http://192.168.1.5:4040'],
] as const)('%s, an app logs in by the browser of a paired device', async (_, from, origin) => {
  const { ask, send, pair, post, register, wish } = aClientFrom(from);
  const { client_id = '', client_secret = '' } = await register();
  const browser = await pair(from);

  const asked = await ask(`/oauth/authorize?${new URLSearchParams(wish(client_id))}`, browser);
  const allowed = await send('/oauth/authorize', browser, { ...wish(client_id), answer: 'yes' });
  const back = new URL(allowed.headers.get('location') ?? 'none:');
  const given = await post('/oauth/token', {
    ...{ grant_type: 'authorization_code', client_id, client_secret },
    ...{ redirect_uri: APP_WAY_BACK, code: back.searchParams.get('code') ?? '' },
  });
  const { access_token } = (await given.json()) as { access_token: string };
  const authorization = `Bearer ${access_token}`;
  const home = await ask('/api/v1/timelines/home?limit=2', from, { headers: { authorization } });

  expect([asked.status, await asked.text()]).toEqual([200, expect.stringContaining('Let Elk in?')]);
  expect(asked.headers.get('content-security-policy')).toContain(
    "form-action 'self' org.reader.app:",
  );
  expect([allowed.status, back.searchParams.get('state')]).toEqual([302, 'its own']);
  expect(((await home.json()) as unknown[]).length).toBe(2);
  expect(home.headers.get('link')).toContain(`<${origin}/api/v1/timelines/home?limit=2&max_id=`);
});

test('a browser that is not paired is not asked, and can say no yes', async () => {
  const { ask, send, register, wish } = aClientFrom(PROXY);
  const { client_id } = await register();

  for (const path of ['/oauth/authorize', '/oauth/authorize/']) {
    const query = new URLSearchParams(wish(client_id));
    expect((await ask(`${path}?${query}`, PROXY)).status).toBe(401);
    const form = { ...wish(client_id), answer: 'yes' };
    expect((await send(path, PROXY, form)).status).toBe(401);
  }
});

test('the key of a feed reader lets no client in', async () => {
  const { ask, devices, world, register, wish } = aClientFrom(PROXY);
  const { client_id } = await register();
  devices.admitReader('a-key', 'a feed reader', world.deps.time.now());
  const headers = { ...PROXY.headers, cookie: '__Host-driftline_session=a-key' };

  const query = new URLSearchParams(wish(client_id));
  const answer = await ask(`/oauth/authorize?${query}`, { ...PROXY, headers });

  expect(answer.status).toBe(401);
});

test('where everybody must be paired, this machine too says yes only then', async () => {
  const { ask, send, pair, register, wish } = aClientFrom({}, { pair: 'always' });
  const { client_id } = await register(OOB);
  const form = { ...wish(client_id, OOB), answer: 'yes' };

  expect((await ask(`/oauth/authorize?${new URLSearchParams(form)}`, {})).status).toBe(401);
  expect(await codeIn(await send('/oauth/authorize', await pair({}), form))).not.toBe('');
});

test('every address that a client is told is under the name that it asked by', async () => {
  const { ask } = aClientFrom(PROXY);
  for (const path of [
    '/.well-known/nodeinfo',
    '/.well-known/host-meta',
    '/.well-known/oauth-authorization-server',
  ]) {
    const told = await (await ask(path, PROXY)).text();
    expect(told).toContain('https://reader.example/');
    expect(told).not.toMatch(/127\.0\.0\.1|http:\/\/reader/);
  }
  const instance = await (await ask('/api/v2/instance', PROXY)).json();
  expect(instance).toMatchObject({ domain: 'reader.example' });
  const secure = { ...PROXY, headers: {}, encrypted: true };
  expect(await (await ask('/.well-known/nodeinfo', secure)).text()).toContain('https://reader');
});

test('a slash at the end is no way around the limits of tries', async () => {
  const { ask } = aClientFrom(PROXY);
  const statuses = [];
  for (let time = 0; time < 31; time += 1)
    statuses.push((await ask('/oauth/token/', PROXY, { method: 'POST' })).status);

  expect(statuses.slice(0, 30)).not.toContain(429);
  const held = await ask('/api/v1/apps/', PROXY, { method: 'POST' });
  expect([statuses[30], held.status]).toEqual([429, 429]);
  expect(held.headers.get('access-control-allow-origin')).toBe('*');
  expect(Number(held.headers.get('retry-after'))).toBeGreaterThan(0);
});

test('guessed tokens are slowed down by where they come from, and a good one is let in', async () => {
  const { ask, pair, send, register, wish, post } = aClientFrom(PROXY);
  const { client_id = '', client_secret = '' } = await register(OOB);
  const browser = await pair(PROXY);
  const allowed = await send('/oauth/authorize', browser, {
    ...wish(client_id, OOB),
    answer: 'yes',
  });
  const given = await post('/oauth/token', {
    ...{ grant_type: 'authorization_code', client_id, client_secret },
    ...{ redirect_uri: OOB, code: await codeIn(allowed) },
  });
  const { access_token } = (await given.json()) as { access_token: string };
  const home = async (token: string, from: From = PROXY) => {
    const headers = { authorization: `Bearer ${token}` };
    return (await ask('/api/v1/timelines/home', from, { headers })).status;
  };
  const guesses = [];
  for (let time = 0; time < 61; time += 1) guesses.push(await home(`guess${time}`));

  expect(guesses.slice(0, 60)).toEqual(Array.from({ length: 60 }, () => 401));
  expect(guesses[60]).toBe(429);
  expect(await home(access_token)).toBe(200);
  expect(await home('guess', {})).toBe(401);
});
