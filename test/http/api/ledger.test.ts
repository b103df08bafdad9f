import { expect, test } from 'vitest';
import { type AsClient, aClient, anApiHome, innerId, WIDE } from '../../support/api_home.ts';

const HOME = '/api/v1/timelines/home';

async function aReader(as: AsClient = {}) {
  const home = await anApiHome();
  const client = await aClient(home.app, as);
  /** Places of the edition, by what the reader had of them. */
  const had = (kind: string) =>
    home
      .all(`select position from exposures where kind = '${kind}' and undone_at_ms is null`)
      .map(({ position }) => Number(position))
      .toSorted((a, b) => a - b);
  const page = async (maxId?: string) =>
    client.read(`${HOME}?limit=20${maxId === undefined ? '' : `&max_id=${maxId}`}`);
  return { ...home, ...client, had, page };
}

const places = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, nth) => from + nth);

test('a page that is fetched is served, once, and not seen', async () => {
  const { had, page, all } = await aReader();
  await page();
  await page();

  expect(had('served')).toEqual(places(1, 20));
  expect(had('seen')).toEqual([]);
  expect(all("select distinct via from exposures where kind = 'served'")).toEqual([{ via: 'api' }]);
});

test('the next page after half a second an entry: what came before was seen', async () => {
  const { had, page, passes } = await aReader();
  const first = await page();
  passes(10_000);
  await page(first.at(-1)?.id);

  expect(had('seen')).toEqual(places(1, 20));
  expect(had('served')).toEqual(places(1, 40));
});

test('it counts also where the client goes on by the id of the post within, as Tusky does', async () => {
  const { had, page, passes } = await aReader({ appName: 'Pinafore' });
  const first = await page();
  const last = first.at(-1);
  passes(10_000);
  await page(last === undefined ? undefined : innerId(last));

  expect(last?.id).not.toBe(last && innerId(last));
  expect(had('seen')).toEqual(places(1, 20));
});

test('who pages faster has seen nothing', async () => {
  const { had, page, passes } = await aReader();
  const first = await page();
  passes(9_999);
  const second = await page(first.at(-1)?.id);
  passes(1_000);
  await page(second.at(-1)?.id);

  expect(had('seen')).toEqual([]);
});

test('the next page counts only from the same token', async () => {
  const { app, had, page, passes } = await aReader();
  const other = await aClient(app);
  const first = await page();
  passes(60_000);
  await other.read(`${HOME}?limit=20&max_id=${first.at(-1)?.id}`);

  expect(had('seen')).toEqual([]);
});

test('asking twice for the page behind counts once and hurries nobody', async () => {
  const { had, page, passes } = await aReader();
  const first = await page();
  passes(10_000);
  const second = await page(first.at(-1)?.id);
  await page(first.at(-1)?.id);
  passes(10_000);
  await page(second.at(-1)?.id);

  expect(had('seen')).toEqual(places(1, 40));
});

test('a marker that passes them: what was served up to there was seen, and no more', async () => {
  const { had, page, ask, edition } = await aReader();
  await page();
  const marked = async (place: number) => {
    const id = edition.entries[place - 1]?.statusId as string;
    const body = JSON.stringify({ home: { last_read_id: id } });
    const headers = { 'content-type': 'application/json' };
    await ask('/api/v1/markers', { method: 'POST', body, headers });
  };

  await marked(12);
  expect(had('seen')).toEqual(places(1, 12));
  await marked(30);
  expect(had('seen')).toEqual(places(1, 20));
});

test('a marker counts nothing of a newer edition that a poll put above what is read', async () => {
  const { page, goOn, draw, read, ask, all } = await aReader({ appName: 'Ice Cubes' });
  const first = await page();
  await goOn();
  draw({ ...WIDE, size: 110 }, 'more');
  const newer = await read(`${HOME}?limit=5&since_id=${first[0]?.id}`);
  const seen = () =>
    all("select edition, count(*) as posts from exposures where kind = 'seen' group by edition");
  const marked = (id: string | undefined) =>
    ask('/api/v1/markers', {
      method: 'POST',
      body: new URLSearchParams({ 'home[last_read_id]': id ?? '' }),
    });

  await marked(first[9]?.id);
  expect(seen()).toEqual([{ edition: 1, posts: 10 }]);
  // Further down, below all that was put above and is still to come; what came before was read.
  const second = await page(first.at(-1)?.id);
  await marked(second[11]?.id);
  expect(seen()).toEqual([{ edition: 1, posts: 32 }]);
  await marked(newer[1]?.id);
  expect(seen()).toEqual([
    { edition: 1, posts: 32 },
    { edition: 2, posts: 2 },
  ]);
});

test('a marker at an id that has no place in a ranked home passes nothing', async () => {
  const { page, passes, ask, had, edition, all } = await aReader({ appName: 'Ice Cubes' });
  await page();
  const [without] = all(`select server_id from arrivals
    where server_id not in (select outer_id from client_snapshot_entries
                            union select inner_id from client_snapshot_entries)
    order by entered_at_ms limit 1`);
  const marked = (id: string | undefined) =>
    ask('/api/v1/markers', {
      method: 'POST',
      body: new URLSearchParams({ 'home[last_read_id]': id ?? '' }),
    });

  await marked(edition.entries[0]?.statusId);
  passes(600_000);
  await marked(String(without?.server_id));

  expect(had('seen')).toEqual([1]);
});

test('a token can say: never', async () => {
  const { had, page, passes, ask } = await aReader({ counts: false });
  const first = await page();
  passes(60_000);
  await page(first.at(-1)?.id);
  const body = new URLSearchParams({ 'home[last_read_id]': first[5]?.id as string });
  await ask('/api/v1/markers', { method: 'POST', body });

  expect(had('served')).toEqual(places(1, 40));
  expect(had('seen')).toEqual([]);
});

test('a thread that is opened is opened, by the boost’s id or the post’s', async () => {
  const { page, ask, all } = await aReader();
  const first = await page();
  const boosted = first.find(({ reblog }) => reblog !== null) ?? first[3];

  const thread = await ask(`/api/v1/statuses/${boosted?.id}/context`);

  expect(thread.status).toBe(200);
  expect(all("select status_id, via, edition from exposures where kind = 'opened'")).toEqual([
    { status_id: innerId(boosted as never), via: 'api', edition: 1 },
  ]);
});

test('favourites, boosts and bookmarks are done at the home server, and remembered', async () => {
  const { page, ask, all, server, read } = await aReader();
  const status = (await page()).find(({ reblog }) => reblog === null);
  const id = status?.id as string;
  const acts = () =>
    all('select kind from actions where undone_at_ms is null').map(({ kind }) => kind);
  const act = async (name: string) =>
    (await ask(`/api/v1/statuses/${id}/${name}`, { method: 'POST' })).status;

  for (const name of ['favourite', 'reblog', 'bookmark', 'favourite'])
    expect(await act(name)).toBe(200);
  expect(acts()).toEqual(['favourite', 'reblog', 'bookmark']);
  expect(server.statusOf(id)).toMatchObject({ favourited: true, bookmarked: true });
  const kept = await read<Record<string, unknown>>(`/api/v1/statuses/${id}`);
  expect(kept).toMatchObject({ favourited: true });

  for (const name of ['unfavourite', 'unreblog', 'unbookmark']) expect(await act(name)).toBe(200);
  expect(acts()).toEqual([]);
  expect(server.statusOf(id)).toMatchObject({ favourited: false, bookmarked: false });
});

test('what is read in a home as it came reaches the ledger too', async () => {
  const { read, passes, all } = await aReader({ appName: 'Tusky' });
  const first = await read(`${HOME}?limit=10`);
  passes(60_000);
  await read(`${HOME}?limit=10&max_id=${first.at(-1)?.id}`);

  expect(all("select 1 from exposures where kind = 'seen' and via = 'api'")).toHaveLength(10);
  expect(all("select 1 from exposures where kind = 'served' and via = 'api'")).toHaveLength(20);
});

test.each([
  ['down from the top, at a reader’s pace', 1, 7, 60_000, 5],
  ['up from where it stood', 7, 1, 60_000, 5],
  ['faster than anybody reads', 1, 7, 1_000, 0],
  ['over what it was never served', 7, 30, 60_000, 3],
])('a marker that moves through a home as it came: %s', async (_, from, to, pauseMs, seen) => {
  const { ask, read, passes, all, database } = await aReader({ appName: 'Tusky' });
  const ids = (await read(`${HOME}?limit=40`)).map(({ id }) => id);
  database.connection.exec("delete from exposures where kind = 'served'");
  await read(`${HOME}?limit=10`);
  const marked = async (place: number) => {
    const body = JSON.stringify({ home: { last_read_id: ids[place - 1] } });
    const headers = { 'content-type': 'application/json' };
    await ask('/api/v1/markers', { method: 'POST', body, headers });
  };

  await marked(from);
  const atFirst = all("select 1 from exposures where kind = 'seen'").length;
  passes(pauseMs);
  await marked(to);

  expect(atFirst).toBe(0);
  expect(all("select 1 from exposures where kind = 'seen' and via = 'api'")).toHaveLength(seen);
});
