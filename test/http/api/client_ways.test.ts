import { expect, test } from 'vitest';
import { openApp } from '../../../src/http/server.ts';
import type { Connection } from '../../../src/mastodon/send.ts';
import { aClient, anApiHome, innerId, type StatusJson } from '../../support/api_home.ts';

const HOME = '/api/v1/timelines/home';

test.each(['Pinafore', 'Enafore', 'Semaphore'])('%s reads wrappers', async (appName) => {
  const { app, edition } = await anApiHome();
  const { read } = await aClient(app, { appName });
  const first = await read(`${HOME}?limit=20`);
  const page = [...first, ...(await read(`${HOME}?limit=20&max_id=${first.at(-1)?.id}`))];

  expect(page.map((one) => one.reblog?.id)).toEqual(
    edition.entries.slice(0, 40).map(({ statusId }) => statusId),
  );
  const outer = page.map(({ id }) => BigInt(id));
  expect(outer).toEqual(outer.toSorted((a, b) => (a < b ? 1 : -1)));
  expect(new Set(page.map(({ id }) => id.length)).size).toBe(1);
  const times = page.map(({ created_at }) => created_at);
  expect(times).toEqual(times.toSorted().toReversed());
});

test('in a wrapper the outer account is the booster’s, else the author’s', async () => {
  const { app, edition } = await anApiHome();
  const { read } = await aClient(app, { appName: 'Pinafore' });
  const page = await read(`${HOME}?limit=40`);

  for (const [at, entry] of page.entries()) {
    const [booster] = edition.entries[at]?.boosters ?? [];
    expect(entry.account.acct).toBe(booster ?? entry.reblog?.account.acct);
  }
});

test('each new snapshot of wrappers is higher than the last, in every timeline', async () => {
  const { app, draw, passes } = await anApiHome();
  const { read } = await aClient(app, { appName: 'Pinafore' });
  const list = (await read('/api/v1/lists')).at(-1)?.id;
  let top = 0n;
  for (const [nth, path] of [HOME, `/api/v1/timelines/list/${list}`, HOME].entries()) {
    const page = await read(`${path}?limit=40`);
    const lowest = BigInt(page.at(-1)?.id ?? 0);
    expect(lowest).toBeGreaterThan(top);
    top = BigInt(page[0]?.id ?? 0);
    passes(10);
    draw(undefined, `night ${nth}`);
  }
});

test('a wrapper leads to its post: alone, in a thread, and to act upon', async () => {
  const { app, server } = await anApiHome();
  const { read, ask } = await aClient(app, { appName: 'Pinafore' });
  const [wrapper] = await read(`${HOME}?limit=1`);
  const path = `/api/v1/statuses/${wrapper?.id}`;

  expect((await read<StatusJson>(path)).id).toBe(wrapper?.reblog?.id);
  expect((await ask(`${path}/context`)).status).toBe(200);
  expect((await ask(`${path}/favourite`, { method: 'POST' })).status).toBe(200);
  expect(server.statusOf(wrapper?.reblog?.id as string)).toMatchObject({ favourited: true });
  expect(await read(`/api/v1/statuses?id[]=${wrapper?.id}`)).toHaveLength(1);
});

test('what answers a wrapper answers its post, whichever way a client writes it', async () => {
  const { api, ...deps } = (await anApiHome()).deps;
  const connection = (await api?.upstream()) as Connection;
  const arrived: string[] = [];
  const send = async (request: Request) => {
    if (request.method !== 'POST') return connection.send(request);
    const form = request.headers.get('content-type')?.includes('form') === true;
    const words = form ? Object.fromEntries(await request.formData()) : await request.json();
    arrived.push(`${words.status} ${words.in_reply_to_id}`);
    return Response.json({ id: '1' });
  };
  const upstream = async () => ({ ...connection, send });
  const app = openApp({ ...deps, api: { mainFeed: 'morning', upstream } });
  const { read, ask } = await aClient(app, { appName: 'Pinafore' });
  const [wrapper] = await read(`${HOME}?limit=1`);
  const words = { status: `grüße, 🐦 ${wrapper?.id}`, in_reply_to_id: wrapper?.id ?? '' };
  const inParts = new FormData();
  for (const [name, value] of Object.entries(words)) inParts.append(name, value);
  const json = { 'content-type': 'application/json' };

  await ask('/api/v1/statuses', { method: 'POST', body: new URLSearchParams(words) });
  await ask('/api/v1/statuses', { method: 'POST', body: inParts });
  await ask('/api/v1/statuses', { method: 'POST', body: JSON.stringify(words), headers: json });

  const there = `${words.status} ${wrapper?.reblog?.id}`;
  expect(arrived).toEqual([there, there, there]);
});

test('what is reported by its wrapper is its post, whichever way a client writes it', async () => {
  const { api, ...deps } = (await anApiHome()).deps;
  const connection = (await api?.upstream()) as Connection;
  const arrived: string[] = [];
  const send = async (request: Request) => {
    if (request.method !== 'POST') return connection.send(request);
    const text = decodeURIComponent(`${new URL(request.url).search} ${await request.text()}`);
    arrived.push([...text.matchAll(/\d{17,}/g)].join(' '));
    return Response.json({ id: '1' });
  };
  const upstream = async () => ({ ...connection, send });
  const app = openApp({ ...deps, api: { mainFeed: 'morning', upstream } });
  const { read, ask } = await aClient(app, { appName: 'Pinafore' });
  const page = await read(`${HOME}?limit=2`);
  const ids = page.map(({ id }) => id);
  const form = new URLSearchParams(ids.map((id) => ['status_ids[]', id]));
  const inParts = new FormData();
  for (const id of ids) inParts.append('status_ids[]', id);
  const headers = { 'content-type': 'application/json' };
  const report = (body: BodyInit, more = {}) =>
    ask('/api/v1/reports', { method: 'POST', body, ...more });

  await report(form);
  await report(inParts);
  await report(JSON.stringify({ account_id: '1', status_ids: ids }), { headers });
  await ask(`/api/v1/reports?${form}`, { method: 'POST' });
  await ask('/api/v2/filters/1/statuses', {
    method: 'POST',
    body: new URLSearchParams({ status_id: ids[0] ?? '' }),
  });

  const there = page.map(({ reblog }) => reblog?.id).join(' ');
  expect(arrived).toEqual([there, there, there, there, page[0]?.reblog?.id]);
});

test.each([
  ...['Tusky', 'Husky', 'Pachli', 'Phanpy', 'Mastodon for Android', 'Megalodon', 'Moshidon'],
  ...['bitlbee', 'Fedilab', 'Feditext', 'Metatext'],
])('%s has its home as it came, and the edition as a list', async (appName) => {
  const { app, asked, edition } = await anApiHome();
  const { read, send } = await aClient(app, { appName });

  const home = await read(`${HOME}?limit=20`);

  expect(asked).toContain('GET /api/v1/timelines/home');
  const came = home.map(({ id }) => BigInt(id));
  expect(came).toEqual(came.toSorted((a, b) => (a < b ? 1 : -1)));
  const list = (await read('/api/v1/lists')).at(-1)?.id;
  const ranked = await read(`/api/v1/timelines/list/${list}?limit=20`);
  expect(ranked.map(innerId)).toEqual(edition.entries.slice(0, 20).map((one) => one.statusId));
  const registered = await send('/api/v1/apps', {
    method: 'POST',
    body: new URLSearchParams({ client_name: appName, redirect_uris: 'tusky://back' }),
  });
  const { client_id } = (await registered.json()) as { client_id: string };
  const page = await send(
    `/oauth/authorize?response_type=code&redirect_uri=tusky://back&client_id=${client_id}`,
  );
  const words = (await page.text()).replace(/\s+/g, ' ');
  const isOnPage = ['bitlbee', 'Fedilab', 'Feditext', 'Metatext'].includes(appName);
  expect(words.includes('Your edition is under <strong>Lists')).toBe(!isOnPage);
  expect(words.includes('sorts its home and its lists by time')).toBe(isOnPage);
});

test('created_at of a real post is never changed', async () => {
  const { app, server } = await anApiHome();
  for (const appName of ['Elk', 'Pinafore']) {
    const { read } = await aClient(app, { appName });
    for (const status of await read(`${HOME}?limit=40`)) {
      const inner = status.reblog ?? status;
      expect(inner.created_at).toBe(server.statusOf(inner.id).created_at);
    }
  }
});
