import { expect, test } from 'vitest';
import { anApp, bodyOf } from '../support/page_app.ts';
import type { PageWorld } from '../support/page_world.ts';

function seenPlaces({ database }: PageWorld): readonly number[] {
  const rows = database.connection
    .prepare("select position from exposures where kind = 'seen' and undone_at_ms is null")
    .all() as { position: number }[];
  return rows.map(({ position }) => position).sort((a, b) => a - b);
}

test('all above is marked as seen by a form, and taken back by another', async () => {
  const { world, get, send } = anApp();
  await send('/seen', JSON.stringify({ kind: 'seen', edition: 1, positions: [2] }));

  const marked = await send('/e/1/seen', new URLSearchParams({ up_to: '3' }));
  const page = await bodyOf(get(marked.headers.get('location') ?? ''));
  const seen = seenPlaces(world);
  await send('/e/1/unseen', new URLSearchParams({ positions: '1,3' }));

  expect(marked.status).toBe(303);
  expect(page).toContain('2 posts marked as seen');
  expect(seen).toEqual([1, 2, 3]);
  expect(seenPlaces(world)).toEqual([2]);
});

test('who takes it back on the second part stands where it was said, not at the top', async () => {
  const { send } = anApp();

  await send('/e/1/seen', new URLSearchParams({ up_to: '80' }));
  const positions = Array.from({ length: 80 }, (_, at) => at + 1).join();
  const undone = await send('/e/1/unseen', new URLSearchParams({ positions }));

  expect(undone.headers.get('location')).toBe('/e/1?from=41#p80');
});

test('in a lane, all above is what stood there: posts of other lanes stay unseen', async () => {
  const { world, get, send } = anApp();
  const lane = await bodyOf(get('/e/1?lane=missed'));
  const places = [...lane.matchAll(/ id="p(\d+)"/g)].map((match) => Number(match[1]));
  const form = lane.slice(lane.indexOf('class="mark-above"'));
  const said = [...form.matchAll(/name="(\w+)" value="(\w+)"/g)].map(([, name, value]) => [
    String(name),
    String(value),
  ]);

  const marked = await send('/e/1/seen', new URLSearchParams(said));
  const page = await bodyOf(get(marked.headers.get('location') ?? ''));
  const seen = seenPlaces(world);
  const back = new URLSearchParams({ positions: places.join(','), lane: 'missed' });
  const undone = await send('/e/1/unseen', back);

  expect(seen).toEqual(places);
  expect(page).toContain(`${places.length} posts marked as seen`);
  expect(page).toContain('name="lane" value="missed"');
  expect([...page.matchAll(/ id="p(\d+)"/g)]).toHaveLength(places.length);
  expect(undone.headers.get('location')).toBe(`/e/1?from=2&lane=missed#p${places.at(-1)}`);
  expect(seenPlaces(world)).toEqual([]);
});

test('who marks all at the end stays at the end, and takes it back there', async () => {
  const { world, get, send } = anApp();

  const marked = await send('/e/1/seen', new URLSearchParams({ up_to: '90' }));
  const location = marked.headers.get('location') ?? '';
  const page = await bodyOf(get(location.replace(/#.*/, '')));
  const card = page.slice(page.indexOf('id="end-title"'));
  const undoing = /action="(\/e\/1\/unseen)">(.*?)<button/s.exec(card);
  const said = [...(undoing?.[2] ?? '').matchAll(/name="(\w+)" value="([^"]+)"/g)];
  const words = said.map(([, name, value]) => [String(name), String(value)]);
  const undone = await send(undoing?.[1] ?? '', new URLSearchParams(words));

  expect(location).toMatch(/^\/e\/1\?from=81&marked=[\d,]+#end-title$/);
  expect(page.match(/90 posts marked as seen/g)).toHaveLength(1);
  expect(undone.headers.get('location')).toBe('/e/1?from=81#end-title');
  expect(seenPlaces(world)).toEqual([]);
});

test('in a lane, what stands below the place is not marked with it', async () => {
  const { world, get, send } = anApp();
  const lane = await bodyOf(get('/e/1?lane=missed'));
  const [first, second] = [...lane.matchAll(/ id="p(\d+)"/g)].map((match) => Number(match[1]));
  expect(second).toBeGreaterThan(first as number);

  await send('/e/1/seen', new URLSearchParams({ up_to: String(first), lane: 'missed' }));

  expect(seenPlaces(world)).toEqual([first]);
});

test('of what a page reports, places that no edition has are passed over', async () => {
  const { world, send } = anApp();
  const seen = (edition: number, positions: readonly number[], keys: readonly number[] = []) =>
    send('/seen', JSON.stringify({ kind: 'seen', edition, positions, keys }));

  const answers = [await seen(1, [2, 900], [999_999]), await seen(77, [1])];

  expect(answers.map(({ status }) => status)).toEqual([204, 204]);
  expect(seenPlaces(world)).toEqual([2]);
});

test('a report of more than a page can have before it is refused as a whole', async () => {
  const { world, send } = anApp();
  const positions = Array.from({ length: 401 }, (_, at) => at + 1);

  const { status } = await send('/seen', JSON.stringify({ kind: 'seen', edition: 1, positions }));

  expect(status).toBe(422);
  expect(seenPlaces(world)).toEqual([]);
});
