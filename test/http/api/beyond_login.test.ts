import { expect, test } from 'vitest';
import type { ApiNeeds } from '../../../src/http/api/api_desk.ts';
import { mayAsk } from '../../../src/http/api/scopes.ts';
import { openApp } from '../../../src/http/server.ts';
import { scopesFor } from '../../../src/mastodon/login_scopes.ts';
import { aClient, anApiHome, type StatusJson } from '../../support/api_home.ts';

/** A client of a home whose server lets the owner's login do what stands under `scopes`. */
async function aClientOf(scopes: string) {
  const home = await anApiHome();
  const needs = home.deps.api as ApiNeeds;
  const upstream: ApiNeeds['upstream'] = async () => {
    const connection = await needs.upstream();
    const send = async (request: Request) => {
      if (mayAsk(scopes, request.method, new URL(request.url).pathname))
        return connection.send(request);
      return Response.json(
        { error: 'This action is outside the authorized scopes' },
        { status: 403 },
      );
    };
    return { ...connection, send };
  };
  const { ask } = await aClient(openApp({ ...home.deps, api: { ...needs, upstream } }));
  const answered = async (path: string, method = 'GET') => {
    const response = await ask(path, { method });
    return { status: response.status, json: await response.json() };
  };
  return { answered, id: home.edition.entries[0]?.statusId };
}

test('what a login of Driftline’s asks for lets clients search at the server', () => {
  for (const mayAct of [false, true])
    expect(mayAsk(scopesFor(mayAct)[0], 'GET', '/api/v2/search')).toBe(true);
});

test('where the login may not search, what is stored is searched', async () => {
  const { answered } = await aClientOf('read:accounts read:statuses');

  const { status, json } = await answered('/api/v2/search?q=from:ada&type=statuses');

  expect(status).toBe(200);
  const { statuses } = json as { readonly statuses: readonly StatusJson[] };
  expect(new Set(statuses.map(({ account }) => account.acct.split('@')[0]))).toEqual(
    new Set(['ada']),
  );
});

test.each([
  ['favourite', 'type driftline login home.invalid --act'],
  ['mute', 'do it at home.invalid itself'],
])('who may not %s is told which login may, if one does', async (name, remedy) => {
  const { answered, id } = await aClientOf(scopesFor(false)[0]);

  const { status, json } = await answered(`/api/v1/statuses/${id}/${name}`, 'POST');

  expect(status).toBe(403);
  expect(json).toEqual({
    error: `Driftline's login at home.invalid may not do this: ${remedy}`,
  });
});
