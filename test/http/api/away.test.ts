import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { openApp } from '../../../src/http/server.ts';
import type { Connection } from '../../../src/mastodon/send.ts';
import { aClient, anApiHome, innerId, type StatusJson } from '../../support/api_home.ts';
import { aPageWorld } from '../../support/page_world.ts';

const HOME = '/api/v1/timelines/home';
const START = [
  '/api/v1/instance',
  '/api/v2/instance',
  '/api/v1/accounts/verify_credentials',
  '/api/v1/preferences',
  '/api/v1/custom_emojis',
  '/api/v2/filters',
  '/api/v1/lists',
  '/api/v2/notifications?limit=40',
];
/** The demo's server has none of these. */
const NEVER_ANSWERED = ['/api/v2/notifications/policy', '/api/v2/notifications/unread_count'];

test('while the home server is away, all that is stored stays readable', async () => {
  const { app, server, edition } = await anApiHome();
  const { ask, read } = await aClient(app);
  const before = await Promise.all(START.map((path) => read<unknown>(path)));
  server.stop();

  expect(await Promise.all(START.map((path) => read<unknown>(path)))).toEqual(before);
  const page = await read(`${HOME}?limit=40`);
  expect(page.map(innerId)).toEqual(edition.entries.slice(0, 40).map((one) => one.statusId));
  const one = page[0] as StatusJson;
  const status = await read<StatusJson>(`/api/v1/statuses/${innerId(one)}`);
  expect(status.content).toBe((one.reblog ?? one).content);
  expect((await ask(`/api/v1/statuses/${innerId(one)}/context`)).status).toBe(200);
  expect((await ask('/api/v1/statuses/1')).status).toBe(404);
});

test('before it was ever asked, clients can start all the same', async () => {
  const { app, server } = await anApiHome();
  const { ask, read } = await aClient(app);
  server.stop();

  for (const path of [...START, ...NEVER_ANSWERED]) expect((await ask(path)).status).toBe(200);
  const who = await read<Record<string, unknown>>('/api/v1/accounts/verify_credentials');
  expect(who).toMatchObject({ username: 'owner' });
});

/** A home server that is there, and says of everything that it cannot now. */
async function aFailing(status: number) {
  const home = await anApiHome();
  const connection = (await home.deps.api?.upstream()) as Connection;
  const send = async () => Response.json({ error: 'Something went wrong' }, { status });
  const upstream = async () => ({ ...connection, send });
  const app = openApp({ ...home.deps, api: { mainFeed: 'morning', upstream } });
  return { app, id: home.edition.entries[0]?.statusId };
}

test('while it answers with a fault of its own, all that is stored is readable as well', async () => {
  const { app, id } = await aFailing(500);
  const { ask, read } = await aClient(app);
  const tusky = await aClient(app, { appName: 'Tusky' });

  for (const path of START) expect((await ask(path)).status, path).toBe(200);
  expect((await read<StatusJson>(`/api/v1/statuses/${id}`)).id).toBe(id);
  expect((await ask(`/api/v1/statuses/${id}/context`)).status).toBe(200);
  expect((await tusky.read(HOME)).length).toBe(20);
  expect((await ask('/api/v1/statuses/1')).status).toBe(500);
  expect((await ask('/api/v1/statuses/1/context')).status).toBe(500);
});

test('a question too many is answered from what is stored', async () => {
  const { app, id } = await aFailing(429);
  const { ask } = await aClient(app);

  expect((await ask(`/api/v1/statuses/${id}/context`)).status).toBe(200);
});

test('a write gets a clear 503, and is not remembered as done', async () => {
  const { app, server, edition, all } = await anApiHome();
  const { ask } = await aClient(app);
  server.stop();

  const body = new URLSearchParams({
    status: 'nice',
    in_reply_to_id: `${edition.entries[0]?.statusId}`,
  });
  const response = await ask('/api/v1/statuses', { method: 'POST', body });

  expect(response.status).toBe(503);
  expect(((await response.json()) as { error: string }).error).toMatch(
    /^home\.invalid cannot be reached.*, so this was not done: try again later$/,
  );
  expect(all('select 1 from actions')).toEqual([]);
});

test('a write that the home server took and said nothing of may be done, and is told so', async () => {
  const posted: string[] = [];
  const homeServer = createServer((request, response) => {
    request.on('data', (piece) => posted.push(String(piece)));
    request.on('end', () => response.destroy());
  });
  await new Promise<void>((resolve) => homeServer.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void homeServer.close());
  const { port } = homeServer.address() as AddressInfo;
  const home = await anApiHome();
  const connection = (await home.deps.api?.upstream()) as Connection;
  const upstream = async () => ({
    ...connection,
    server: `http://127.0.0.1:${port}`,
    send: (request: Request) => fetch(request),
  });
  const { ask } = await aClient(openApp({ ...home.deps, api: { mainFeed: 'morning', upstream } }));

  const body = new URLSearchParams({ status: 'nice' });
  const response = await ask('/api/v1/statuses', { method: 'POST', body });

  expect(posted).toEqual(['status=nice']);
  expect(response.status).toBe(503);
  expect(((await response.json()) as { error: string }).error).toMatch(
    /so nobody knows whether this was done: look before you try again$/,
  );
});

test.each(['status502', 'portal'] as const)('a server that shows %s is away too', async (fault) => {
  const { app, server, edition } = await anApiHome();
  const { ask, read } = await aClient(app);
  server.faults[fault] = true;

  for (const path of [...START, ...NEVER_ANSWERED]) expect((await ask(path)).status).toBe(200);
  const id = edition.entries[0]?.statusId;
  expect((await read<StatusJson>(`/api/v1/statuses/${id}`)).id).toBe(id);
  const response = await ask('/api/v1/favourites');
  expect(response.status).toBe(503);
  expect(response.headers.get('content-type')).toContain('json');
});

test('a server that does not answer makes a client wait once, and not for each question', async () => {
  const home = await anApiHome();
  let asked = 0;
  const connection = await home.deps.api?.upstream();
  const stalled = async () => {
    asked += 1;
    home.passes(10_000);
    throw new Error('no answer');
  };
  const upstream = async () => ({
    ...(connection as NonNullable<typeof connection>),
    send: stalled,
  });
  const { read, ask } = await aClient(
    openApp({ ...home.deps, api: { mainFeed: 'morning', upstream } }),
  );

  for (const path of [...START, '/api/v1/markers?timeline[]=notifications'])
    expect(await read<unknown>(path)).toBeDefined();
  expect(asked).toBe(1);
  await ask('/api/v1/statuses/1/favourite', { method: 'POST' });
  expect(asked).toBe(2);
  home.passes(30_000);
  await read<unknown>('/api/v1/preferences');
  expect(asked).toBe(3);
  home.passes(-3_600_000); // the clock is set back
  await read<unknown>('/api/v1/preferences');
  expect(asked).toBe(4);
});

test('a home as it came is then the stored one, in the same order', async () => {
  const { app, server } = await anApiHome();
  const { read } = await aClient(app, { appName: 'Tusky' });
  const first = await read(`${HOME}?limit=40`);
  server.stop();

  const page = await read(`${HOME}?limit=20`);
  const next = await read(`${HOME}?limit=20&max_id=${page.at(-1)?.id}`);

  expect([...page, ...next].map(({ id }) => id)).toEqual(first.map(({ id }) => id));
});

test('a login that is over logs no client out', async () => {
  const { app, server } = await anApiHome();
  const { ask, read } = await aClient(app);
  server.faults.refuse401 = true;

  const response = await ask('/api/v1/favourites');

  expect(response.status).toBe(503);
  expect(((await response.json()) as { error: string }).error).toContain('driftline login');
  expect((await read(HOME)).length).toBe(20);
});

test('with nobody logged in, timelines are served, and a minimum of an instance', async () => {
  const { app, edition } = await anApiHome({ isLoggedIn: false });
  const { ask, read } = await aClient(app);

  expect((await read(HOME)).map(innerId)).toEqual(
    edition.entries.slice(0, 20).map((one) => one.statusId),
  );
  for (const path of [...START, ...NEVER_ANSWERED]) expect((await ask(path)).status).toBe(200);
  const instance = await read<Record<string, unknown>>('/api/v2/instance');
  expect(instance).toMatchObject({ title: 'Driftline', configuration: { urls: {} } });
  const write = await ask(`/api/v1/statuses/${edition.entries[0]?.statusId}/favourite`, {
    method: 'POST',
  });
  expect(write.status).toBe(503);
});

test('a database of a recording serves every kind of post', async () => {
  const world = aPageWorld(90);
  const { read } = await aClient(openApp(world.deps));
  const uris: string[] = [];
  let last: string | undefined;
  for (;;) {
    const page = await read(`${HOME}?limit=40${last === undefined ? '' : `&max_id=${last}`}`);
    if (page.length === 0) break;
    uris.push(...page.map((one) => (one.reblog ?? one).uri));
    last = page.at(-1)?.id;
  }

  expect(uris).toEqual(world.uris);
});
