import { expect, test } from 'vitest';
import { openApp } from '../../../src/http/server.ts';
import {
  aClient,
  anApiHome,
  HOST,
  innerId,
  ORIGIN,
  type StatusJson,
  WIDE,
} from '../../support/api_home.ts';

const HOME = '/api/v1/timelines/home';
const ids = (page: readonly StatusJson[]) => page.map(({ id }) => id);

test('answers of 4xx and 5xx may be read by every site, and say what is wrong', async () => {
  const home = await anApiHome();
  const { ask } = await aClient(home.app);
  const reader = await aClient(home.app, { scopes: 'read' });
  const json = { 'content-type': 'application/json' };
  const large = { 'content-length': String(200 * 2 ** 20) };
  const list = (await reader.read('/api/v1/lists')).at(-1)?.id;
  const post = (headers: Record<string, string>, body: string) => ({
    method: 'POST',
    body,
    headers: { host: HOST, origin: 'https://elk.zone', ...headers },
  });
  const open = (path: string, init: RequestInit) => home.app.request(ORIGIN + path, init);
  const answers: (readonly [number, Response])[] = [
    [400, await open('/api/v1/apps', post(json, '{'))],
    [400, await open('/oauth/token', post(json, '{"grant_type":"authorization_code"'))],
    [401, await open(HOME, { headers: { host: HOST } })],
    [403, await open('/api/v1/apps', post({ host: 'evil.example' }, ''))],
    [403, await reader.ask('/api/v1/statuses', { method: 'POST' })],
    [404, await ask('/api/v1/statuses/1')],
    [413, await ask('/api/v1/media', { method: 'POST', headers: large, body: 'x' })],
    [422, await ask(`/api/v1/lists/${list}`, { method: 'DELETE' })],
  ];
  home.server.stop();
  answers.push([503, await ask('/api/v1/statuses', { method: 'POST', body: 'status=x' })]);
  home.database.connection.exec('drop table client_markers');
  answers.push([500, await ask('/api/v1/markers?timeline[]=home')]);

  for (const [status, answer] of answers) {
    expect(answer.status).toBe(status);
    expect(answer.headers.get('access-control-allow-origin'), `${status}`).toBe('*');
    expect(answer.headers.get('access-control-expose-headers'), `${status}`).toContain('Link');
    expect((await answer.json()) as object, `${status}`).toHaveProperty('error');
  }
});

test('no request of any kind draws or offers', async () => {
  const drawn: unknown[] = [];
  const draw = async (request: unknown) => drawn.push(request);
  const { app, all, edition, passes } = await anApiHome({ more: { draw } });
  const { ask, read } = await aClient(app);
  const counted = () =>
    [
      "select count(*) as n from exposures where kind = 'offered'",
      'select count(*) as n from editions',
      'select count(*) as n from entries',
    ].map((sql) => all(sql)[0]?.n);
  const before = counted();
  const id = edition.entries[0]?.statusId;
  const list = (await read('/api/v1/lists')).at(-1)?.id;

  for (const timeline of [HOME, `/api/v1/timelines/list/${list}`])
    for (const query of [
      '',
      '?limit=40',
      `?since_id=${id}`,
      `?min_id=${id}`,
      `?max_id=${id}`,
      '?max_id=0',
    ]) {
      passes(60_000);
      await read(timeline + query);
    }
  for (const path of ['/api/v1/lists', `/api/v1/statuses/${id}`, `/api/v1/statuses/${id}/context`])
    await ask(path);
  for (const path of [`/api/v1/statuses/${id}/favourite`, '/api/v1/markers', '/api/v1/statuses'])
    await ask(path, {
      method: 'POST',
      body: new URLSearchParams({ 'home[last_read_id]': `${id}` }),
    });

  expect(counted()).toEqual(before);
  expect(drawn).toEqual([]);
});

test('a snapshot is one token’s and one feed’s: an id of another’s has no place in it', async () => {
  const { app, passes, draw } = await anApiHome();
  const [ours, theirs] = [await aClient(app), await aClient(app)];
  const first = await ours.read(`${HOME}?limit=20`);
  const list = (await ours.read('/api/v1/lists')).at(-1)?.id;

  expect(await theirs.read(`${HOME}?max_id=${first[5]?.id}`)).toEqual([]);
  expect(await ours.read(`/api/v1/timelines/list/${list}?max_id=${first[5]?.id}`)).toEqual([]);
  passes(60_000);
  draw(WIDE, 'another');
  const others = await theirs.read(`${HOME}?limit=20`);
  const on = await ours.read(`${HOME}?limit=5&max_id=${first[5]?.id}`);
  expect(ids(others)).not.toEqual(ids(first));
  expect(ids(on)).toEqual(ids(first.slice(6, 11)));
});

test('of several snapshots that hold an id, the newest says what follows', async () => {
  const { app, passes, draw } = await anApiHome();
  const { read } = await aClient(app);
  const old = await read(`${HOME}?limit=40`);
  passes(60_000);
  draw(WIDE, 'another');
  const now = await read(`${HOME}?limit=40`);
  const at = now.findIndex((one) => ids(old).includes(one.id));
  const shared = now[at] as StatusJson;

  const next = await read(`${HOME}?limit=3&max_id=${shared.id}`);

  expect(at).toBeGreaterThan(-1);
  expect(ids(next)).toEqual(ids(now.slice(at + 1, at + 4)));
});

test('snapshots stand on disk: a client pages on over a restart', async () => {
  const { app, deps } = await anApiHome();
  const { read, token } = await aClient(app);
  const first = await read(`${HOME}?limit=20`);
  const whole = await read(`${HOME}?limit=20&max_id=${first.at(-1)?.id}`);

  const again = await openApp(deps).request(
    `${ORIGIN}${HOME}?limit=20&max_id=${first.at(-1)?.id}`,
    { headers: { host: HOST, authorization: `Bearer ${token}` } },
  );

  expect(((await again.json()) as StatusJson[]).map(innerId)).toEqual(whole.map(innerId));
});

test('an instance without addresses still has an object of them, as Elk needs', async () => {
  const home = await anApiHome();
  const send = async (request: Request) =>
    request.url.includes('/instance')
      ? Response.json({ version: '4.0.0', configuration: { urls: null }, domain: 'x' })
      : home.server.send(request);
  const { api } = home.deps;
  const upstream = async () => ({ ...(await api?.upstream()), send }) as never;
  const app = openApp({ ...home.deps, api: { mainFeed: 'morning', upstream } });

  const v2 = await app.request(`${ORIGIN}/api/v2/instance`, { headers: { host: HOST } });

  expect(await v2.json()).toEqual({ version: '4.0.0', configuration: { urls: {} }, domain: HOST });
});

test('what a client posts goes on with its own idempotency key, and without its token', async () => {
  const home = await anApiHome();
  const sent: Request[] = [];
  const send = async (request: Request) => {
    sent.push(request.clone());
    return home.server.send(request);
  };
  const { api } = home.deps;
  const upstream = async () => ({ ...(await api?.upstream()), send }) as never;
  const app = openApp({ ...home.deps, api: { mainFeed: 'morning', upstream } });
  const { ask, token } = await aClient(app);

  await ask('/api/v1/statuses', {
    method: 'POST',
    body: new URLSearchParams({ status: 'once' }),
    headers: { 'idempotency-key': 'a-key', cookie: 'a=b', 'x-odd': 'y' },
  });

  const [post] = sent.filter(({ method }) => method === 'POST');
  expect(post?.headers.get('idempotency-key')).toBe('a-key');
  expect(await post?.text()).toBe('status=once');
  const said = JSON.stringify([...(post?.headers ?? [])]);
  expect(said).toContain(home.server.token);
  expect(said).not.toContain(token);
  expect(post?.headers.get('cookie') ?? post?.headers.get('x-odd')).toBeNull();
});
