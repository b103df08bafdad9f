import { expect, test } from 'vitest';
import { aDoor } from '../../support/api_door.ts';
import { aClient } from '../../support/api_home.ts';

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
