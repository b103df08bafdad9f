import { expect, test } from 'vitest';
import { hours, statusJson } from '../support/entries.ts';
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

test('a post without words is called in a reader by what it shows', async () => {
  const showing = (...types: readonly string[]) =>
    words('', { media_attachments: types.map((type, nth) => ({ id: `${nth}`, type })) });
  const { items } = ofPosts(
    showing('image'),
    showing('audio'),
    showing('video', 'video'),
    showing('image', 'video'),
  );

  const titles = (await items()).map(({ title }) => title);

  expect(titles).toEqual(['ada: a picture', 'ada: a sound', 'ada: 2 films', 'ada: 2 files']);
});

test('of a quoted post the pictures and the poll are told in readers, but not behind its warning', async () => {
  const more = {
    content: '',
    media_attachments: [{ id: '1', type: 'image', description: 'A heron' }],
    poll: { id: '7', options: [{ title: 'reeds', votes_count: 1 }], voters_count: 4 },
  };
  const quoting = (changes: object) => {
    const words = { id: '77', by: 'bob', atMs: hours(1), more: { ...more, ...changes } };
    return { quote: { state: 'accepted', quoted_status: statusJson(words) } };
  };
  const { items } = ofPosts(
    words('look', quoting({})),
    words('covered', quoting({ spoiler_text: 'birds' })),
  );

  const [open, covered] = (await items()).map(({ content_html: html }) => html);

  expect(open).toMatch(/<blockquote>.*picture: A heron.*reeds: 25 %.*<\/blockquote>/s);
  expect(covered).toContain('birds');
  expect(covered).not.toMatch(/heron|reeds/);
});
