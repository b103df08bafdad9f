import { expect, test } from 'vitest';
import { MINUTE_MS } from '../../../src/core/clock.ts';
import { aDoor, codeIn, OOB } from '../../support/api_door.ts';

const BACK = 'https://elk.example/back';
const REGISTERED = { redirect_uris: `${OOB} ${BACK}` };

/** Two clients, and a code that the owner gave to the first for out of band. */
async function twoClients() {
  const door = await aDoor();
  const [one, other] = [await door.register(REGISTERED), await door.register(REGISTERED)];
  const code = async () =>
    codeIn(await door.allow({ client_id: one.client_id ?? '', redirect_uri: OOB }));
  const exchange = async (client: typeof one, code: string, redirect_uri = OOB) => {
    const { client_id = '', client_secret = '' } = client;
    const words = { grant_type: 'authorization_code', client_id, client_secret };
    return door.post('/oauth/token', { ...words, redirect_uri, code });
  };
  return { ...door, one, other, code, exchange };
}

test('a code is void after ten minutes', async () => {
  const { one, code, exchange, passes } = await twoClients();
  const [early, late] = [await code(), await code()];

  passes(10 * MINUTE_MS);
  expect((await exchange(one, early)).status).toBe(200);
  passes(1);
  expect((await exchange(one, late)).status).toBe(400);
});

test('a code is good for the client that it was given to, and by the way that it was asked', async () => {
  const { one, other, code, exchange } = await twoClients();

  expect((await exchange(other, await code())).status).toBe(400);
  expect((await exchange(one, await code(), BACK)).status).toBe(400);
  expect((await exchange(one, await code())).status).toBe(200);
});

test('who got hold of a code and cannot use it has used it up', async () => {
  const { one, other, code, exchange } = await twoClients();
  const stolen = await code();

  await exchange(other, stolen);

  expect((await exchange(one, stolen)).status).toBe(400);
});
