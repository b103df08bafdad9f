import { expect, test } from 'vitest';
import { isoOf } from '../../src/core/clock.ts';
import { MORNING } from '../../src/core/feed.ts';
import { parseAccount, parseHomeEntry } from '../../src/core/status.ts';
import { openEditions } from '../../src/store/editions.ts';
import { openRefusedPeople } from '../../src/store/refused_people.ts';
import { account, boost, hours, type PostWords, statusJson } from '../support/entries.ts';
import { aPageWorld, editionOf } from '../support/page_world.ts';
import { writtenEdition } from '../support/written_edition.ts';

/** An edition of the statuses that `more` says, by ada, one after another. */
function ofPosts(...more: readonly object[]) {
  const world = aPageWorld(0);
  const uris = more.map((members, at) => {
    const json = statusJson({ id: `5${at}`, by: 'ada', atMs: hours(20), more: members });
    world.receive(parseHomeEntry(json), hours(20));
    return json.uri;
  });
  const edition = openEditions(world.database).save(editionOf(uris), MORNING);
  return { world, ...writtenEdition(world, edition) };
}

test('a page of every kind of post needs nothing but itself', () => {
  const world = aPageWorld(90);

  const { html } = writtenEdition(world, world.edition);

  expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
  expect(html).not.toMatch(/<(img|script|link|iframe|video|audio|source|object|form|input)\b/);
  expect(html).not.toMatch(/\s(src|srcset|poster|action|style|on\w+)=/);
  expect(html).not.toMatch(/href="(?!https?:|mailto:|xmpp:|gemini:)/);
  expect(html).not.toMatch(/url\(|@import/);
  expect(html).toContain(
    '<meta http-equiv="content-security-policy" content="default-src &#39;none&#39;;',
  );
  expect(world.asked).toEqual([]);
});

test('each post has its place, lane, author, time and a link to the original', () => {
  const { html, posts } = ofPosts({});

  expect(posts).toBe(1);
  expect(html).toContain('<span class="place">1</span>');
  expect(html).toContain('<span class="lane">new today</span>');
  expect(html).toContain('@ada@example.social');
  expect(html).toContain('2 November, 02:00');
  expect(html).toContain('href="https://example.social/@ada/50"');
});

test('what is not public stays on the machine, wherever it could stand, and its number is said', () => {
  const secret = (words: string) => ({ content: `<p>${words}</p>`, visibility: 'private' });
  const quoted = { ...statusJson({ id: '77', by: 'bob', atMs: hours(1), more: secret('quoted') }) };

  const { html, posts, leftOut } = ofPosts(
    secret('followers alone'),
    { content: '<p>to one</p>', visibility: 'direct' },
    { content: '<p>a kind nobody knows</p>', visibility: 'mutuals_only' },
    { content: '<p>seldom listed</p>', visibility: 'unlisted' },
    { content: '<p>answers</p>', in_reply_to_id: '50' },
    { content: '<p>quotes</p>', quote: { state: 'accepted', quoted_status: quoted } },
  );

  expect({ posts, leftOut }).toEqual({ posts: 3, leftOut: 3 });
  expect(html).toContain('3 posts are left out: they are not public');
  for (const words of ['seldom listed', 'answers', 'quotes']) expect(html).toContain(words);
  for (const words of ['followers alone', 'to one', 'nobody knows', 'quoted</p>'])
    expect(html).not.toContain(words);
});

test('a public post does not carry the private rest of its thread along', () => {
  const world = aPageWorld(0);
  const [open, closed] = (['public', 'private'] as const).map((visibility, at) =>
    statusJson({
      id: `6${at}`,
      by: 'ada',
      atMs: hours(20),
      more: { visibility, content: `<p>the ${visibility} part</p>` },
    }),
  ) as [ReturnType<typeof statusJson>, ReturnType<typeof statusJson>];
  for (const json of [open, closed]) world.receive(parseHomeEntry(json), hours(20));
  const edition = editionOf([open.uri]);
  const entries = edition.entries.map((entry) => ({ ...entry, named: [closed.uri] }));
  const number = openEditions(world.database).save({ ...edition, entries }, MORNING);

  const { html } = writtenEdition(world, number);

  expect(html).toContain('the public part');
  expect(html).not.toContain('the private part');
});

test('a content warning folds what it warns of, and pictures become their words', () => {
  const { html } = ofPosts({
    spoiler_text: 'spiders & <b>more</b>',
    content: '<p>eight legs</p>',
    media_attachments: [
      {
        type: 'image',
        url: 'https://files.example/a.png',
        blurhash: 'LEHV6nWB2yk8pyo0adR*.7kCMdnj',
        description: 'A spider "at rest"',
      },
      { type: 'video', url: 'https://files.example/b.mp4' },
    ],
  });

  const folded =
    /<details class="fold warned"><summary dir="auto">(.*?)<\/summary>(.*?)<\/details>/s;
  const [, summary, inside] = folded.exec(html) ?? [];
  expect(summary).toBe('spiders &amp; &lt;b&gt;more&lt;/b&gt;');
  expect(inside).toContain('eight legs');
  expect(inside).toContain('A spider &quot;at rest&quot;');
  expect(inside).toContain('without a description');
});

test('nothing of a post runs or reaches out', () => {
  const { html } = ofPosts({
    content:
      '<p onclick="x()">hello<script>x()</script><img src=x onerror=x()><a href="javascript:x()">go</a><style>p{}</style></p>',
    account: {
      ...statusJson({ id: '1', by: 'ada', atMs: hours(0) }).account,
      display_name: '</style><script>x()</script>',
    },
  });

  expect(html).toContain('hello');
  expect(html).not.toMatch(/<script|onclick|onerror|javascript:|<img/);
  expect(html.match(/<\/style>/g)).toHaveLength(1);
});

test('a post that was boosted says by whom', () => {
  const world = aPageWorld(4);
  world.receive(boost('b1', 'zoe', hours(3), { id: '1003', by: 'dora', atMs: hours(2) }), hours(3));

  const { html } = writtenEdition(world, world.edition);

  expect(html).toContain('boosted by');
});

test('an author’s own boost is told as that', () => {
  const world = aPageWorld(4);
  const words = { id: '1003', by: 'dora', atMs: hours(2) };
  world.receive(boost('b1', 'dora', hours(3), words), hours(3));
  const edition = editionOf([statusJson(words).uri]);
  const entries = edition.entries.map((entry) => ({
    ...entry,
    boosters: ['dora@example.social'],
  }));
  const number = openEditions(world.database).save({ ...edition, entries }, MORNING);

  const { html } = writtenEdition(world, number);

  expect(html).toContain('boosted again by its author');
  expect(html).not.toContain('boosted by');
});

test('whom the owner muted is not named beside another’s post', () => {
  const world = aPageWorld(0);
  const said = (by: string, id: string) => statusJson({ id, by, atMs: hours(20) });
  const [shown, muted] = [said('ada', '60'), said('bob', '61')];
  for (const json of [shown, muted]) world.receive(parseHomeEntry(json), hours(20));
  const refused = openRefusedPeople(world.database, world.filing.accounts);
  const person = { account: parseAccount(muted.account), untilMs: null };
  refused.refuse(world.login.loginKey, person, 'mute', hours(21));
  const edition = editionOf([shown.uri]);
  const entries = edition.entries.map((entry) => ({ ...entry, named: [muted.uri] }));
  const number = openEditions(world.database).save({ ...edition, entries }, MORNING);

  expect(writtenEdition(world, number).html).not.toContain('bob');
});

test('who boosted for their followers alone is not named, who did for everybody is', () => {
  const world = aPageWorld(4);
  const words = { id: '1002', by: 'cleo', atMs: hours(2) };
  const boosted = (id: string, by: string, visibility: string) =>
    world.receive(parseHomeEntry({ ...boostJson(id, by, words), visibility }), hours(3));
  boosted('b1', 'zoe', 'private');
  boosted('b2', 'yan', 'public');
  const edition = editionOf([statusJson(words).uri]);
  const boosters = ['zoe@example.social', 'yan@example.social'];
  const entries = edition.entries.map((entry) => ({ ...entry, boosters }));
  const number = openEditions(world.database).save({ ...edition, entries }, MORNING);

  const { html } = writtenEdition(world, number);

  expect(html).toContain('boosted by yan');
  expect(html).not.toContain('zoe');
});

function boostJson(id: string, by: string, of: PostWords) {
  return { id, created_at: isoOf(of.atMs), account: account(by), reblog: statusJson(of) };
}

test('how the owner voted is not said, as a vote is secret', () => {
  const options = ['rye', 'oats'].map((title) => ({ title, votes_count: 1 }));
  const poll = { id: '77', options, voters_count: 2, voted: true, own_votes: [1] };
  const quoted_status = { ...statusJson({ id: '9', by: 'bob', atMs: hours(19) }), poll };
  const quote = { state: 'accepted', quoted_status };

  const { html } = ofPosts({ poll, quote });

  expect(html.match(/<bdi[^>]*>oats<\/bdi>/g)).toHaveLength(2);
  expect(html).not.toContain('your vote');
});
