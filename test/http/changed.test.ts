import { expect, test } from 'vitest';
import { anApp } from '../support/page_app.ts';

type Told = { readonly changed: readonly { position: number; html: string; isWhole: boolean }[] };

/** An opened page, what it holds, and what has changed of it since. */
async function anOpenPage() {
  const { world, get } = anApp();
  const page = await (await get('/e/1')).text();
  const places = [...page.matchAll(/data-position="(\d+)"[^>]*data-stamp="([\w-]+)"/g)]
    .map(([, position, stamp]) => `${position}.${stamp}.`)
    .join();
  const changed = async (held = places) => {
    const answer = await get(`/since/1?${new URLSearchParams({ places: held })}`);
    return ((await answer.json()) as Told).changed;
  };
  return { world, changed, places };
}

test('a page that is open is told of what changed, and of nothing else', async () => {
  const { world, changed, places } = await anOpenPage();
  const { connection } = world.database;
  const before = await changed();

  connection.exec(`
    update statuses set deleted_at_ms = 1 where uri = '${world.uris[4]}';
    update statuses set favourites = favourites + 1, counts_at_ms = counts_at_ms + 1;
    update payloads set observed_at_ms = observed_at_ms + 1`);
  const after = await changed();

  expect(places.split(',')).toHaveLength(40);
  expect(before).toEqual([]);
  expect(after.map(({ position, isWhole }) => [position, isWhole])).toEqual([[5, true]]);
  expect(after[0]?.html).toMatch(/^<article class="post gone seen" id="p5"/);
});

test('what was said of a post elsewhere comes as its row of acts, where it has one', async () => {
  const { world, changed, places } = await anOpenPage();
  const { send } = anApp(world);
  await send('/posts/1/act', new URLSearchParams({ do: 'more' }));

  const [row, ...others] = await changed();
  const gone = await changed(places.replace(/(?<=^1\.[\w-]+\.)/, '-'));

  expect(others).toEqual([]);
  expect(row).toMatchObject({ position: 1, isWhole: false });
  expect(row?.html).toMatch(/^<form class="acts"[^>]* data-acts="[\w-]{6}"[^>]* data-taste="more"/);
  expect(gone).toEqual([]);
});

test.each(['', ',,', '0..,-1..,1', `1.${'<script>'}.`, '9999.abcdef.'])(
  'what no page holds is no question: %s',
  async (places) => {
    const { changed } = await anOpenPage();

    expect(await changed(places)).toEqual([]);
  },
);
