import { expect, test } from 'vitest';
import { MORNING } from '../../src/core/feed.ts';
import type { DrawRequest } from '../../src/http/server.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { openPool } from '../../src/store/pool.ts';
import { hours, post } from '../support/entries.ts';
import { anApp, bodyOf } from '../support/page_app.ts';
import { aPageWorld } from '../support/page_world.ts';

/** Whose draws are real, of twenty posts that came after the edition. */
function aDrawingApp() {
  const asked: DrawRequest[] = [];
  const world = aPageWorld(12);
  for (let at = 0; at < 20; at += 1) {
    const words = { id: String(4000 + at), by: `late${at}`, atMs: hours(25) };
    world.receive(post(words), words.atMs);
  }
  openPool(world.database).pour();
  const draw = async (request: DrawRequest) => {
    asked.push(request);
    await new Promise(setImmediate); // it is made elsewhere
    const { size = 200, continues } = request;
    const feed = { ...MORNING, size };
    const nowMs = world.deps.time.now();
    const drawn = { database: world.database, feed, seed: 's', nowMs, dryRun: false, continues };
    return drawEdition(drawn).edition as number;
  };
  return { asked, ...anApp({ ...world, deps: { ...world.deps, draw } }) };
}

test('fifty more go on from the edition that was read, by its feed, and say so', async () => {
  const { asked, get, send } = aDrawingApp();

  const drawn = await send('/draw', new URLSearchParams({ size: '50', after: '1' }));
  const more = await bodyOf(get('/e/2'));

  expect(drawn.headers.get('location')).toBe('/e/2');
  expect(asked).toEqual([{ size: 50, continues: 1, feed: 'morning' }]);
  expect(more).toMatch(/<h1><a href="\/e\/2">\d+ more<\/a>/);
  expect(more).toMatch(/<a href="\/e\/1#end-title">goes on from \w+ \d+ \w+<\/a>/);
  expect(await bodyOf(get('/e/1'))).toContain('id="end-title"');
});

test('an edition that was gone on from leads there, and is not called old for it', async () => {
  const { get, send } = aDrawingApp();
  await send('/draw', new URLSearchParams({ size: '50', after: '1' }));

  const first = await bodyOf(get('/e/1'));

  expect(first).toContain('href="/e/2">go on with those drawn after it');
  expect(first).not.toContain('draw 50 more');
  expect(first).not.toContain('A newer edition is here');
  expect(await bodyOf(get('/editions'))).toMatch(/, \d+ more<\/span>/);
});

test('who taps twice has one edition drawn, and comes to it', async () => {
  const { asked, send } = aDrawingApp();
  const tap = async (words: Record<string, string>) =>
    (await send('/draw', new URLSearchParams(words))).headers.get('location');
  const more = { size: '50', after: '1' };

  const twice = await Promise.all([tap(more), tap(more)]);
  const later = await tap(more);
  const again = await Promise.all([tap({}), tap({})]);
  const anew = await tap({});

  expect([...twice, later]).toEqual(['/e/2', '/e/2', '/e/2']);
  expect([...again, anew]).toEqual(['/e/3', '/e/3', '/e/4']);
  expect(asked).toHaveLength(3);
});

test('an edition is drawn again by its own feed, and an imported one by the usual', async () => {
  const { asked, get, send, world } = aDrawingApp();
  const rename = (words: string) => world.database.connection.exec(`update editions set ${words}`);
  const drawAgain = async () => {
    const form = /<form [^>]*action="\/draw">(.*?)<\/form>/s.exec(await bodyOf(get('/e/1')))?.[1];
    const fields = new URLSearchParams();
    for (const [, name = '', value = ''] of (form ?? '').matchAll(/name="(\w+)" value="(\w+)"/g))
      fields.set(name, value);
    await send('/draw', fields);
  };

  rename("feed = 'birds'");
  await drawAgain();
  rename("came_from = 'import'");
  await drawAgain();

  expect(asked).toEqual([{ feed: 'birds' }, {}]);
});

test('an edition drawn again is another one, and says so', async () => {
  const { get, send } = aDrawingApp();
  await send('/draw', new URLSearchParams());

  expect(await bodyOf(get('/e/1'))).toContain('A newer edition is here');
  expect(await bodyOf(get('/e/2'))).not.toContain('goes on from');
});
