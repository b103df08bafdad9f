import { expect, test } from 'vitest';
import { ALL, anActingApp, OURS } from '../support/acting_app.ts';

test('an act is asked for by a form, and leads back to its post', async () => {
  const { act, post, waiting } = anActingApp(...ALL);

  const response = await act(1, 'favourite');

  expect(response.status).toBe(303);
  expect(response.headers.get('location')).toBe('/e/1#p1');
  expect(waiting()).toEqual(['favourite']);
  const shown = await post(1);
  expect(shown).toMatch(/value="unfavourite" aria-pressed="true"/);
  expect(shown).toContain('waiting for example.social');
  expect(shown).toContain('>32<');
});

test('the line of the last act takes it back, and stays until the next', async () => {
  const { act, post, waiting } = anActingApp(...ALL);
  await act(1, 'bookmark');
  const before = await post(1);

  await act(1, 'unbookmark');
  await act(3, 'favourite');

  expect(before).toMatch(/Saved.*value="unbookmark">\s*undo/s);
  expect(waiting()).toEqual(['favourite']);
  expect(await post(1)).not.toContain('class="deed');
  expect(await post(3)).toContain('Favourited');
});

test('a login that may only read has links to the server in the place of buttons', async () => {
  const { act, post, waiting } = anActingApp();

  const shown = await post(1);
  const refused = await act(1, 'favourite');

  expect(shown).not.toMatch(/<button[^>]*value="(favourite|reblog|bookmark)"/);
  expect(shown).toMatch(
    /<a class="act favourite" href="https:\/\/example.social\/@ada@example.social\/1000"/,
  );
  expect(refused.status).toBe(422);
  expect(waiting()).toEqual([]);
});

test('a login that may do some of it has buttons for just that', async () => {
  const { post } = anActingApp('favourite');

  const shown = await post(1);

  expect(shown).toMatch(/<button[^>]*value="favourite"/);
  expect(shown).toMatch(/<a class="act reblog"/);
});

test('a post for followers has no boost, and is not boosted by a form of one’s own', async () => {
  const { act, post, waiting } = anActingApp(...ALL);

  const refused = await act(2, 'reblog');

  expect(await post(2)).not.toContain('act reblog');
  expect(refused.status).toBe(422);
  expect(waiting()).toEqual([]);
});

test('a form of another site does nothing, and one from elsewhere leads nowhere else', async () => {
  const { send, waiting } = anActingApp(...ALL);
  const form = new URLSearchParams({ do: 'favourite', at: 'p1' });

  const foreign = await send('/posts/1/act', form, { ...OURS, origin: 'https://evil.example' });
  const strange = await send('/posts/1/act', form, {
    ...OURS,
    referer: 'https://evil.example/page',
  });

  expect(foreign.status).toBe(403);
  expect(strange.headers.get('location')).toBe('/#p1');
  expect(waiting()).toEqual(['favourite']);
});

test('for the script, a refusal comes as a sentence', async () => {
  const { act } = anActingApp();

  const answer = await act(1, 'favourite', { fragment: '1' });

  expect(answer.status).toBe(422);
  expect(await answer.json()).toEqual({
    words: 'Your login may not do that: type driftline login example.social --act',
  });
});
