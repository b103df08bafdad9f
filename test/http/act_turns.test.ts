import { expect, test } from 'vitest';
import { openOutbox } from '../../src/store/outbox.ts';
import { anApp } from '../support/page_app.ts';
import { aPageWorld } from '../support/page_world.ts';

/** A page whose owner may do these things, and whose server is away. */
function anActingApp() {
  const kinds = new Set(['reblog', 'bookmark', 'favourite'] as const);
  const world = aPageWorld(16, { acting: { may: () => kinds, tried: async () => {} } });
  const app = anApp(world);
  const act = (key: number, word: string, more: Record<string, string> = {}) =>
    app.send(`/posts/${key}/act`, new URLSearchParams({ do: word, ...more }));
  const waiting = () =>
    openOutbox(world.database)
      .list(0)
      .map(({ kind, undo }) => `${undo ? 'un' : ''}${kind}`);
  return { ...app, act, waiting };
}

test('an act that comes late, or twice, is not done again, and the post is shown as it stands', async () => {
  const { act, waiting } = anActingApp();
  const nth = (count: number) => ({ page: 'one', nth: String(count), fragment: '1' });

  await act(1, 'unreblog', nth(2));
  const late = await act(1, 'reblog', nth(1));
  await act(3, 'reblog', nth(3));
  await act(3, 'unreblog');
  const again = await act(3, 'reblog', nth(3));
  await act(3, 'favourite', { page: 'another', nth: '1', fragment: '1' });

  expect(waiting()).toEqual(['favourite']);
  for (const answer of [late, again])
    expect((await answer.json()).html).toContain('value="reblog"');
});

test('what goes out with a page is done in its order, whatever is refused of it', async () => {
  const { send, waiting } = anActingApp();
  const acts = ['reblog', 'dial/tag/more/', 'nothing', 'unreblog', 'bookmark'];
  const words = acts.map((word, at) => ({ key: 1, do: word, nth: at + 1 }));
  const leaving = JSON.stringify({
    page: 'one',
    acts: [{ key: 999, do: 'more', nth: 1 }, ...words],
  });

  const answer = await send('/acts', leaving);
  const twice = await send('/acts', leaving);
  const nonsense = await send('/acts', '{"acts":[]}');

  expect([answer.status, twice.status, nonsense.status]).toEqual([204, 204, 422]);
  expect(waiting()).toEqual(['bookmark']);
});

test('an act that was refused is refused again in the same words, where it is told twice', async () => {
  const { act, waiting } = anActingApp();
  const third = { page: 'one', nth: '3', fragment: '1' };

  const refused = await act(2, 'dial/tag/hardly/birds', third);
  const again = await act(2, 'dial/tag/hardly/birds', third);

  expect([refused.status, again.status]).toEqual([422, 422]);
  const { words } = (await refused.json()) as { words: string };
  expect(words).toContain('hardly');
  expect(await again.json()).toEqual({ words });
  expect(waiting()).toEqual([]);
});

test('what is said of one person from two posts stands as it was said last', async () => {
  const { act, world } = anActingApp();
  const nth = (count: number) => ({ page: 'one', nth: String(count), fragment: '1' });
  const dial = (word: string) => `dial/tag/${word}/birds`;

  await act(2, dial('less'), nth(2));
  const late = await act(1, dial('more'), nth(1));
  await act(1, 'bookmark', nth(1));

  expect(late.status).toBe(200);
  const said = world.database.connection.prepare('select subject, word from dials').all();
  expect(said).toEqual([{ subject: 'birds', word: 'less' }]);
  expect(openOutbox(world.database).list(0)).toHaveLength(1);
});
