import { expect, test } from 'vitest';
import { WISH_KINDS } from '../../../src/store/outbox.ts';
import { aClient, anApiHome, type StatusJson } from '../../support/api_home.ts';

const HOME = '/api/v1/timelines/home';

interface Thread {
  readonly descendants: readonly StatusJson[];
}

test('while the home server is away, people and what is stored of them can be looked at', async () => {
  const { app, server } = await anApiHome();
  const { ask, read } = await aClient(app);
  const [one] = await read<Array<{ account: { id: string; acct: string } }>>(`${HOME}?limit=1`);
  const who = `/api/v1/accounts/${one?.account.id}`;
  const before = await read<object>(who);
  server.stop();

  expect(await read(who)).toMatchObject({ ...before, last_status_at: expect.anything() });
  const lookedUp = `/api/v1/accounts/lookup?acct=${one?.account.acct}`;
  expect(await read(lookedUp)).toEqual(await read(who));
  expect(await read(`/api/v1/accounts/lookup?acct=@${one?.account.acct.toUpperCase()}`)).toEqual(
    await read(who),
  );
  const posts = await read(`${who}/statuses?limit=40`);
  expect(posts.length).toBeGreaterThan(3);
  const times = posts.map(({ created_at }) => created_at);
  expect(times).toEqual(times.toSorted().reverse());
  const first = await ask(`${who}/statuses?limit=2&exclude_replies=false`);
  const next = /^<http:\/\/127.0.0.1:4040([^>]+)>; rel="next"$/.exec(
    first.headers.get('link') ?? '',
  );
  expect(await first.json()).toEqual(posts.slice(0, 2));
  expect(await read(next?.[1] as string)).toEqual(posts.slice(2, 4));
  expect(await read(`${who}/statuses?pinned=true`)).toEqual([]);
  expect((await ask('/api/v1/accounts/1')).status).toBe(503);
  expect((await ask('/api/v1/accounts/lookup?acct=nobody')).status).toBe(503);
});

test.each([
  ['/api/v1/timelines/home?limit=10', 'Tusky'],
  ['/api/v1/favourites?limit=10', 'Elk'],
  ['/api/v1/bookmarks?limit=10', 'Elk'],
  ['/api/v1/accounts/:who/statuses?limit=10', 'Elk'],
  ['/api/v2/search?q=post1&limit=10', 'Elk'],
])(
  'a cursor with nothing in it is none, while the home server is away: %s',
  async (path, appName) => {
    const acting = { may: () => new Set(WISH_KINDS), tried: async () => {} };
    const { app, server, edition } = await anApiHome({ more: { acting } });
    const { ask, read } = await aClient(app, { appName });
    const id = edition.entries[0]?.statusId;
    const who = (await read<{ account: { id: string } }>(`/api/v1/statuses/${id}`)).account.id;
    for (const act of ['favourite', 'bookmark'])
      await ask(`/api/v1/statuses/${id}/${act}`, { method: 'POST' });
    server.stop();
    const asked = path.replace(':who', who);

    const first = await ask(asked);
    const posts = await first.text();

    expect(first.status).toBe(200);
    expect(posts).toContain('"content"');
    for (const cursor of ['max_id', 'since_id', 'min_id'])
      expect(await (await ask(`${asked}&${cursor}=`)).text()).toBe(posts);
  },
);

test('while the home server is away, a thread has the answers of others too', async () => {
  const { app, server, all } = await anApiHome();
  const { read } = await aClient(app);
  const [answer] = all('select reply_to_id from statuses where reply = 1');
  const thread = `/api/v1/statuses/${answer?.reply_to_id}/context`;
  const before = await read<Thread>(thread);
  server.stop();

  const now = await read<Thread>(thread);
  expect(before.descendants).toHaveLength(1);
  expect(now.descendants.map(({ id }) => id)).toEqual(before.descendants.map(({ id }) => id));
});

test('while the home server is away, its number is the one that it said in another version', async () => {
  const { app, server } = await anApiHome();
  const { read } = await aClient(app);
  const told = async (version: string) => {
    const said = await read<Record<string, unknown>>(`/api/${version}/instance`);
    return { title: said.title, version: said.version };
  };
  const second = await told('v2');
  server.stop();

  expect(second.version).not.toBe('4.3.0');
  expect(await told('v1')).toEqual(second);
});

interface Found {
  readonly accounts: readonly { readonly id: string; readonly acct: string }[];
  readonly statuses: readonly StatusJson[];
}

test('while the home server is away, a search finds what is stored', async () => {
  const { app, server } = await anApiHome();
  const { ask, read } = await aClient(app);
  const [one] = await read(`${HOME}?limit=1`);
  const acct = (one?.reblog ?? one)?.account.acct as string;
  const search = (words: Record<string, string>) => `/api/v2/search?${new URLSearchParams(words)}`;
  const there = await read<Found>(search({ q: 'nothing stands there so' }));
  server.stop();

  const all = await read<Found>(search({ q: `from:${acct.split('@')[0]}`, limit: '40' }));
  const some = await read<Found>(
    search({ q: `from:${acct.split('@')[0]}`, type: 'statuses', limit: '2', offset: '1' }),
  );
  const people = await read<Found>(search({ q: `@${acct}`, type: 'accounts' }));

  expect(there.statuses).toEqual([]);
  expect(all.statuses.length).toBeGreaterThan(3);
  expect(new Set(all.statuses.map(({ account }) => account.acct))).toEqual(new Set([acct]));
  expect(some.statuses).toEqual(all.statuses.slice(1, 3));
  expect(people.accounts.map((person) => person.acct)).toEqual([acct]);
  expect(people.statuses).toEqual([]);
  expect((await ask(search({ q: 'a', account_id: '1' }))).status).toBe(503);
});
