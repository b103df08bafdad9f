import { expect, test } from 'vitest';
import { aClient, anApiHome, HOST, ORIGIN } from '../../support/api_home.ts';

type Json = Record<string, never>;

async function asked(path: string, home?: Awaited<ReturnType<typeof anApiHome>>) {
  const { app } = home ?? (await anApiHome());
  return app.request(`${ORIGIN}${path}`, { headers: { host: HOST } });
}

test('host-meta names our host, never the home server', async () => {
  const response = await asked('/.well-known/host-meta');

  const text = await response.text();
  expect(text).toContain(`${ORIGIN}/.well-known/webfinger`);
  expect(text).not.toContain('home.invalid');
});

test('the authorization server is ours, with S256', async () => {
  const told = await (await asked('/.well-known/oauth-authorization-server')).json();

  expect(told).toMatchObject({
    issuer: `${ORIGIN}/`,
    authorization_endpoint: `${ORIGIN}/oauth/authorize`,
    token_endpoint: `${ORIGIN}/oauth/token`,
    code_challenge_methods_supported: ['S256'],
  });
});

test('nodeinfo says the home server’s software and version, at our address', async () => {
  const home = await anApiHome();
  await asked('/api/v2/instance', home);

  const links = await (await asked('/.well-known/nodeinfo', home)).json();
  const info = await (await asked('/nodeinfo/2.0', home)).json();

  expect(links).toMatchObject({ links: [{ href: `${ORIGIN}/nodeinfo/2.0` }] });
  expect(info).toMatchObject({ software: { name: 'mastodon', version: '4.6.5' } });
});

test('the instance is the home server’s, with our host and without its streams', async () => {
  const first = (await (await asked('/api/v1/instance/')).json()) as Json;
  const second = (await (await asked('/api/v2/instance')).json()) as Json;

  expect(first).toMatchObject({ uri: HOST, version: '4.6.5', urls: {} });
  expect(second).toMatchObject({
    domain: HOST,
    version: '4.6.5',
    api_versions: { mastodon: 11 },
    configuration: { urls: {}, statuses: { max_characters: 500 } },
  });
  expect(JSON.stringify([first.urls, second.configuration])).not.toContain('ws://');
});

test('what needs no token costs the home server one question a minute', async () => {
  const home = await anApiHome();
  const asks = () => home.asked.filter((one) => one === 'GET /api/v2/instance').length;

  for (let time = 0; time < 20; time += 1) await asked('/api/v2/instance', home);
  expect(asks()).toBe(1);
  home.passes(60_000);
  await asked('/api/v2/instance', home);
  expect(asks()).toBe(2);
});

test('lists are the owner’s and, after them, the feeds, with digits for ids', async () => {
  const { app } = await anApiHome();
  const { read, ask } = await aClient(app);
  const lists = await read<{ id: string; title: string }[]>('/api/v1/lists');

  const feed = lists.at(-1);
  expect(feed?.title).toBe('Driftline: morning');
  expect(feed?.id).toMatch(/^91\d{17}$/);
  expect(BigInt(feed?.id as string)).toBeLessThan(2n ** 63n);
  expect(await read(`/api/v1/lists/${feed?.id}`)).toEqual(feed);
  expect(await read(`/api/v1/lists/${feed?.id}/accounts`)).toEqual([]);
  expect((await ask('/api/v1/lists/9100000000000000001')).status).toBe(404);
});

test('writes to the list of a feed are refused with 422 and a reason', async () => {
  const { app, asked: sent } = await anApiHome();
  const { read, ask } = await aClient(app);
  const id = (await read('/api/v1/lists')).at(-1)?.id;

  for (const [method, path] of [
    ['PUT', `/api/v1/lists/${id}`],
    ['DELETE', `/api/v1/lists/${id}`],
    ['POST', `/api/v1/lists/${id}/accounts`],
    ['DELETE', `/api/v1/lists/${id}/accounts`],
  ] as const) {
    const response = await ask(path, { method });
    expect(response.status).toBe(422);
    expect((await response.json()) as object).toHaveProperty('error');
  }
  expect(sent.filter((one) => !one.startsWith('GET'))).toEqual([]);
});

test('the list of a feed reads as its edition', async () => {
  const { app, edition } = await anApiHome();
  const { read } = await aClient(app, { appName: 'Tusky' });
  const id = (await read('/api/v1/lists')).at(-1)?.id;

  const page = await read(`/api/v1/timelines/list/${id}?limit=40`);

  expect(page.map((one) => (one.reblog ?? one).id)).toEqual(
    edition.entries.slice(0, 40).map(({ statusId }) => statusId),
  );
});

test('the marker of the home is kept here, that of notifications by the home server', async () => {
  const { app, server, edition } = await anApiHome();
  const { ask, read } = await aClient(app);
  const first = edition.entries[0]?.statusId as string;
  const body = new URLSearchParams({
    'home[last_read_id]': first,
    'notifications[last_read_id]': '77',
  });
  const upstream = async () => {
    const request = new Request(
      `${server.url}/api/v1/markers?timeline[]=home&timeline[]=notifications`,
      {
        headers: { authorization: `Bearer ${server.token}` },
      },
    );
    return (await server.send(request)).json();
  };

  const said = await (await ask('/api/v1/markers', { method: 'POST', body })).json();

  const both = {
    home: { last_read_id: first, version: 1 },
    notifications: { last_read_id: '77' },
  };
  expect(said).toMatchObject(both);
  expect(await read('/api/v1/markers?timeline[]=home&timeline[]=notifications')).toMatchObject(
    both,
  );
  expect(await read('/api/v1/markers?timeline=home')).toMatchObject({ home: both.home });
  expect(await upstream()).not.toHaveProperty('home');
});

test('a stream is found only by who asks for one, and never by HTTP', async () => {
  const { app } = await anApiHome();
  const { ask } = await aClient(app);

  for (const path of ['', '/nothing', '?stream=user'])
    expect((await ask(`/api/v1/streaming${path}`)).status).toBe(404);
});

test('everything else is the home server’s, asked with the owner’s token, which never leaves', async () => {
  const { app, server, asked: sent } = await anApiHome();
  const { ask, token } = await aClient(app);

  const response = await ask(`/api/v1/favourites?limit=1&access_token=${token}`);

  expect(response.status).toBe(200);
  expect(sent).toContain('GET /api/v1/favourites');
  const all = JSON.stringify([...response.headers]) + (await response.text());
  expect(all).not.toContain(server.token);
});

test('what the home server says in its headers of limits and the request is passed on, no more', async () => {
  const { app, server } = await anApiHome();
  const { ask } = await aClient(app);
  const { send } = server;
  const said = {
    'x-ratelimit-limit': '300',
    'x-ratelimit-remaining': '17',
    'x-ratelimit-reset': '2026-11-02T07:35:00.000Z',
    'x-request-id': 'r-1',
    'mastodon-async-refresh': 'id="a", retry=3',
  };
  Object.assign(server, {
    send: async (request: Request) => {
      const { body, status, headers } = await send(request);
      const more = { ...Object.fromEntries(headers), ...said, 'set-cookie': 'session=1' };
      return new Response(body, { status, headers: more });
    },
  });

  const { headers } = await ask('/api/v1/favourites?limit=1');

  for (const [name, value] of Object.entries(said)) expect(headers.get(name)).toBe(value);
  expect(headers.get('set-cookie')).toBeNull();
});

test('no push is passed on, since the home server writes its token into each', async () => {
  const { app, asked: sent } = await anApiHome();
  const { ask } = await aClient(app, { scopes: 'read write push' });
  const path = '/api/v1/push/subscription';
  const body = JSON.stringify({ subscription: { endpoint: 'https://push.example' } });

  expect((await ask(path)).status).toBe(404);
  expect((await ask(path, { method: 'POST', body })).status).toBe(422);
  expect((await ask(path, { method: 'PUT', body })).status).toBe(422);
  expect(sent.some((one) => one.includes('push'))).toBe(false);
});

test('nothing leads out of the API of the home server', async () => {
  const { app, asked: sent } = await anApiHome();
  const { ask } = await aClient(app);
  sent.length = 0;

  for (const path of ['/api/%2e%2e/settings', '/api/v1/../../oauth/authorize', '/api/..%2f..%2fx'])
    await ask(path);

  for (const one of sent) expect(one).toMatch(/^GET \/api\//);
});

test('Link headers of what is passed on lead here', async () => {
  const { app, edition } = await anApiHome();
  const { ask } = await aClient(app);
  for (const { statusId } of edition.entries.slice(0, 3))
    await ask(`/api/v1/statuses/${statusId}/favourite`, { method: 'POST' });

  const link = (await ask('/api/v1/favourites?limit=1')).headers.get('link') ?? '';

  expect(link).toContain(`<${ORIGIN}/api/v1/favourites?limit=1&max_id=`);
  expect(link).not.toContain('home.invalid');
});
