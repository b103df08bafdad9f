import { expect, test } from 'vitest';
import { openOutbox, WISH_KINDS } from '../../../src/store/outbox.ts';
import { aClient, anApiHome, type StatusJson } from '../../support/api_home.ts';

/** A home whose login may act, with a client in it. */
async function anActingHome(may: readonly (typeof WISH_KINDS)[number][] = WISH_KINDS) {
  const acting = { may: () => new Set(may), tried: async () => {} };
  const home = await anApiHome({ more: { acting } });
  const client = await aClient(home.app);
  const [id = ''] = home.edition.entries.map(({ statusId }) => statusId);
  const act = async (name: string, of = id) => {
    const response = await client.ask(`/api/v1/statuses/${of}/${name}`, { method: 'POST' });
    return { status: response.status, json: (await response.json()) as StatusJson & Said };
  };
  const waiting = () =>
    home.all('select kind, undo from outbox where ended_at_ms is null order by outbox_key');
  const posts = () => home.asked.filter((one) => one.startsWith('POST'));
  return { ...home, ...client, id, act, waiting, posts };
}

interface Said {
  readonly error: string;
  readonly reblogged: boolean;
  readonly bookmarked: boolean;
  readonly favourites_count: number;
}

test('while the server is away an act waits, and is answered as it will be', async () => {
  const { server, id, act, read, all, waiting } = await anActingHome();
  const before = await read<Said>(`/api/v1/statuses/${id}`);
  server.stop();

  const favourited = await act('favourite');
  const saved = await act('bookmark');
  const [first] = await read<(StatusJson & Said)[]>('/api/v1/timelines/home');

  expect([favourited.status, saved.status]).toEqual([200, 200]);
  expect(favourited.json).toMatchObject({ id, favourited: true, bookmarked: false });
  expect(favourited.json.favourites_count).toBe(before.favourites_count + 1);
  expect(saved.json).toMatchObject({ id, favourited: true, bookmarked: true });
  expect(first?.reblog ?? first).toMatchObject({ id, favourited: true, bookmarked: true });
  expect(waiting()).toEqual([
    { kind: 'favourite', undo: 0 },
    { kind: 'bookmark', undo: 0 },
  ]);
  expect(all('select 1 from actions')).toEqual([]);
});

test('a boost is answered as Mastodon does: the owner’s own, with the post within', async () => {
  const { server, id, act } = await anActingHome();
  server.stop();

  const { status, json } = await act('reblog');
  const undone = await act('unreblog');

  expect(status).toBe(200);
  expect(json.reblog).toMatchObject({ id, reblogged: true });
  expect(json.id).not.toBe(id);
  expect(json.account.acct).toBe('owner');
  expect(undone.json).toMatchObject({ id, reblogged: false, reblog: null });
});

const FOR_FOLLOWERS = {
  'a form': { body: new URLSearchParams({ visibility: 'private' }) },
  JSON: {
    body: JSON.stringify({ visibility: 'unlisted' }),
    headers: { 'content-type': 'application/json' },
  },
  'its address': {},
};

test.each(Object.entries(FOR_FOLLOWERS))(
  'a boost that is not for all never waits: in %s',
  async (how, said) => {
    const { server, id, ask, act, waiting } = await anActingHome();
    const query = how === 'its address' ? '?visibility=direct' : '';
    const boost = () => ask(`/api/v1/statuses/${id}/reblog${query}`, { method: 'POST', ...said });
    server.stop();

    const away = await boost();
    const forAll = await act('reblog');
    server.start();
    const afterAnother = await boost();

    expect([away.status, forAll.status, afterAnother.status]).toEqual([503, 200, 503]);
    expect(((await away.json()) as Said).error).toMatch(/so this was not done: try again later$/);
    expect(waiting()).toEqual([{ kind: 'reblog', undo: 0 }]);
  },
);

test('a boost that its author alone may make does not wait', async () => {
  const { server, database, act, waiting } = await anActingHome();
  database.connection.exec(`update statuses set visibility = 'private'`);
  server.stop();

  const { status, json } = await act('reblog');

  expect([status, json.error]).toEqual([422, expect.stringContaining('only its author can boost')]);
  expect(waiting()).toEqual([]);
});

test('what is taken back before it went out is never sent', async () => {
  const { server, act, waiting } = await anActingHome();
  server.stop();

  await act('favourite');
  const { status, json } = await act('unfavourite');

  expect([status, json.favourited]).toEqual([200, false]);
  expect(waiting()).toEqual([]);
});

test('what the server may have done and nobody heard of is taken back there', async () => {
  const { server, act, waiting } = await anActingHome();
  const { send } = server;
  server.send = async (request) => {
    await send(request);
    throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
  };

  const { json } = await act('favourite');
  await act('unfavourite');

  expect(json.favourited).toBe(true);
  expect(waiting()).toEqual([{ kind: 'favourite', undo: 1 }]);
});

test('nothing overtakes an act that waits, also where the server is back', async () => {
  const { server, act, waiting, posts, all } = await anActingHome();
  server.stop();
  await act('favourite');
  server.start();
  const before = posts().length;

  const { json } = await act('unfavourite');
  await act('bookmark');

  expect(json.favourited).toBe(false);
  expect(waiting()).toEqual([]);
  expect(
    posts()
      .slice(before)
      .map((one) => one.split('/').at(-1)),
  ).toEqual(['bookmark']);
  expect(all('select kind from actions')).toEqual([{ kind: 'bookmark' }]);
});

test('a post on which an act waits is shown as it will be, also where the server is back', async () => {
  const { server, act, read, id } = await anActingHome();
  const shown = () => read<StatusJson & Said>(`/api/v1/statuses/${id}`);
  const before = await shown();
  server.stop();
  await act('favourite');
  server.start();

  expect((await shown()).favourited).toBe(true);
  await act('unfavourite');
  expect(await shown()).toEqual(before);
});

test('an act of an outage is undone in the next one by a wish of its own', async () => {
  const { server, database, act, waiting, all, time } = await anActingHome();
  await act('favourite');
  server.stop();

  await act('unfavourite');

  expect(waiting()).toEqual([{ kind: 'favourite', undo: 1 }]);
  const [due] = openOutbox(database).due(1, time.now());
  expect(due?.undo).toBe(1);
  expect(all('select undone_at_ms from actions')).toEqual([{ undone_at_ms: null }]);
});

test('what is not known as done here, and posts that are not stored, cannot wait', async () => {
  const { server, act, waiting } = await anActingHome();
  server.stop();

  for (const { status, json } of [await act('unfavourite'), await act('favourite', '4711')]) {
    expect(status).toBe(503);
    expect(json.error).toMatch(/so this was not done: try again later$/);
  }
  expect(waiting()).toEqual([]);
});

test('a login that may not act is told so, whether the server is there or not', async () => {
  const { server, act, waiting } = await anActingHome([]);
  server.stop();

  const { status, json } = await act('favourite');

  expect([status, json.error]).toEqual([
    403,
    "Driftline's login at home.invalid may not do this: type driftline login home.invalid --act",
  ]);
  expect(waiting()).toEqual([]);
});

test.each(['status502', 'portal', 'throttled'] as const)('%s lets an act wait', async (fault) => {
  const { server, act, waiting } = await anActingHome();
  server.faults[fault] = true;

  expect((await act('favourite')).json.favourited).toBe(true);
  expect(waiting()).toHaveLength(1);
});
