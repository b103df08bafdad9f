import { expect, test } from 'vitest';
import { openMediaAddresses } from '../../src/http/media/media_address.ts';
import { nameHtml, statusHtml } from '../../src/http/web/status_html.ts';

const media = openMediaAddresses(new Uint8Array(32), () => new Set<string>());
const none = { emojis: new Map<string, string>(), media };

test.each([
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href=" java\nscript:alert(1)">x</a>',
  '<svg onload=alert(1)><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
  '<p style="position:fixed;inset:0">x</p>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<form action=/draw method=post><button>x</button></form>',
  '<a href="https://a.example" onclick="alert(1)">x</a>',
  '<base href="https://evil.example/">',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
  '<p class="post gone skip">x</p>',
])('%s leaves nothing that runs, loads or disguises itself', (html) => {
  const clean = statusHtml(html, none);

  expect(clean).not.toMatch(
    /<(?:script|img|svg|iframe|form|base|style|button)|javascript:|\son\w+=|style=/i,
  );
  expect(clean).not.toMatch(/class="[^"]*\b(?:post|gone|skip)\b/);
});

test.each([
  '/e/1/seen',
  'posts/1/menu',
  '?lane=quiet',
  '//evil.example/',
  '\u2003javascript:alert(1)',
])('the address %j, which would lead to pages of ours, leads nowhere', (address) => {
  expect(statusHtml(`<a href="${address}">x</a>`, none)).toBe(
    '<a rel="noopener nofollow noreferrer" target="_blank">x</a>',
  );
});

test('nothing of a post passes for a part of the page: no id, and no word to its script', () => {
  const said = 'id="posts" data-key="1" data-said data-do="draw" role="main" tabindex="1" hidden';

  expect(statusHtml(`<p ${said}><span ${said}>a</span><b ${said}>b</b></p>`, none)).toBe(
    '<p><span>a</span><b>b</b></p>',
  );
  expect(statusHtml(`<a href="https://a.example/" ${said}>c</a>`, none)).toBe(
    '<a href="https://a.example/" rel="noopener nofollow noreferrer" target="_blank">c</a>',
  );
});

test('a heading inside a post stays one for the eye, and none of the page', () => {
  expect(statusHtml('<h1 id="x" class="post">One</h1><h4>Two</h4>', none)).toBe(
    '<p class="heading">One</p><p class="heading">Two</p>',
  );
});

test.each([
  ['<div>one</div><div>two<div>three</div></div>', '<p>one</p><p>two</p><p>three</p>'],
  [
    '<table><caption>Tides</caption><tr><th>Port</th><th>High</th></tr><tr><td>Brest</td><td>7 m</td></tr></table>',
    '<p>Tides</p><p>Port · High</p><p>Brest · 7 m</p>',
  ],
  ['<dl><dt>ebb</dt><dd>goes out</dd></dl>', '<p class="heading">ebb</p><p>goes out</p>'],
  ['<details><summary>More</summary>of it</details>', '<p class="heading">More</p>of it'],
  ['<ul><li><div>a</div></li></ul><p></p><p><ul></ul></p>', '<ul><li><p>a</p></li></ul><ul></ul>'],
])('what other servers let through does not run together: %s', (html, told) => {
  expect(statusHtml(html, none)).toBe(told);
});

test.each(['<h1>', '<ul><li>', '<b>', '<math>'])(
  'of thousands of %s in one another the words stay',
  (tag) => {
    const deep = `${tag.repeat(5_000)}<script>&lt;words</script>&amp; more`;

    expect(statusHtml(deep, none)).toBe(' &lt;words &amp; more');
  },
);

test('whatever has its ends is as deep as it is, however long', () => {
  const long = '<p>a <b>word</b><br>of <i>many</i></p>'.repeat(5_000);

  expect(statusHtml(long, none)).toContain('<b>word</b>');
});

test('links open elsewhere and tell nobody where they were', () => {
  const clean = statusHtml('<a href="https://a.example" rel="me opener">x</a>', none);

  expect(clean).toBe(
    '<a href="https://a.example" rel="noopener nofollow noreferrer" target="_blank">x</a>',
  );
});

test('the classes of Mastodon stay', () => {
  const html = '<span class="invisible">https://</span><span class="ellipsis evil">a</span>';

  expect(statusHtml(html, none)).toBe(
    '<span class="invisible">https://</span><span class="ellipsis">a</span>',
  );
});

test('shortcodes become pictures where the server names them, not in code', () => {
  const emojis = new Map([['wave', 'https://files.example/wave.png']]);
  const clean = statusHtml('<p>:wave: :other: <code>:wave:</code></p>', { emojis, media });

  expect(clean).toMatch(/<p><img class="emoji" src="\/media\/[^"]+" alt=":wave:"/);
  expect(clean).toContain(':other:');
  expect(clean).toContain('<code>:wave:</code>');
});

test('a display name is text, whatever it holds', () => {
  expect(nameHtml('<b onclick="x">Ada</b> & co', new Map(), media)).toBe(
    '&lt;b onclick=&quot;x&quot;&gt;Ada&lt;/b&gt; &amp; co',
  );
});
