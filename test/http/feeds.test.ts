import { expect, test } from 'vitest';
import { openPool } from '../../src/store/pool.ts';
import { anApp, bodyOf } from '../support/page_app.ts';
import { aPageWorld } from '../support/page_world.ts';

/** With a home from which something can be drawn. */
function aDrawableApp() {
  const world = aPageWorld(90);
  world.database.connection.prepare('delete from exposures').run();
  openPool(world.database).pour();
  return anApp(world);
}

test('the feeds lead to the usual one, with five sliders at rest', async () => {
  const { get } = aDrawableApp();

  const first = await get('/feeds');
  const page = await bodyOf(get('/feeds/morning'));

  expect(first.headers.get('location')).toBe('/feeds/morning');
  expect(page.match(/type="range"/g)).toHaveLength(5);
  expect(page.match(/>as your settings say<\/output>/g)).toHaveLength(5);
  expect(page).toContain('Everything unseen, the best of it first');
  expect(page).toContain('/settings/sliders.toml');
});

test('a slider that was moved shows what would enter, leave and move, for the script too', async () => {
  const { get } = aDrawableApp();

  const page = await bodyOf(get('/feeds/morning?length=-3'));
  const fragment = await bodyOf(get('/feeds/morning?length=-3&fragment=1'));
  const same = await bodyOf(get('/feeds/morning?length=0&fragment=1'));

  expect(page).toMatch(/<strong>\d+ posts<\/strong> would enter/);
  expect(page).toContain('far towards a short edition');
  expect(fragment).toMatch(/^<p class="difference-words">/);
  expect(fragment).toContain('Would leave');
  expect(same).toContain('Move a slider');
});

test('saving keeps the sliders, says where, and can be taken back', async () => {
  const { get, send } = aDrawableApp();

  const saved = await send('/feeds/morning', new URLSearchParams({ age: '2', quiet: '-1' }));
  const address = saved.headers.get('location') ?? '';
  const page = await bodyOf(get(address));

  expect(address).toBe('/feeds/morning?before=0,0,0,0,0');
  expect(page).toContain('towards older posts</output>');
  expect(page).toContain('Saved in /settings/sliders.toml');
  await send('/feeds/morning', new URLSearchParams({ age: '2', rest: '1' }));
  expect(await bodyOf(get('/feeds/morning'))).not.toContain('towards older posts</output>');
});

test('of two pages each saves what was moved on it', async () => {
  const { get, send } = aDrawableApp();
  const [, from = ''] =
    /name="from" value="([^"]+)"/.exec(await bodyOf(get('/feeds/morning'))) ?? [];
  const save = (moved: Record<string, string>) => {
    const all = { age: '0', chance: '0', strangers: '0', quiet: '0', length: '0', from, ...moved };
    return send('/feeds/morning', new URLSearchParams(all));
  };

  await save({ strangers: '-1' });
  const saved = await save({ chance: '2' });
  const page = await bodyOf(get('/feeds/morning'));
  const undone = await bodyOf(get(saved.headers.get('location') ?? ''));

  expect(page).toContain('a little towards friends</output>');
  expect(page).toContain('towards chance</output>');
  expect(undone).toContain('<input type="hidden" name="strangers" value="-1"/>');
  await save({ rest: '1' });
  expect(await bodyOf(get('/feeds/morning'))).toMatch(/name="from" value="0,0,0,0,0"/);
});

test('an edition drawn from the page of a feed has the sliders that stand there', async () => {
  const asked: unknown[] = [];
  const world = aPageWorld(5);
  const draw = async (request: unknown) => asked.push(request) && world.edition;
  const { get, send } = anApp({ ...world, deps: { ...world.deps, draw } });
  const page = await bodyOf(get('/feeds/quiet-voices?length=-3'));
  const button = /<button[^>]*>\s*Save, and draw an edition now/.exec(page)?.[0];

  const form = new URLSearchParams({ length: '-3', draw: 'now' });
  const drawn = await send('/feeds/quiet-voices', form);

  expect(button).toContain('form="sliders" formmethod="post" name="draw"');
  expect(drawn.headers.get('location')).toBe('/e/1');
  expect(asked).toEqual([{ feed: 'quiet-voices' }]);
  const saved = await bodyOf(get('/feeds/quiet-voices'));
  expect(saved).toContain('far towards a short edition');
  expect(saved).toMatch(/<span>10 posts<\/span>/);
});

test('a feed that is not there is not found', async () => {
  const { get } = aDrawableApp();

  expect((await get('/feeds/nowhere')).status).toBe(404);
});
