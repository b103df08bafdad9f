import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { OUT_OF_BAND } from '../../src/demo/server_tokens.ts';
import { aServerForOneTest, listen } from '../support/demo_server.ts';
import { smallWorld } from '../support/small_world.ts';

const VERIFIER = 'a-verifier-of-at-least-forty-three-characters-long';
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');

/** An app registered with the server, and the steps of the dance. */
async function aDance({ scopes = 'read' } = {}) {
  const server = await aServerForOneTest(smallWorld([], []));
  const post = (path: string, fields: Record<string, string>) =>
    fetch(`${server.url}${path}`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      redirect: 'manual',
    });
  const registered = await post('/api/v1/apps', {
    client_name: 'A client',
    redirect_uris: `http://127.0.0.1/callback\n${OUT_OF_BAND}`,
    scopes,
  });
  const app = await registered.json();
  const asked = (redirectUri: string) => ({
    response_type: 'code',
    client_id: app.client_id,
    redirect_uri: redirectUri,
    scope: scopes,
    state: 'xyz',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
  });
  const exchange = (code: string, redirectUri: string, verifier = VERIFIER) =>
    post('/oauth/token', {
      grant_type: 'authorization_code',
      code,
      client_id: app.client_id,
      client_secret: app.client_secret,
      redirect_uri: redirectUri,
      code_verifier: verifier,
    });
  return { server, post, app, asked, exchange };
}

const CALLBACK = 'http://127.0.0.1:55555/callback';

test('the page asks, its form sends back what was asked, the code becomes a token', async () => {
  const { server, post, asked, exchange } = await aDance();

  const page = await fetch(`${server.url}/oauth/authorize?${new URLSearchParams(asked(CALLBACK))}`);
  const inputs = (await page.text()).matchAll(/name="([^"]+)" value="([^"]*)"/g);
  const fields = Object.fromEntries([...inputs].map(([, name, value]) => [name, value]));
  const allowed = await post('/oauth/authorize', fields);
  const back = new URL(allowed.headers.get('location') ?? '');
  const answer = await exchange(back.searchParams.get('code') ?? '', CALLBACK);
  const token = await answer.json();
  const me = await fetch(`${server.url}/api/v1/accounts/verify_credentials`, {
    headers: { authorization: `Bearer ${token.access_token}` },
  });

  expect([allowed.status, `${back.origin}${back.pathname}`]).toEqual([302, CALLBACK]);
  expect(back.searchParams.get('state')).toBe('xyz');
  expect(token).toMatchObject({ token_type: 'Bearer', scope: 'read' });
  expect(await me.json()).toMatchObject({ acct: 'owner' });
});

test('a code counts once, and only with the verifier that made its challenge', async () => {
  const { post, asked, exchange } = await aDance();
  const codeOf = async () =>
    new URL(
      (await post('/oauth/authorize', asked(CALLBACK))).headers.get('location') ?? '',
    ).searchParams.get('code') ?? '';

  const wrong = await exchange(await codeOf(), CALLBACK, 'another-verifier');
  const code = await codeOf();
  const once = await exchange(code, CALLBACK);
  const twice = await exchange(code, CALLBACK);

  expect([wrong.status, once.status, twice.status]).toEqual([400, 200, 400]);
  expect(await twice.json()).toMatchObject({ error: 'invalid_grant' });
});

test('a code grows old in ten minutes', async () => {
  const { server, post, asked, exchange } = await aDance();
  const allowed = await post('/oauth/authorize', asked(CALLBACK));
  const code = new URL(allowed.headers.get('location') ?? '').searchParams.get('code') ?? '';

  await server.passTo(11);

  expect((await exchange(code, CALLBACK)).status).toBe(400);
});

test('out of band, the code is shown on a page', async () => {
  const { post, asked, exchange } = await aDance();

  const page = await (await post('/oauth/authorize', asked(OUT_OF_BAND))).text();
  const code = /<code>([^<]+)<\/code>/.exec(page)?.[1] ?? '';

  expect((await exchange(code, OUT_OF_BAND)).status).toBe(200);
});

test('a redirect that was not registered, or a wider scope, gets no code', async () => {
  const { post, asked } = await aDance();

  const elsewhere = await post('/oauth/authorize', asked('http://evil.example/callback'));
  const wider = await post('/oauth/authorize', { ...asked(CALLBACK), scope: 'read write' });

  expect([elsewhere.status, wider.status]).toEqual([400, 400]);
});

test('a token that may only read cannot act', async () => {
  const { server, post, asked, exchange } = await aDance();
  const allowed = await post('/oauth/authorize', asked(CALLBACK));
  const code = new URL(allowed.headers.get('location') ?? '').searchParams.get('code') ?? '';
  const { access_token: token } = await (await exchange(code, CALLBACK)).json();

  const acted = await server.ask('/api/v1/statuses/1/favourite', {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  });

  expect(acted.status).toBe(403);
});

test('revoking a token ends what it opened and refuses it from then on', async () => {
  const { server, post, app, asked, exchange } = await aDance();
  const allowed = await post('/oauth/authorize', asked(CALLBACK));
  const code = new URL(allowed.headers.get('location') ?? '').searchParams.get('code') ?? '';
  const { access_token: token } = await (await exchange(code, CALLBACK)).json();
  const listener = await listen(server.url, token);

  const revoked = await post('/oauth/revoke', {
    client_id: app.client_id,
    client_secret: app.client_secret,
    token,
  });
  await listener.closed;
  const refused = await fetch(`${server.url}/api/v1/timelines/home`, {
    headers: { authorization: `Bearer ${token}` },
  });

  expect([revoked.status, refused.status]).toEqual([200, 401]);
  expect(await refused.json()).toEqual({ error: 'The access token was revoked' });
});

test('announcements want a login and no scope, as on Mastodon', async () => {
  const { server, post, asked, exchange } = await aDance({ scopes: 'write:favourites' });
  const page = await (await post('/oauth/authorize', asked(OUT_OF_BAND))).text();
  const code = /<code>([^<]+)<\/code>/.exec(page)?.[1] ?? '';
  const { access_token } = await (await exchange(code, OUT_OF_BAND)).json();
  const statusOf = async (path: string, headers: Record<string, string>) =>
    (await fetch(`${server.url}${path}`, { headers })).status;
  const authorization = `Bearer ${access_token}`;

  expect(await statusOf('/api/v1/announcements', { authorization })).toBe(200);
  expect(await statusOf('/api/v2/suggestions', { authorization })).toBe(403);
  expect(await statusOf('/api/v1/announcements', {})).toBe(401);
});
