import { expect, test } from 'vitest';
import { parseStatus } from '../../src/core/status.ts';
import { factsOf, plainText } from '../../src/core/status_facts.ts';

test('a text of nothing but beginnings of tags is read in a moment', () => {
  const status = (content: string) =>
    parseStatus({
      id: '1',
      uri: 'https://home.example/1',
      created_at: '2026-11-02T00:00:00Z',
      account: { id: '2', acct: 'ada' },
      content,
    });
  const beganMs = performance.now();

  // Each took 8 s and more.
  for (const beginning of ['<', '<a ', '<br']) factsOf(status(beginning.repeat(60_000)), '3');

  expect(performance.now() - beganMs).toBeLessThan(3_000);
});

test.each([
  ['one<ul><li>two</li></ul>three', 'one\ntwo\nthree'],
  ['<p>code:<pre>a = 1</pre>and on</p>', 'code:\na = 1\nand on'],
  ['said<blockquote>so</blockquote>', 'said\nso'],
  ['<table><tr><td>a</td><td>b</td></tr></table>', 'a\nb'],
  ['<p>one</p><p>two</p>', 'one\ntwo'],
  ['one<p>two</p>', 'one\ntwo'],
])('%s is not glued together', (html, text) => {
  expect(plainText(html)).toBe(text);
});

test('tags go, and what only looks like one stays', () => {
  expect(plainText('<p>a <b title="x">b</b><br/>c</p>')).toBe('a b\nc');
  expect(plainText('<p>1 < 2 <i>and</i> 3</p>')).toBe('1 < 2 and 3');
});

/** The link of a post with this text, as other servers write it. */
function linkIn(content: string, more: object = {}): string | undefined {
  const account = { id: '2', acct: 'ada' };
  const created = { id: '1', uri: 'https://home.example/1', created_at: '2026-11-02T00:00:00Z' };
  return factsOf(parseStatus({ ...created, account, content, ...more }), '3').link;
}

const LINK = '<a href="https://news.example/story" rel="nofollow noopener">news.example/story</a>';

test.each([
  ['Misskey', '<a href="https://mk.example/tags/art" rel="nofollow noopener tag">#art</a>'],
  ['GoToSocial', '<a href="https://gts.example/tags/art" class="mention hashtag" rel="tag">#</a>'],
  ['WordPress', '<a rel="tag" class="u-tag" href="https://wp.example/tag/art/">#art</a>'],
  [
    'Mastodon',
    '<span class="h-card"><a href="https://m.example/@bob" class="u-url">@bob</a></span>',
  ],
])('a hashtag or a mention of %s is not the link of its post', (_server, anchor) => {
  expect(linkIn(`<p>A drawing ${anchor}</p>`)).toBeUndefined();
  expect(linkIn(`<p>${anchor} ${LINK}</p>`)).toBe('https://news.example/story');
});

test('a mention without a class is known by whom it mentions', () => {
  const content = '<p><a href="https://lemmy.example/u/bob">@bob</a> thanks</p>';
  const mentions = [{ id: '5', acct: 'bob@lemmy.example', url: 'https://lemmy.example/u/bob' }];

  expect(linkIn(content, { mentions })).toBeUndefined();
  expect(linkIn(content)).toBe('https://lemmy.example/u/bob');
});

test.each([
  'http://www.news.example/story/#part-2',
  'https://www.news.example./story',
  'https://news.example/story?at_medium=RSS&at_campaign=rss',
  'https://news.example/story?utm_source=mastodon&wt_zmc=x&mtm_kwd=y',
])('a page has one name: %s', (href) => {
  expect(linkIn(`<p><a href="${href.replaceAll('&', '&amp;')}">x</a></p>`)).toBe(
    'https://news.example/story',
  );
});

test.each([
  'https://youtu.be/dQw4w9WgXcQ?si=abc&t=42',
  'https://m.youtube.com/watch?v=dQw4w9WgXcQ&list=PL1&index=3',
  'https://www.youtube.com/watch?app=desktop&v=dQw4w9WgXcQ',
  'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ',
  'https://youtube.com/shorts/dQw4w9WgXcQ?feature=share',
  'https://music.youtube.com/watch?v=dQw4w9WgXcQ',
])('a video has one name: %s', (href) => {
  expect(linkIn(`<p><a href="${href.replaceAll('&', '&amp;')}">x</a></p>`)).toBe(
    'https://youtube.com/watch?v=dQw4w9WgXcQ',
  );
});

test.each([
  ['https://de.m.wikipedia.org/wiki/Amsel', 'https://de.wikipedia.org/wiki/Amsel'],
  ['https://mobile.news.example/story', 'https://news.example/story'],
  // Somebody's server, no other name of social.example.
  ['https://m.social.example/@ada/1', 'https://m.social.example/@ada/1'],
  ['https://www.youtube.com/@ada', 'https://youtube.com/@ada'],
  ['https://youtube.com/playlist?list=PL1', 'https://youtube.com/playlist?list=PL1'],
  ['https://youtu.be/a/b', 'https://youtube.com/a/b'],
  ['https://www.example/', 'https://www.example'],
  // As WordPress writes what it made of a title, and what is copied from a browser.
  ['https://news.example/%d9%85%d8%b1/', 'https://news.example/%D9%85%D8%B1'],
  ['https://news.example/مر', 'https://news.example/%D9%85%D8%B1'],
  ['https://news.example/%7Eada/a%2fb%25', 'https://news.example/~ada/a%2Fb%25'],
  ['https://news.example/wiki/Rail_%28bird%29', 'https://news.example/wiki/Rail_(bird)'],
  ['https://www.news.example:8443/a', 'https://news.example:8443/a'],
  ['https://www.news.example.:8443/a', 'https://news.example:8443/a'],
])('%s is %s', (href, name) => {
  expect(linkIn(`<p><a href="${href}">x</a></p>`)).toBe(name);
});

test('rooms that one page shows are not one page', () => {
  const room = (name: string) =>
    linkIn(`<p><a href="https://matrix.example/#/#${name}:x">x</a></p>`);

  expect(room('birds')).toBe('https://matrix.example#/#birds:x');
  expect(room('birds')).not.toBe(room('trains'));
});
