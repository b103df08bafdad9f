import { expect, test } from 'vitest';
import { bodyOf } from '../support/page_app.ts';
import { ofPosts, words } from '../support/subscribed_posts.ts';

test('of more media than are told, how many they are is said, in readers and on the page', async () => {
  const media_attachments = Array.from({ length: 35 }, (_, at) => ({ id: `${at}`, type: 'image' }));
  const { items, get, edition } = ofPosts(words('many', { media_attachments }));

  const html = (await items())[0]?.content_html ?? '';
  const page = await bodyOf(get(`/e/${edition}`));

  expect(html.match(/<li>picture/g)).toHaveLength(32);
  expect(html).toContain('<li>and 3 more, at the original</li>');
  expect(page.match(/class="kind">picture/g)).toHaveLength(32);
  expect(page).toContain('and 3 more, at the original');
});
