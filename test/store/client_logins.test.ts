import { createHash } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import type { EpochMs } from '../../src/core/clock.ts';
import { openClientLogins } from '../../src/store/client_logins.ts';
import { aNewDatabase } from '../support/new_database.ts';

const hashOf = (text: string) => createHash('sha256').update(text).digest();

test('a web page that registers for ever leaves a bounded number of apps and tokens', () => {
  const database = aNewDatabase();
  onTestFinished(() => database.close());
  const logins = openClientLogins(database);
  const count = (table: string) =>
    database.connection.prepare(`select count(*) from ${table}`).pluck().get();
  const register = (clientId: string, isOfOwner: boolean, at: number) => {
    const app = { clientId, secretHash: hashOf(clientId), name: 'an app', website: null };
    const createdAtMs = at as EpochMs;
    logins.addApp({ ...app, redirectUris: ['https://a.example/'], scopes: 'read', createdAtMs });
    const token = { tokenHash: hashOf(`token of ${clientId}`), clientId, scopes: 'read' };
    logins.give({ ...token, isOfOwner, countsSeen: false, atMs: createdAtMs });
  };

  register('let in', true, 0);
  for (let nth = 1; nth <= 1_200; nth += 1) register(`app ${nth}`, false, nth);

  expect([count('client_apps'), count('client_tokens')]).toEqual([501, 501]);
  expect(logins.token(hashOf('token of let in'))?.of_owner).toBe(1);
  expect(logins.token(hashOf('token of app 1200'))?.of_owner).toBe(0);
  expect(logins.token(hashOf('token of app 1'))).toBeUndefined();
});
