// What the apps of the table send, as it stands in their sources (clients.md, sections 0 and 2):
// how each turns pages, refreshes, and tells how far it has read.
import { expect, test } from 'vitest';
import { innerId, type StatusJson } from '../../support/api_home.ts';
import { allow, aServedApi, OUT_OF_BAND } from '../../support/served_api.ts';
import { aWebClient } from '../../support/web_client.ts';

const HOME = '/api/v1/timelines/home';

/** An app that registered under `client_name`, logged in, at a port of its own. */
async function anApp(client_name: string) {
  const api = await aServedApi();
  const app = aWebClient(api.url);
  const words = { client_name, redirect_uris: OUT_OF_BAND, scopes: 'read write follow push' };
  const registered = await app.ask<Record<string, string>>('/api/v1/apps', { form: words });
  const { client_id = '', client_secret = '' } = registered.json;
  const redirect_uri = OUT_OF_BAND;
  const query = new URLSearchParams({ client_id, redirect_uri, response_type: 'code' });
  const code = await allow(api.url, `${api.url}/oauth/authorize?${query}&scope=${words.scopes}`);
  const grant_type = 'authorization_code';
  const given = await app.ask<{ access_token: string }>('/oauth/token', {
    form: { grant_type, client_id, client_secret, redirect_uri, code },
  });
  app.hold(given.json.access_token);
  const page = async (path: string) => (await app.ask<StatusJson[]>(path)).json;
  const lists = await app.ask<{ id: string }[]>('/api/v1/lists');
  const list = `/api/v1/timelines/list/${lists.json.at(-1)?.id}`;
  /** By the id of the last it has, as far as there is something. */
  const byLastId = async (path: string, limits: readonly number[] = []) => {
    const read: StatusJson[] = [];
    for (let nth = 0; ; nth += 1) {
      const limit = limits[Math.min(nth, limits.length - 1)];
      const last = read.at(-1)?.id;
      const query = [...(limit ? [`limit=${limit}`] : []), ...(last ? [`max_id=${last}`] : [])];
      const next = await page(query.length === 0 ? path : `${path}?${query.join('&')}`);
      if (next.length === 0) return read;
      read.push(...next);
    }
  };
  return { ...api, app, page, list, byLastId };
}

const byId = (a: StatusJson, b: StatusJson) => b.id.length - a.id.length || (a.id < b.id ? 1 : -1);

test.each(['Tusky', 'Pachli', 'Feditext'])(
  '%s: sorts its home by ids, which changes nothing in it, and reads the edition as a list',
  async (name) => {
    const { app, page, list, order } = await anApp(name);
    for (const path of [
      ...['/api/v2/instance', '/api/v2/filters', '/api/v1/announcements', '/api/v1/notifications'],
      ...['/api/v2/notifications/policy', '/api/v1/markers?timeline[]=home'],
    ])
      expect([200, 404], path).toContain((await app.ask(path)).status);

    const first = await page(`${HOME}?limit=30`);
    const second = await page(`${HOME}?limit=30&max_id=${innerId(first.at(-1) as StatusJson)}`);
    const read = await app.byLink(`${list}?limit=30`);

    expect(first).toEqual(first.toSorted(byId));
    expect(second).toEqual(second.toSorted(byId));
    expect(read.map(innerId)).toEqual(order);
  },
);

test.each(['Mastodon for Android', 'Megalodon', 'Moshidon'])(
  '%s: reads the list by Link, asks above its second post, and its marker stays here',
  async (name) => {
    const { app, page, list, order, server } = await anApp(name);
    const read = await app.byLink(`${list}?limit=40`);
    const above = await page(`${list}?limit=40&since_id=${read[1]?.id}`);
    const top = read[0]?.id as string;
    const marked = await app.ask<{ home: { last_read_id: string } }>('/api/v1/markers', {
      json: { home: { last_read_id: top } },
    });
    const asked = new Request(`${server.url}/api/v1/markers?timeline[]=home`, {
      headers: { authorization: `Bearer ${server.token}` },
    });

    expect(read.map(innerId)).toEqual(order);
    expect(above.map(({ id }) => id)).toEqual([top]);
    expect(marked.json.home.last_read_id).toBe(top);
    expect(await (await server.send(asked)).json()).toEqual({});
  },
);

test('Fedilab: puts each post where its id belongs, goes on from the lowest, and has its home whole', async () => {
  const { page } = await anApp('Fedilab');
  const came: string[] = [];
  let own: StatusJson[] = [];
  for (let last: string | undefined, nth = 0; nth < 20; nth += 1) {
    const next = await page(last === undefined ? `${HOME}?limit=40` : `${HOME}?max_id=${last}`);
    if (next.length === 0) break;
    came.push(...next.map(({ id }) => id));
    own = [...new Map([...own, ...next].map((one) => [one.id, one])).values()].sort(byId);
    last = own.at(-1)?.id;
  }

  expect(came.length).toBeGreaterThan(40);
  expect(came).toEqual(own.map(({ id }) => id)); // nothing moved, and nothing came twice
});

test('Mastodon for iOS: asks who it is before each page, and overlaps by one when it refreshes', async () => {
  const { app, page, order, goOn, draw } = await anApp('Mastodon for iOS');
  const read: StatusJson[] = [];
  for (;;) {
    expect((await app.ask('/api/v1/accounts/verify_credentials')).status).toBe(200);
    const last = read.at(-1)?.id;
    const next = await page(last ? `${HOME}?max_id=${last}` : HOME);
    if (next.length === 0) break;
    read.push(...next);
  }
  const still = await page(`${HOME}?since_id=${read[1]?.id}`);
  await goOn();
  draw(undefined, 'later');
  const newer = await page(`${HOME}?limit=40&since_id=${read[1]?.id}`);

  expect(read.map(innerId)).toEqual(order);
  expect(still.map(({ id }) => id)).toEqual([read[0]?.id]); // an empty answer empties its screen
  expect(newer.length).toBeGreaterThan(1);
  expect(newer.at(-1)?.id).toBe(read[0]?.id);
});

test('Ice Cubes: fifty and then forty by the last id, and what it inserts above is really newer', async () => {
  const { app, page, byLastId, order } = await anApp('IceCubesApp');
  expect((await app.ask('/api/v2/instance')).status).toBe(200);

  const read = await byLastId(HOME, [50, 40]);
  const refreshed = await page(`${HOME}?since_id=${read[0]?.id}&limit=50`);

  expect(read.map(innerId)).toEqual(order);
  expect(refreshed).toEqual([]);
});

test.each([40, 2])(
  'Ice Cubes: climbs from its first post, %i at a time, to the top',
  async (limit) => {
    const { page, byLastId, order, goOn, draw } = await anApp('IceCubesApp');
    const read = await byLastId(HOME, [40]);
    await goOn();
    draw(undefined, 'later');

    let own: readonly StatusJson[] = read;
    for (let rounds = 0; rounds < 9; rounds += 1) {
      let newer: readonly StatusJson[] = [];
      for (let nth = 0; nth < 5; nth += 1) {
        const first = newer[0]?.id ?? own[0]?.id;
        const above = await page(`${HOME}?min_id=${first}&limit=${limit}`);
        if (above.length === 0) break;
        newer = [...above, ...newer];
      }
      const fresh = newer.filter(({ id }) => !own.some((one) => one.id === id));
      if (fresh.length === 0) break;
      own = [...fresh, ...own];
    }
    const now = await page(`${HOME}?limit=40`);

    expect(own.slice(-order.length).map(innerId)).toEqual(order);
    expect(own.length).toBeGreaterThan(order.length);
    const added = own.slice(0, -order.length).map(({ id }) => id);
    const known = new Set(read.map(({ id }) => id));
    const fresh = now.map(({ id }) => id).filter((id) => !known.has(id));
    expect(added.length).toBeGreaterThan(10);
    expect(added.slice(0, fresh.length)).toEqual(fresh); // as somebody has them who begins anew
  },
);

test('Tuba: cuts the Link header at commas, and follows whatever is not the way back', async () => {
  const { app, order, url } = await anApp('Tuba');
  const read: StatusJson[] = [];
  let next: string | undefined = `${url}${HOME}`;
  while (next !== undefined) {
    const { json, link }: { json: StatusJson[]; link: string | null } =
      await app.ask<StatusJson[]>(next);
    read.push(...json);
    const parts: readonly string[] = (link ?? '')
      .split(',')
      .filter((part) => part !== '' && !/rel="prev"/.test(part));
    next = parts.map((part) => /<(.*)>/.exec(part)?.[1]).at(-1);
  }

  expect(read.map(innerId)).toEqual(order);
});

test('tooot: begins at its marker, which is the id that stood on top of its screen', async () => {
  const { app, page, order, had } = await anApp('tooot');
  const first = await page(`${HOME}?limit=20`);
  const top = first[9]?.id as string;
  await app.ask('/api/v1/markers', { form: { 'home[last_read_id]': top } });
  const { json } = await app.ask<{ home: { last_read_id: string } }>(
    '/api/v1/markers?timeline[]=home',
  );
  const behind = await page(`${HOME}?limit=20&max_id=${json.home.last_read_id}`);

  expect(json.home.last_read_id).toBe(top);
  expect(behind.map(innerId)).toEqual(order.slice(10, 30));
  expect(had('seen')).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test('mastodon.el: turns pages by the last id and names no limit', async () => {
  const { byLastId, order } = await anApp('mastodon.el');

  expect((await byLastId(HOME)).map(innerId)).toEqual(order);
});

test('Mastodon.py: asks for the instance with a slash at the end, and takes max_id alone from Link', async () => {
  const { app, order } = await anApp('a script');
  const instance = await app.ask<{ version: string }>('/api/v1/instance/');
  const read: StatusJson[] = [];
  let maxId: string | null | undefined;
  do {
    const query = maxId ? `?limit=25&max_id=${maxId}` : '?limit=25';
    const { json, link }: { json: StatusJson[]; link: string | null } = await app.ask<StatusJson[]>(
      HOME + query,
    );
    read.push(...json);
    const next = /<([^>]+)>; rel="next"/.exec(link ?? '')?.[1];
    maxId = next && new URL(next).searchParams.get('max_id');
  } while (maxId);

  expect(instance.json.version).toMatch(/^\d/);
  expect(read.map(innerId)).toEqual(order);
});
