import { expect, test } from 'vitest';
import { openAbsences } from '../../src/store/absences.ts';
import { ALL, anActingApp } from '../support/acting_app.ts';
import { aClient, anApiHome, innerId, type StatusJson } from '../support/api_home.ts';

test('a post that the server has let go says so, leads to its author, and has no acts', async () => {
  const { act, post, waiting, world } = anActingApp(...ALL);
  openAbsences(world.database).note(1, '1000', world.deps.time.now());

  const shown = await post(1);
  const refused = await act(1, 'favourite');

  expect(shown).toContain('example.social keeps this post no longer');
  expect(shown).not.toMatch(/<button[^>]*value="(favourite|reblog|bookmark)"/);
  expect(shown).not.toContain('@ada@example.social/1000');
  expect(refused.status).toBe(404);
  expect(waiting()).toEqual([]);
  expect(await post(2)).not.toContain('keeps this post no longer');
});

test('a client is told what is stored of a post that the server has let go', async () => {
  const home = await anApiHome();
  const { read } = await aClient(home.app);
  const page = await read('/api/v1/timelines/home?limit=40');
  const first = page.find(({ reblog }) => reblog === null) as StatusJson;
  openAbsences(home.database).note(1, innerId(first), home.time.now());
  home.server.faults.letsGoAfterMs = 1;

  const status = await read(`/api/v1/statuses/${first.id}`);
  const context = await read(`/api/v1/statuses/${first.id}/context`);

  expect(status).toMatchObject({ uri: first.uri, content: expect.stringContaining('<p>') });
  expect(context).toMatchObject({ ancestors: expect.anything() });
});

test('after an act its signs lead to its author still', async () => {
  const { act, post, world } = anActingApp(...ALL);
  openAbsences(world.database).note(1, '1000', world.deps.time.now());
  const signs = /<a class="act[^"]*" href="([^"]*)"/g;
  const before = [...(await post(1)).matchAll(signs)].map(([, address]) => address);

  const answer = await act(1, 'more', { fragment: '1', page: 'x', nth: '1' });

  const { html } = (await answer.json()) as { readonly html: string };
  expect(before).toHaveLength(5); // a menu beside the four
  expect([...html.matchAll(signs)].map(([, address]) => address)).toEqual(before);
});
