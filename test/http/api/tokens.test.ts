import { expect, test } from 'vitest';
import { mayAsk } from '../../../src/http/api/scopes.ts';
import { aDoor } from '../../support/api_door.ts';
import { aClient, HOST, ORIGIN } from '../../support/api_home.ts';

test('a token that was given back opens nothing', async () => {
  const { app, register, post } = await aDoor();
  const { token, ask, client_id, client_secret } = await aClient(app);
  const other = await register();
  const revoke = (id = '', secret = '') =>
    post('/oauth/revoke', { client_id: id, client_secret: secret, token });

  expect((await revoke(other.client_id, other.client_secret)).status).toBe(403);
  expect((await ask('/api/v1/timelines/home')).status).toBe(200);
  expect((await revoke(client_id, client_secret)).status).toBe(200);
  expect((await ask('/api/v1/timelines/home')).status).toBe(401);
});

test('a token of an app alone reads nothing of the owner', async () => {
  const { register, post, send } = await aDoor();
  const { client_id = '', client_secret = '' } = await register();
  const response = await post('/oauth/token', {
    grant_type: 'client_credentials',
    client_id,
    client_secret,
  });
  const { access_token } = (await response.json()) as { access_token: string };
  const headers = { authorization: `Bearer ${access_token}` };

  expect((await send('/api/v1/apps/verify_credentials', { headers })).status).toBe(200);
  expect((await send('/api/v1/timelines/home', { headers })).status).toBe(422);
});

test('a token that may only read writes nothing', async () => {
  const { app, edition, asked } = await aDoor();
  const { ask } = await aClient(app, { scopes: 'read' });
  const path = `/api/v1/statuses/${edition.entries[0]?.statusId}/favourite`;

  expect((await ask(path, { method: 'POST' })).status).toBe(403);
  expect(asked.some((one) => one.startsWith('POST'))).toBe(false);
});

test.each([
  ['read', 'GET', '/api/v1/timelines/home', true],
  ['read', 'POST', '/api/v1/statuses', false],
  ['read push', 'POST', '/api/v1/statuses', false],
  ['read follow', 'POST', '/api/v1/statuses/1/favourite', false],
  ['read follow', 'POST', '/api/v1/accounts/1/follow', true],
  ['write', 'POST', '/api/v1/statuses', true],
  ['write', 'GET', '/api/v1/timelines/home', false],
  ['profile', 'GET', '/api/v1/accounts/verify_credentials', true],
  ['profile', 'GET', '/api/v1/timelines/home', false],
  ['read:statuses', 'GET', '/api/v1/timelines/home', true],
  ['read:statuses', 'GET', '/api/v1/custom_emojis', true],
  ['read:statuses', 'GET', '/api/v1/notifications', false],
  ['read:accounts', 'GET', '/api/v1/timelines/home', false],
  ['read:lists', 'GET', '/api/v1/timelines/list/9', true],
  ['write:favourites', 'POST', '/api/v1/statuses/1/favourite', true],
  ['write:favourites', 'POST', '/api/v1/statuses/1/reblog', false],
  ['write:statuses', 'POST', '/api/v1/statuses/1/unfavourite', false],
  ['write:statuses', 'DELETE', '/api/v1/statuses/1', true],
  ['write:media', 'POST', '/api/v2/media', true],
  ['read:statuses', 'GET', '/api/v1/accounts/1/statuses', true],
  ['read:accounts', 'GET', '/api/v1/accounts/1/statuses', false],
  ['read:lists', 'GET', '/api/v1/accounts/1/lists', true],
  ['write:mutes', 'POST', '/api/v1/statuses/1/unmute', true],
  ['write:accounts', 'POST', '/api/v1/statuses/1/pin', true],
  ['follow', 'POST', '/api/v1/accounts/1/remove_from_followers', true],
  ['read', 'POST', '/api/v1/statuses/1/translate', true],
  ['write', 'POST', '/api/v1/statuses/1/translate', false],
  ['read:statuses', 'GET', '/api/v1/conversations', true],
  ['read:statuses', 'GET', '/api/v1//notifications', false],
  ['write:statuses', 'POST', '/api/v1/statuses/1//favourite', false],
  ['read:search', 'GET', '/api/v1/pleroma/chats', false],
  ['read', 'GET', '/api/v1/pleroma/chats', true],
  ['read:statuses', 'GET', '/api/v1/streaming/user/notification', false],
  ['read:notifications', 'GET', '/api/v1/streaming/user/notification', true],
] as const)('with %s, %s %s: %s', (scopes, method, path, isAllowed) => {
  expect(mayAsk(scopes, method, path)).toBe(isAllowed);
});

test('the owner sees whom they let in, and turns one away without the others', async () => {
  const { app, send, post } = await aDoor();
  const phone = await aClient(app, { appName: 'Tusky <b>' });
  const other = await aClient(app, { appName: 'Elk', scopes: 'read', counts: false });
  await phone.ask('/api/v1/lists');
  const listed = await (await send('/devices')).text();
  const way = /action="(\/devices\/clients\/\d+\/revoke)"[^>]*>(?:(?!<\/form>).)*Tusky/s.exec(
    listed,
  );
  const headers = { origin: ORIGIN, 'sec-fetch-site': 'same-origin', host: HOST };
  const path = way?.[1] as string;

  expect(listed).toContain('Tusky &lt;b&gt;');
  expect(listed).toContain('may read · let in');
  expect((await post(path, {}, { origin: 'https://evil.example' })).status).toBe(403);
  expect((await phone.ask('/api/v1/lists')).status).toBe(200);
  expect((await post(path, {}, headers)).status).toBe(303);
  expect((await phone.ask('/api/v1/lists')).status).toBe(401);
  expect((await other.ask('/api/v1/lists')).status).toBe(200);
  expect(await (await send('/devices')).text()).not.toContain('Tusky');
  expect((await post(path, {}, headers)).status).toBe(404);
});
