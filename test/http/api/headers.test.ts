import { expect, test } from 'vitest';
import { aClient, anApiHome, HOST, ORIGIN } from '../../support/api_home.ts';

const FROM = { host: HOST, origin: 'https://phanpy.social', 'sec-fetch-site': 'cross-site' };
const OPEN_PATHS = [
  '/api/v1/timelines/home',
  '/api/v2/instance',
  '/api/nothing',
  '/.well-known/nodeinfo',
  '/nodeinfo/2.0',
  '/oauth/token',
  '/oauth/revoke',
  '/oauth/userinfo',
];

test('every site may ask, without credentials, also where the answer is an error', async () => {
  const { app } = await anApiHome();
  for (const path of OPEN_PATHS) {
    const response = await app.request(ORIGIN + path, { headers: FROM });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-allow-credentials')).toBeNull();
    expect(response.headers.get('cache-control'), path).toMatch(/no-store/);
    expect(response.headers.get('x-content-type-options'), path).toBe('nosniff');
    expect(response.headers.get('content-security-policy'), path).toMatch(/^default-src 'none'/);
    const shown = response.headers.get('access-control-expose-headers') ?? '';
    for (const name of [
      ...['Link', 'X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset'],
      ...['X-Request-Id', 'Mastodon-Async-Refresh'],
    ])
      expect(shown.split(',')).toContain(name);
  }
});

test('a preflight echoes what was asked for, and holds for an hour', async () => {
  const { app } = await anApiHome();
  const headers = 'authorization,content-type,idempotency-key,x-odd';
  for (const path of OPEN_PATHS) {
    const response = await app.request(ORIGIN + path, {
      method: 'OPTIONS',
      headers: {
        ...FROM,
        'access-control-request-method': 'POST',
        'access-control-request-headers': headers,
      },
    });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-headers')).toBe(headers);
    expect(Number(response.headers.get('access-control-max-age'))).toBeGreaterThanOrEqual(600);
    for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])
      expect(response.headers.get('access-control-allow-methods')).toContain(method);
  }
});

test('the page stays closed to other sites', async () => {
  const { app } = await anApiHome();
  const response = await app.request(`${ORIGIN}/`, { headers: FROM });

  expect(response.status).toBe(403);
  expect(response.headers.get('access-control-allow-origin')).toBeNull();
});

test('no cookie opens the API, and none is set by it', async () => {
  const { app } = await anApiHome();
  const { token, ask } = await aClient(app);

  const response = await app.request(`${ORIGIN}/api/v1/timelines/home`, {
    headers: { host: HOST, cookie: `token=${token}; session=${token}; access_token=${token}` },
  });

  expect(response.status).toBe(401);
  for (const path of ['/api/v1/timelines/home', '/api/v1/lists', '/api/v1/preferences'])
    expect((await ask(path)).headers.get('set-cookie')).toBeNull();
});

test('a name that is not ours is told nothing, whatever its token', async () => {
  const { app } = await anApiHome();
  const { token } = await aClient(app);
  for (const host of ['evil.example', '127.0.0.1.evil.example:4040', '10.0.0.2:4040']) {
    const response = await app.request(`http://${host}/api/v1/timelines/home`, {
      headers: { host, authorization: `Bearer ${token}` },
    });
    expect(response.status).toBe(403);
  }
});

test('a proxy that hides the name it was asked by is told to pass it on', async () => {
  const { app } = await anApiHome();
  const response = await app.request(`${ORIGIN}/.well-known/nodeinfo`, {
    headers: { host: HOST, 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
  });

  expect(response.status).toBe(403);
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  expect(((await response.json()) as { error: string }).error).toContain('have it pass Host on');
});

test('an error is JSON with a reason', async () => {
  const { app } = await anApiHome();
  const { ask } = await aClient(app);
  for (const [response, status] of [
    [await app.request(`${ORIGIN}/api/v1/lists`, { headers: { host: HOST } }), 401],
    [await ask('/api/v1/statuses/1'), 404],
    [await ask('/nodeinfo/9'), 404],
  ] as const) {
    expect(response.status).toBe(status);
    expect(((await response.json()) as { error: string }).error).not.toBe('');
  }
});
