import { expect, test } from 'vitest';
import { MINUTE_MS } from '../../src/core/clock.ts';
import { parseAccount, parseHomeEntry } from '../../src/core/status.ts';
import { openRefusedPeople } from '../../src/store/refused_people.ts';
import { anAppAskedFrom, PHONE } from '../support/asking.ts';
import { hours, statusJson } from '../support/entries.ts';
import { bodyOf } from '../support/page_app.ts';
import { ofPosts, words } from '../support/subscribed_posts.ts';

test('a feed’s posts come in the order of the edition, each with its place on the page', async () => {
  const { items, uris, edition } = ofPosts(words('first'), words('second'));

  const [first, second] = await items();

  expect([first?.id, second?.id]).toEqual(uris);
  expect(first).toMatchObject({
    url: `http://127.0.0.1:4040/e/${edition}#p1`,
    external_url: 'https://example.social/@ada/50',
    title: 'ada: first',
    authors: [{ name: 'ada (@ada@example.social)', url: 'https://example.social/@ada' }],
  });
  expect(String(first?.date_published) > String(second?.date_published)).toBe(true);
  expect(first?.content_html).toContain('<p>first</p>');
});

test('Atom says the same, as well-formed XML', async () => {
  const { get } = ofPosts(words('a &amp; b', { language: 'pt' }), words('c'));

  const response = await get('/subscriptions/morning.atom');
  const atom = await response.text();

  expect(response.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
  expect(atom).toMatch(/^<\?xml version="1\.0" encoding="utf-8"\?>\n<feed xmlns="[^"]+Atom">\n/);
  expect(atom).toContain('<id>urn:driftline:feed:morning</id>');
  expect(atom).toContain(
    '<link rel="self" type="application/atom+xml" href="http://127.0.0.1:4040/subscriptions/morning.atom"/>',
  );
  expect(atom).toContain('<entry xml:lang="pt">');
  expect(atom).toContain('<title>ada: a &amp; b</title>');
  expect(atom).toContain('&lt;p&gt;a &amp;amp; b&lt;/p&gt;');
  expect(atom.match(/<entry\b/g)).toHaveLength(2);
});

test('one edition can be subscribed to alone, and what is not there is not found', async () => {
  const { get, edition } = ofPosts(words('first'));

  expect(await bodyOf(get(`/subscriptions/e${edition}.atom`))).toContain(
    `<id>urn:driftline:edition:${edition}</id>`,
  );
  for (const file of ['e99.atom', 'evening.atom', 'morning.rss', 'morning', 'e0.json', '..atom'])
    expect((await get(`/subscriptions/${file}`)).status, file).toBe(404);
});

test('what is not public or unlisted never leaves, nor what is gone, nor a private quote', async () => {
  const secret = (text: string) => words(text, { visibility: 'private' });
  const quoted = { ...statusJson({ id: '77', by: 'bob', atMs: hours(1), more: secret('quoted') }) };
  const { get, world, posts } = ofPosts(
    secret('followers alone'),
    words('to one', { visibility: 'direct' }),
    words('nobody knows', { visibility: 'mutuals_only' }),
    words('seldom listed', { visibility: 'unlisted' }),
    words('quotes', { quote: { state: 'accepted', quoted_status: quoted } }),
    words('taken back'),
  );
  const gone = posts[5] as (typeof posts)[number];
  world.database.connection
    .prepare('update statuses set deleted_at_ms = 1 where uri = ?')
    .run(gone.uri);

  for (const format of ['atom', 'json']) {
    const body = await bodyOf(get(`/subscriptions/morning.${format}`));
    expect(body).toContain('seldom listed');
    expect(body).toContain('A post that cannot be shown here.');
    for (const hidden of ['followers alone', 'to one', 'nobody knows', 'quoted<', 'taken back'])
      expect(body).not.toContain(hidden);
  }
});

test('a quote stands there once: its address in the words goes, but where it cannot be shown', async () => {
  const line = '<p class="quote-inline">RE: <a href="https://b.example/7">b.example/7</a></p>';
  const content = `${line}<p>I agree</p>`;
  const quoted = {
    ...statusJson({ id: '77', by: 'bob', atMs: hours(1), more: words('the reed') }),
  };
  const { items } = ofPosts(
    { content, quote: { state: 'accepted', quoted_status: quoted } },
    { content, quote: { state: 'pending', quoted_status: null } },
  );

  const [shown, pending] = await items();

  expect([shown?.title, pending?.title]).toEqual(['ada: I agree', 'ada: I agree']);
  expect(shown?.content_html).toContain('the reed');
  expect(shown?.content_html).not.toContain('RE:');
  expect(pending?.content_html).toContain('https://b.example/7');
});

test('whom the owner muted is not in it, and comes back when that ends', async () => {
  const { items, world, posts } = ofPosts(words('first'));
  const refused = openRefusedPeople(world.database, world.filing.accounts);
  const untilMs = (world.deps.time.now() + MINUTE_MS) as never;
  const person = { account: parseAccount(posts[0]?.account), untilMs };
  refused.refuse(world.login.loginKey, person, 'mute', hours(21));

  expect(await items()).toEqual([]);
  world.passes(2 * MINUTE_MS);
  expect(await items()).toHaveLength(1);
});

test('behind a warning stands the warning alone, and the way to the page', async () => {
  const { items } = ofPosts(words('eight legs', { spoiler_text: 'spiders & <b>more</b>' }));

  const [item] = await items();

  expect(item?.title).toBe('ada: spiders & <b>more</b>');
  expect(item?.content_html).toContain('<strong>spiders &amp; &lt;b&gt;more&lt;/b&gt;</strong>');
  expect(item?.content_html).toContain('open it on the page');
  expect(item?.content_html).not.toContain('eight legs');
});

test('nothing in it runs, is fetched, or tells of the owner', async () => {
  const { get, world } = ofPosts(
    words('hello<script>x()</script><img src="https://evil.example/x.png" onerror="x()">', {
      media_attachments: [
        { type: 'image', url: 'https://files.example/a.png', description: 'A "b"' },
      ],
      card: {
        url: 'https://news.example/',
        title: '<script>x()</script>',
        image: 'https://x.example/',
      },
      emojis: [{ shortcode: 'wave', url: 'https://files.example/wave.png' }],
    }),
  );

  const body = await bodyOf(get('/subscriptions/morning.atom'));

  expect(body).not.toMatch(/<script|&lt;(script|img|style|link|iframe)|onerror=|files\.example/);
  expect(body).toContain('picture: A &amp;quot;b&amp;quot;');
  expect(body).not.toMatch(/boosted by|you act on|you asked for|their turn|me@example\.social/);
  expect(world.asked).toEqual([]);
});

test('a post that ends what it stands in stays inside', async () => {
  const { get } = ofPosts(
    words(']]> ]]> ]]&gt;&lt;/content&gt;', {
      spoiler_text: ']]></title><x> \u0000\u0001\uFFFE\uD800',
    }),
  );

  const atom = await bodyOf(get('/subscriptions/morning.atom'));

  expect(atom).not.toContain('<x>');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there.
  expect(atom).not.toMatch(/[\u0000-\u0008\uFFFE\uFFFF]|[\uD800-\uDFFF]/);
  expect(atom.match(/<\/title>/g)).toHaveLength(2);
});

test('a post that comes again is not new again', async () => {
  const { items, save, uris, edition } = ofPosts(words('first'), words('second'));
  const later = save([uris[1] as string], hours(48));

  const all = await items();

  expect(all.map(({ id }) => id)).toEqual([uris[1], uris[0]]);
  expect(all[0]?.url).toContain(`/e/${later}#p1`);
  expect(all[1]?.url).toContain(`/e/${edition}#p1`);
});

test('an edit shows in the time of change alone', async () => {
  const { items, posts, world } = ofPosts(words('first'));
  const [before] = await items();
  const edited = { ...posts[0], content: '<p>better</p>', edited_at: '2026-11-02T07:10:00.000Z' };
  world.receive(parseHomeEntry(edited as never), hours(25));

  const [after] = await items();

  expect(after?.content_html).toContain('better');
  expect(after?.date_published).toBe(before?.date_published);
  expect(after?.date_modified).toBe('2026-11-02T07:10:00.000Z');
  expect(after?.id).toBe(before?.id);
});

test('a reader that has it is told so, until something changes', async () => {
  const { get, world, posts } = ofPosts(words('first'), words('second'));
  const { headers } = await get('/subscriptions/morning.atom');
  const etag = headers.get('etag') as string;
  const again = (value: string) => get('/subscriptions/morning.atom', { 'if-none-match': value });

  expect(headers.get('cache-control')).toBe('private, no-cache');
  expect((await again(etag)).status).toBe(304);
  expect((await again(`W/${etag.replace(/^W\//, '')}, "x"`)).status).toBe(304);
  expect((await again('"x"')).status).toBe(200);
  world.database.connection
    .prepare('update statuses set deleted_at_ms = 1 where uri = ?')
    .run(posts[0]?.uri);
  const changed = await again(etag);
  expect(changed.status).toBe(200);
  expect(await changed.text()).not.toContain('first');
});

test('what a reader fetched was served, once, and is not seen by that', async () => {
  const { get, world } = ofPosts(words('first'), words('hidden', { visibility: 'private' }));
  for (let time = 0; time < 2; time += 1) await get('/subscriptions/morning.json');

  const rows = world.database.connection
    .prepare(`select kind, via, position from exposures where kind <> 'offered'`)
    .all();

  expect(rows).toEqual([{ kind: 'served', via: 'subscription', position: 1 }]);
});

test('the page names them, for people and for readers', async () => {
  const { get } = ofPosts(words('first'));

  const page = await bodyOf(get('/e/1'));
  const list = await bodyOf(get('/subscribe'));

  expect(page).toContain(
    '<link rel="alternate" title="Driftline: morning" type="application/atom+xml" href="/subscriptions/morning.atom"',
  );
  expect(page).toContain('type="application/feed+json" href="/subscriptions/morning.json"');
  expect(page).toContain('<a href="/subscribe">subscribe</a>');
  expect(list).toContain('<a href="/subscriptions/morning.atom">Atom</a>');
});

test('a feed reader elsewhere has an address of its own, which opens nothing else', async () => {
  const { ask, send, devices } = anAppAskedFrom({ names: ['https://reader.example'] });
  const made = await (await send('/devices/reader', {})).text();
  const address = /https:\/\/reader\.example(\S+?key=[\w-]{43})/.exec(made)?.[1] as string;
  const key = address.split('=')[1] as string;

  const fetched = await ask(address, { ...PHONE, host: 'reader.example' });

  expect(fetched.status).toBe(200);
  const asked = await ask(address, { ...PHONE, host: 'reader.example' }, { method: 'HEAD' });
  expect([asked.status, await asked.text()]).toEqual([200, '']);
  expect(await fetched.text()).not.toContain(key);
  expect((await ask('/subscriptions/morning.atom', PHONE)).status).toBe(401);
  expect((await ask('/subscriptions/morning.atom?key=guess', PHONE)).status).toBe(401);
  expect((await ask(`/e/1?key=${key}`, PHONE)).status).toBe(401);
  const cookie = { ...PHONE, headers: { cookie: `driftline_session=${key}` } };
  expect((await ask('/e/1', cookie)).status).toBe(401);
  devices.revoke(1, hours(30));
  expect((await ask(address, PHONE)).status).toBe(401);
});
