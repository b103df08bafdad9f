import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { aDoor, codeIn, OOB, OURS } from '../../support/api_door.ts';
import { aClient, HOST, ORIGIN } from '../../support/api_home.ts';

const ODD = 'https://elk.example/api/127.0.0.1%3A4040/oauth/https%3A%2F%2Felk.example?a=~%20b';

test('apps and token accept form, JSON and multipart', async () => {
  const { send, allow } = await aDoor();
  const words = { client_name: 'Elk', redirect_uris: OOB, scopes: 'read write push' };
  const multipart = (of: Record<string, string>) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(of)) form.set(name, value);
    return { method: 'POST', body: form };
  };
  const json = (of: object) => ({
    method: 'POST',
    body: JSON.stringify(of),
    headers: { 'content-type': 'application/json' },
  });
  const form = (of: Record<string, string>) => ({
    method: 'POST',
    body: new URLSearchParams(of),
  });

  for (const shape of [form, json, multipart]) {
    const registered = await send('/api/v1/apps', shape(words));
    const { client_id = '', client_secret = '' } = (await registered.json()) as Record<
      string,
      string
    >;
    const code = await codeIn(await allow({ client_id, redirect_uri: OOB, scope: 'read' }));
    const asked = { grant_type: 'authorization_code', client_id, client_secret, code };
    const token = await send('/oauth/token', shape({ ...asked, redirect_uri: OOB }));
    expect(token.status).toBe(200);
    expect(await token.json()).toMatchObject({ token_type: 'Bearer', scope: 'read' });
  }
});

test('whoever has no token sends words alone, and fills no disk with them', async () => {
  const { post, all } = await aDoor();
  const many = Array.from({ length: 100 }, (_, at) => `https://a.example/${at}/${'a'.repeat(900)}`);
  const words = { client_name: 'x', redirect_uris: many.join(' '), token: many.join() };

  for (const path of ['/api/v1/apps', '/api/v1/apps/', '/oauth/token', '/oauth/revoke'])
    expect((await post(path, words)).status, path).toBe(413);
  expect(all('select * from client_apps')).toEqual([]);
});

test('nor does it fill the memory with a body that does not say how long it is', async () => {
  const { send } = await aDoor();
  const offered = async (path: string) => {
    let taken = 0;
    const body = new ReadableStream({
      pull(controller) {
        if (taken === 32) return controller.close(); // of megabytes
        controller.enqueue(new Uint8Array(2 ** 20));
        taken += 1;
      },
    });
    const { status } = await send(path, { method: 'POST', body, duplex: 'half' } as RequestInit);
    return { status, isMuch: taken > 4 };
  };

  for (const path of ['/api/v1/statuses', '/api/v2/media', '/api/v1/apps/verify_credentials'])
    expect(await offered(path), path).toEqual({ status: 401, isMuch: false });
  for (const path of ['/api/v1/apps', '/oauth/token', '/oauth/revoke'])
    expect(await offered(path), path).toEqual({ status: 413, isMuch: false });
});

test('redirect_uris may be an array, as newer clients send it', async () => {
  const { send } = await aDoor();

  const registered = await send('/api/v1/apps', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ client_name: 'New', redirect_uris: [OOB, ODD], scopes: 'read' }),
  });

  expect(await registered.json()).toMatchObject({ redirect_uris: [OOB, ODD] });
});

test('client_secret is optional with PKCE S256, and needed without', async () => {
  const { register, allow, post } = await aDoor();
  const { client_id = '', client_secret = '' } = await register();
  const verifier = 'a-verifier-that-is-long-enough-to-be-one-of-them-43';
  const code_challenge = createHash('sha256').update(verifier).digest('base64url');
  const wish = { client_id, redirect_uri: OOB };
  const granted = async (more: Record<string, string> = {}) =>
    codeIn(await allow({ ...wish, ...more }));
  const exchange = (words: Record<string, string>) =>
    post('/oauth/token', { grant_type: 'authorization_code', ...wish, ...words });
  const challenge = { code_challenge, code_challenge_method: 'S256' };

  const code = await granted(challenge);
  expect((await exchange({ code, code_verifier: verifier })).status).toBe(200);
  const wrong = await granted(challenge);
  expect((await exchange({ code: wrong, code_verifier: 'guessed' })).status).toBe(400);
  const without = await granted(challenge);
  expect((await exchange({ code: without, client_secret })).status).toBe(400);
  expect((await exchange({ code: await granted() })).status).toBe(401);
  expect((await exchange({ code: await granted(), client_secret })).status).toBe(200);
  const empty = { code_challenge: '', code_challenge_method: '' };
  expect((await exchange({ code: await granted(empty) })).status).toBe(401);
  expect((await exchange({ code: await granted(empty), client_secret })).status).toBe(200);
  const plain = { code_challenge: verifier, code_challenge_method: 'plain' };
  expect((await allow({ ...wish, ...plain })).status).toBe(400);
});

test('a code is good once', async () => {
  const { register, allow, post } = await aDoor();
  const { client_id = '', client_secret = '' } = await register();
  const code = await codeIn(await allow({ client_id, redirect_uri: OOB }));
  const words = { grant_type: 'authorization_code', client_id, client_secret, code };

  expect((await post('/oauth/token', { ...words, redirect_uri: OOB })).status).toBe(200);
  expect((await post('/oauth/token', { ...words, redirect_uri: OOB })).status).toBe(400);
});

test('out of band shows the code', async () => {
  const { register, allow } = await aDoor();
  const { client_id = '' } = await register();

  expect(await codeIn(await allow({ client_id, redirect_uri: OOB }))).toMatch(/^[\w-]{43}$/);
});

test('force_login, lang and unknown scopes are passed over', async () => {
  const { register, send } = await aDoor();
  const { client_id = '' } = await register({ scopes: 'read push profile made:up' });
  const query = new URLSearchParams({
    client_id,
    redirect_uri: OOB,
    response_type: 'code',
    scope: 'read push profile admin:everything',
    force_login: 'true',
    lang: 'None',
    state: 'None',
  });

  const page = await send(`/oauth/authorize?${query}`);

  expect(page.status).toBe(200);
  expect(await page.text()).toContain('Let Elk in?');
});

test('a client is given nothing that it does not ask for', async () => {
  const { register, allow, post } = await aDoor();
  const { client_id = '', client_secret = '' } = await register({ scopes: 'read write' });
  const asked = { client_id, redirect_uri: OOB };
  const app = { client_id, client_secret, grant_type: 'client_credentials' };

  expect((await allow({ ...asked, scope: 'profile' })).status).toBe(400);
  expect((await allow({ ...asked, scope: 'read:statuses profile' })).status).toBe(200);
  const refused = await post('/oauth/token', { ...app, scope: 'push' });
  expect(await refused.json()).toMatchObject({ error: 'invalid_scope' });
  const given = await post('/oauth/token', app);
  expect(await given.json()).toMatchObject({ scope: 'read' });
});

test('redirect_uri must match to the letter, also where it holds %3A', async () => {
  const { register, allow } = await aDoor();
  const { client_id = '' } = await register({ redirect_uris: ODD });

  const good = await allow({ client_id, redirect_uri: ODD });
  expect(good.status).toBe(302);
  expect(good.headers.get('location')).toMatch(
    new RegExp(`^${ODD.replace(/[?.]/g, '\\$&')}&code=[\\w-]+$`),
  );
  for (const near of [ODD.replaceAll('%3A', ':'), `${ODD}/`, ODD.replace('https', 'http'), ''])
    expect((await allow({ client_id, redirect_uri: near })).status).toBe(400);
});

const BACK = ['http://localhost:5173/back', 'http://localhost:5173/zurück?λ=%3A'];
test.each(BACK)('state is echoed to %s, and so is a refusal', async (back) => {
  const { register, allow } = await aDoor();
  const { client_id = '' } = await register({ redirect_uris: back });
  const wish = { client_id, redirect_uri: back, state: 'a&b=ü' };

  const allowed = new URL((await allow(wish)).headers.get('location') ?? '');
  expect(allowed.searchParams.get('state')).toBe('a&b=ü');
  const refused = (await allow({ ...wish, answer: 'no' })).headers.get('location') ?? '';
  expect(new URL(refused).searchParams.get('error')).toBe('access_denied');
  expect(new URL(refused).searchParams.get('code')).toBeNull();
});

test('no client is led to an address that runs', async () => {
  const { post } = await aDoor();
  for (const redirect_uris of ['javascript:alert(1)', 'data:text/html,x', 'not an address', ''])
    expect((await post('/api/v1/apps', { client_name: 'Bad', redirect_uris })).status).toBe(422);
});

test('apps and tokens outlive a restart, and stand on disk as hashes alone', async () => {
  const home = await aDoor();
  const { token } = await aClient(home.app);
  const { openApp } = await import('../../../src/http/server.ts');

  const again = await openApp(home.deps).request(`${ORIGIN}/api/v1/timelines/home`, {
    headers: { host: HOST, authorization: `Bearer ${token}` },
  });

  expect(again.status).toBe(200);
  const kept = home.all('select * from client_tokens join client_apps using (client_id)');
  expect(JSON.stringify(kept)).not.toContain(token);
  expect(kept).toHaveLength(1);
});

test('an unknown client gets 401 and invalid_client', async () => {
  const { post, send, register, allow } = await aDoor();
  const known = await register();
  const wish = { grant_type: 'authorization_code', code: 'x', redirect_uri: OOB };
  const wrongSecret = { ...wish, client_id: known.client_id as string, client_secret: 'guessed' };

  for (const words of [{ ...wish, client_id: 'nobody' }, wrongSecret]) {
    const response = await post('/oauth/token', words);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: 'invalid_client' });
  }
  const query = `client_id=nobody&redirect_uri=${OOB}&response_type=code`;
  const page = await send(`/oauth/authorize?${query}`);
  expect(page.status).toBe(401);
  expect(await page.json()).toMatchObject({ error: 'invalid_client' });
  expect((await allow({ client_id: 'nobody', redirect_uri: OOB })).status).toBe(401);
});

test('the page that asks is a plain form: no CORS, no frame, and only our own page sends it', async () => {
  const { register, send, allow } = await aDoor();
  const back = 'http://localhost:5173/back';
  const { client_id = '' } = await register({ redirect_uris: back, client_name: '<b>Elk</b>' });
  const query = new URLSearchParams({ client_id, redirect_uri: back, response_type: 'code' });

  const page = await send(`/oauth/authorize?${query}`, {
    headers: { origin: 'https://evil.example' },
  });
  const html = await page.text();

  expect(page.headers.get('access-control-allow-origin')).toBeNull();
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).toContain("form-action 'self' http://localhost:5173");
  expect(policy).not.toContain('unsafe');
  expect(html).toContain('&lt;b&gt;Elk&lt;/b&gt;');
  expect(html).toContain('method="post"');
  const wish = { client_id, redirect_uri: back };
  for (const from of [
    {},
    { origin: 'https://evil.example' },
    { ...OURS, 'sec-fetch-site': 'cross-site' },
  ])
    expect((await allow(wish, from)).status).toBe(403);
});
