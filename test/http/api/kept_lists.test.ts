import { expect, test } from 'vitest';
import type { EpochMs } from '../../../src/core/clock.ts';
import type { Log } from '../../../src/core/log.ts';
import { openActions } from '../../../src/store/actions.ts';
import { WISH_KINDS } from '../../../src/store/outbox.ts';
import { aClient, anApiHome, ORIGIN, type StatusJson } from '../../support/api_home.ts';

const LISTS = { favourite: '/api/v1/favourites', bookmark: '/api/v1/bookmarks' } as const;

/** A client whose owner did `acts` of each kind, the last one on the last post. */
async function aKeepingHome(acts: number) {
  const told: string[] = [];
  const tell: Log['info'] = (event, fields) => {
    told.push(`${event} ${JSON.stringify(fields)}`);
  };
  const acting = { may: () => new Set(WISH_KINDS), tried: async () => {} };
  const home = await anApiHome({ more: { acting, log: { info: tell, warn: () => {} } } });
  const client = await aClient(home.app);
  const ids = home.edition.entries.map(({ statusId }) => statusId);
  const act = (name: string, id: string | undefined) =>
    client.ask(`/api/v1/statuses/${id}/${name}`, { method: 'POST' });
  for (const id of ids.slice(0, acts))
    for (const name of Object.keys(LISTS)) {
      home.passes(1000);
      await act(name, id);
    }
  const page = async (path: string) => {
    const response = await client.ask(path);
    const link = response.headers.get('link') ?? '';
    const wayOf = (name: string) => new RegExp(`<${ORIGIN}([^>]+)>; rel="${name}"`).exec(link)?.[1];
    const posts = (await response.json()) as StatusJson[];
    const found = posts.map(({ id }) => id);
    return { posts, ids: found, next: wayOf('next'), previous: wayOf('prev') };
  };
  return { ...home, ...client, ids, act, page, told };
}

test.each(Object.values(LISTS))(
  'while the home server is away, %s is what is stored',
  async (path) => {
    const { server, ids, page, told } = await aKeepingHome(7);
    const there = await page(`${path}?limit=40`);
    server.stop();

    const all = await page(path);

    expect(there.ids).toEqual(ids.slice(0, 7).reverse());
    expect(all.ids).toEqual(there.ids);
    expect(all.posts[0]).toMatchObject({ content: there.posts[0]?.content });
    expect(all.next).toBeUndefined();
    expect(told.filter((line) => line.startsWith('api.list_from_store'))).toEqual([
      `api.list_from_store ${JSON.stringify({ path, posts: 7 })}`,
    ]);
  },
);

test('such a list is paged by its links, down and up again', async () => {
  const { server, ids, page } = await aKeepingHome(7);
  const whole = ids.slice(0, 7).reverse();
  server.stop();

  const first = await page('/api/v1/favourites?limit=3');
  const second = await page(first.next as string);
  const third = await page(second.next as string);
  const up = await page(third.previous as string);

  expect([first.ids, second.ids, third.ids]).toEqual([
    whole.slice(0, 3),
    whole.slice(3, 6),
    whole.slice(6),
  ]);
  expect(third.next).toBeUndefined();
  expect(up.ids).toEqual(whole.slice(3, 6));
  expect((await page(first.previous as string)).ids).toEqual([]);
  expect((await page((first.previous as string).replace('min_id', 'since_id'))).ids).toEqual([]);
});

test('a list that began here goes on here once the server is back', async () => {
  const { server, ids, page } = await aKeepingHome(5);
  server.stop();
  const first = await page('/api/v1/bookmarks?limit=2');
  server.start();

  expect((await page(first.next as string)).ids).toEqual(ids.slice(0, 5).reverse().slice(2, 4));
  expect((await page('/api/v1/bookmarks')).ids).toEqual(ids.slice(0, 5).reverse());
});

test('an act that waits stands on top, and what is to be taken back is gone', async () => {
  const { server, ids, act, page } = await aKeepingHome(3);
  server.stop();

  await act('favourite', ids[5]);
  await act('unfavourite', ids[1]);

  expect((await page('/api/v1/favourites')).ids).toEqual([ids[5], ids[2], ids[0]]);
  expect((await page('/api/v1/bookmarks')).ids).toEqual([ids[2], ids[1], ids[0]]);
});

test('acts that one reading of a list found stand in the order of the list', async () => {
  const { server, ids, page, database, time } = await aKeepingHome(1);
  const actions = openActions(database);
  const listed = ids.slice(2, 6);
  for (const statusId of listed)
    actions.record({ loginKey: 1, statusId, kind: 'favourite', atMs: (time.now() + 1) as EpochMs });
  server.stop();

  const first = await page('/api/v1/favourites?limit=2');
  const second = await page(first.next as string);
  const third = await page(second.next as string);

  expect([...first.ids, ...second.ids, ...third.ids]).toEqual([...listed, ids[0]]);
});

test('nothing stored, or a place in the list that only the server knows, is no empty list', async () => {
  const { server, ask } = await aKeepingHome(2);
  const nothing = await aKeepingHome(0);
  server.stop();
  nothing.server.stop();

  expect((await ask('/api/v1/favourites?max_id=12')).status).toBe(503);
  expect((await ask('/api/v1/favourites?min_id=12')).status).toBe(503);
  expect((await nothing.ask('/api/v1/favourites')).status).toBe(503);
});
