import { expect, test } from 'vitest';
import { anApp, bodyOf } from '../support/page_app.ts';
import { aPageWorld } from '../support/page_world.ts';

const firstPost = (page: string) => /<article[^>]* id="p1".*?<\/article>/s.exec(page)?.[0] ?? '';

test('posts, people and replies lead to the home server, the original stands second', async () => {
  const { get } = anApp();

  const post = firstPost(await bodyOf(get('/e/1')));
  const menu = await bodyOf(get('/posts/1/menu?fragment=1'));

  const atHome = 'https://example.social/@ada@example.social';
  expect(post).toMatch(new RegExp(`<h2 class="name"[^>]*><a href="${atHome}" `));
  for (const name of ['when', 'act reply', 'open'])
    expect(post).toContain(`<a class="${name}" href="${atHome}/1000"`);
  expect(menu.indexOf('open or reply at example.social')).toBeGreaterThan(0);
  expect(menu.indexOf('the original')).toBeGreaterThan(menu.indexOf(`${atHome}/1000`));
});

test('open_in leads posts and replies to the client of the owner instead', async () => {
  const openIn = 'https://phanpy.social/#/{server}/s/{id}';
  const { get } = anApp(aPageWorld(20, { openIn }));

  const post = firstPost(await bodyOf(get('/e/1')));
  const menu = await bodyOf(get('/posts/1/menu?fragment=1'));

  const inClient = 'https://phanpy.social/#/example.social/s/1000';
  for (const name of ['when', 'act reply', 'act favourite', 'open'])
    expect(post).toContain(`<a class="${name}" href="${inClient}"`);
  expect(post).toContain('favourite at phanpy.social');
  expect(menu).toContain(`href="${inClient}"`);
});
