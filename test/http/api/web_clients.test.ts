// Elk and Phanpy are not installed here: their requests are, in the
// order in which they were seen to send them (clients.md, sections 1 to 3).
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { innerId, type StatusJson } from '../../support/api_home.ts';
import { aServedApi } from '../../support/served_api.ts';
import { aWebClient } from '../../support/web_client.ts';
import { type App, codeOf, type Instance, readsAll, tokenOf } from '../../support/web_login.ts';

const HOME = '/api/v1/timelines/home';

test('Elk: its own server logs in, and its page reads by Link, two pages at once', async () => {
  const api = await aServedApi();
  const host = new URL(api.url).host;
  const elkServer = aWebClient(api.url);
  const redirect_uri = `https://elk.example/api/${encodeURIComponent(host)}/oauth/${encodeURIComponent('https://elk.example')}`;
  const scope = 'read write follow push';
  const app = (
    await elkServer.ask<App>('/api/v1/apps', {
      json: {
        client_name: 'Elk',
        website: 'https://elk.zone',
        redirect_uris: redirect_uri,
        scopes: scope,
      },
    })
  ).json;
  const instance = (await elkServer.ask<Instance>('/api/v2/instance')).json;
  const back = await codeOf(api, {
    ...{ client_id: app.client_id, redirect_uri, scope },
    ...{ force_login: 'true', lang: 'en-US' },
  });
  const { client_id, client_secret } = app;
  const code = back.searchParams.get('code') as string;
  const exchange = { client_id, client_secret, redirect_uri, grant_type: 'authorization_code' };
  const given = await elkServer.ask<{ access_token: string; scope: string }>('/oauth/token', {
    json: { ...exchange, code, scope },
  });
  const elk = aWebClient(api.url, 'https://elk.example');
  elk.hold(given.json.access_token);

  await readsAll(elk, [
    ...['/api/v2/instance', '/api/v1/accounts/verify_credentials', '/api/v1/preferences'],
    ...['/api/v1/followed_tags', '/api/v1/push/subscription'],
    ...['/api/v1/markers?timeline[]=notifications', '/api/v1/notifications?limit=30'],
  ]);
  const [read, twice] = await Promise.all([
    elk.byLink(`${HOME}?limit=30`),
    elk.byLink(`${HOME}?limit=30`, 2),
  ]);
  const lists = (await elk.ask<{ id: string }[]>('/api/v1/lists')).json;
  const list = lists.at(-1)?.id as string;
  const asList = await elk.byLink(`/api/v1/timelines/list/${list}`);

  expect(back.origin + back.pathname).toBe(redirect_uri.replace(/\?.*/, ''));
  expect(given.json.scope).toBe(scope);
  expect(instance.configuration?.urls).toEqual({});
  expect(read.map(innerId)).toEqual(api.order);
  expect(twice.map(innerId)).toEqual(api.order.slice(0, 60));
  expect(asList.map(innerId)).toEqual(api.order);
  expect((await elk.ask<{ id: string }>(`/api/v1/lists/${list}`)).json.id).toBe(list);
  expect(api.had('seen')).toEqual([]);
  expect(elk.preflights()).toBeGreaterThan(10);
});

test('Elk: a thread is opened, and its client that nobody knows is told to register', async () => {
  const api = await aServedApi();
  const elk = aWebClient(api.url, 'https://elk.example');
  elk.hold(await tokenOf(api, aWebClient(api.url, 'https://elk.example'), 'Elk'));
  const [first] = await elk.byLink(`${HOME}?limit=30`, 1);
  const id = innerId(first as StatusJson);

  for (const path of [`/api/v1/statuses/${id}`, `/api/v1/statuses/${id}/context`])
    expect((await elk.ask(path)).status).toBe(200);
  const unknown = await aWebClient(api.url).ask('/oauth/token', {
    json: { client_id: 'of last week', code: 'x', grant_type: 'authorization_code' },
  });

  expect(api.had('opened')).toEqual([1]);
  expect([unknown.status, unknown.json]).toEqual([
    401,
    expect.objectContaining({ error: 'invalid_client' }),
  ]);
});

test('Phanpy: with PKCE and no secret it logs in, polls its home, and reads the list by Link', async () => {
  const api = await aServedApi();
  const phanpy = aWebClient(api.url, 'https://phanpy.example');
  const redirect_uri = 'https://phanpy.example/';
  const scope = 'read write follow push';
  await fetch(`${api.url}/.well-known/host-meta`);
  const metadata = await phanpy.ask<{ code_challenge_methods_supported: string[]; issuer: string }>(
    '/.well-known/oauth-authorization-server',
  );
  const nodeinfo = (await phanpy.ask<{ links: { href: string }[] }>('/.well-known/nodeinfo')).json;
  await phanpy.ask(nodeinfo.links[0]?.href as string);
  const { client_id } = (
    await phanpy.ask<App>('/api/v1/apps', {
      form: {
        client_name: 'Phanpy',
        redirect_uris: redirect_uri,
        scopes: scope,
        website: redirect_uri,
      },
    })
  ).json;
  const verifier = 'v'.repeat(64);
  const code_challenge = createHash('sha256').update(verifier).digest('base64url');
  const challenge = { code_challenge, code_challenge_method: 'S256' };
  const back = await codeOf(api, { client_id, redirect_uri, scope, ...challenge });
  const code = back.searchParams.get('code') as string;
  const { json: given } = await phanpy.ask<{ access_token: string }>('/oauth/token', {
    form: {
      client_id,
      redirect_uri,
      grant_type: 'authorization_code',
      code,
      scope,
      code_verifier: verifier,
    },
  });
  phanpy.hold(given.access_token);

  await readsAll(phanpy, [
    ...['/api/v2/instance', '/api/v1/accounts/verify_credentials', '/api/v1/preferences'],
    ...['/api/v1/followed_tags', '/api/v1/lists'],
  ]);
  const home = (await phanpy.ask<StatusJson[]>(`${HOME}?limit=20`)).json;
  const poll = await phanpy.ask(`${HOME}?limit=5&since_id=${home[0]?.id}`);
  const list = (await phanpy.ask<{ id: string }[]>('/api/v1/lists')).json.at(-1)?.id as string;
  const read = await phanpy.byLink(`/api/v1/timelines/list/${list}?limit=20`);
  const top = read[0] as StatusJson;
  const listPoll = await phanpy.ask(`/api/v1/timelines/list/${list}?limit=5&since_id=${top.id}`);
  const batch = read
    .slice(0, 3)
    .map((one) => `id[]=${innerId(one)}`)
    .join('&');
  const parents = (await phanpy.ask<StatusJson[]>(`/api/v1/statuses?${batch}`)).json;

  expect(metadata.json.issuer).toBe(`${api.url}/`);
  expect(metadata.json.code_challenge_methods_supported).toContain('S256');
  expect(poll.json).toEqual([]);
  expect(read.map(innerId)).toEqual(api.order);
  expect([listPoll.status, listPoll.json]).toEqual([200, []]);
  expect(parents).toHaveLength(3);
  expect((await phanpy.ask(`/api/v1/statuses/${innerId(top)}/context`)).status).toBe(200);
});
