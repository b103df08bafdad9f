import { expect, test } from 'vitest';
import { type EpochMs, epochMsOf } from '../../src/core/clock.ts';
import { searchOf } from '../../src/core/search_words.ts';
import { hours, post } from '../support/entries.ts';
import { anApp, bodyOf } from '../support/page_app.ts';
import { aPageWorld } from '../support/page_world.ts';

const wordsOf = (typed: string) => searchOf(typed, (ms) => ms as EpochMs);
const asked = (words: string) => `/search?${new URLSearchParams({ q: words })}`;

function foundIn(page: string): readonly string[] {
  return [...page.matchAll(/aria-labelledby="s\d+-by"[\s\S]*?@([a-z]+)@/g)].map(
    ([, by]) => `${by}`,
  );
}

test('posts are found by their words, by phrases and by their beginnings, the latest first', async () => {
  const { get } = anApp(aPageWorld(15));
  const found = async (words: string) => foundIn(await bodyOf(get(asked(words))));

  expect(await found('notebook alder')).toEqual(['ada']);
  expect(await found('"reed bunting"')).toEqual(['ada']);
  expect(await found('"bunting reed"')).toEqual([]);
  expect(await found('bunt*')).toEqual(['ada']);
  expect(await found('harbour -ferry')).toEqual(['fatima']); // in the headline of her link
  expect((await found('the')).length).toBeGreaterThan(3);
});

test('words of scripts without spaces are found', async () => {
  const { get } = anApp(aPageWorld(15));

  expect(foundIn(await bodyOf(get(asked('電車'))))).toEqual(['ivo']);
  expect(foundIn(await bodyOf(get(asked('同じ本'))))).toEqual(['ivo']);
});

test('from:, lane: and has: narrow the search, and what they cannot read is said', async () => {
  const { get } = anApp(aPageWorld(15));
  const page = async (words: string) => bodyOf(get(asked(words)));

  expect(foundIn(await page('from:mira'))).toEqual(['mira']);
  expect(foundIn(await page('from:@mira@example.social heron'))).toEqual(['mira']);
  expect(foundIn(await page('from:mi'))).toEqual([]);
  expect(foundIn(await page('the has:media from:olga'))).toEqual(['olga']);
  expect(foundIn(await page('from:ada lane:fresh'))).toEqual(['ada']);
  expect(foundIn(await page('from:ada lane:quiet'))).toEqual([]);
  expect(await page('lane:nowhere')).toContain('lane:nowhere says nothing here');
  expect(await page('has:media')).toContain('A word to look for is needed');
});

test('what is to be left out is left out, or said to be none', async () => {
  const { get } = anApp(aPageWorld(15));
  const page = async (words: string) => bodyOf(get(asked(words)));
  const all = foundIn(await page('from:ada'));

  expect(all).toEqual(['ada']);
  expect(foundIn(await page('from:ada -heron'))).toEqual(all);
  expect(foundIn(await page('from:ada -alder -heron'))).toEqual([]);
  for (const left of ['-from:ada', '-has:media', '-lane:quiet']) {
    const found = await page(`the ${left}`);
    expect(found).toContain(`${left} says nothing here. Only words are left out`);
    expect(foundIn(found)).toEqual(foundIn(await page('the')));
  }
});

test('days bound when it was written, by the reader’s clocks', async () => {
  const inVienna = { timezone: 'Europe/Vienna' };
  const world = aPageWorld(1, inVienna);
  // Half an hour before, and half an hour after midnight there.
  const walrus = (id: string, by: string, iso: string) => {
    const atMs = epochMsOf(iso) as EpochMs;
    world.receive(post({ id, by, atMs, more: { content: 'a walrus' } }), atMs);
  };
  walrus('71', 'early', '2026-02-28T22:30:00Z');
  walrus('72', 'late', '2026-02-28T23:30:00Z');
  const { get } = anApp(world);
  const found = async (words: string) => foundIn(await bodyOf(get(asked(`walrus ${words}`))));

  expect(await found('before:2026-03-01')).toEqual(['early']);
  expect(await found('after:2026-02-28')).toEqual(['late']);
  expect(await found('during:2026-03-01')).toEqual(['late']);
  expect(await found('after:2026-03-01')).toEqual([]);
  for (const no of ['before:yesterday', 'during:2026-03', 'after:2026', 'before:2026-02-30'])
    expect(await bodyOf(get(asked(`walrus ${no}`)))).toContain(
      `${no} says nothing here. A day goes with its year`,
    );
  expect(await bodyOf(get(asked('walrus is:reply')))).toContain('is:reply says nothing here');
});

test('what is no word to the index is said to say nothing', async () => {
  const { get } = anApp(aPageWorld(15));
  const page = await bodyOf(get(asked('heron 🐑')));

  expect(page).toContain('🐑 says nothing here. Only letters and digits are looked for.');
  expect(foundIn(page)).toEqual(foundIn(await bodyOf(get(asked('heron')))));
  for (const words of ['heron has:media', 'heron & worth - it, "..."'])
    expect(await bodyOf(get(asked(words)))).not.toContain('says nothing here');
});

test('nothing that can be typed breaks the query', async () => {
  const { get } = anApp(aPageWorld(5));
  const odd = [
    '"',
    '""',
    '" OR 1',
    'a AND',
    'NOT',
    '(',
    ')',
    '*',
    'a*b*',
    '^a',
    'body:a',
    '-',
    '-a',
  ];

  for (const words of [...odd, 'a"b', '{a b}: c', "'; drop table texts", '🐑', 'x\0y', 'NEAR(a b)'])
    expect([words, (await get(asked(words))).status]).toEqual([words, 200]);
});

test('who asks not to be found, and what is not public, is not found', async () => {
  const world = aPageWorld(5);
  const bob = { id: '5001', by: 'bob', atMs: hours(3) };
  world.receive(
    post({ ...bob, more: { content: 'a secret walrus', visibility: 'private' } }),
    bob.atMs,
  );
  const shy = { id: '5002', by: 'shy', atMs: hours(3) };
  const told = { ...shy, more: { content: 'a shy walrus' } };
  const { get } = anApp(world);
  const account = { ...post(told).status.account, noindex: true };
  world.receive(post({ ...told, more: { ...told.more, account } }), shy.atMs);

  expect(foundIn(await bodyOf(get(asked('walrus'))))).toEqual([]);
  expect(foundIn(await bodyOf(get(asked('from:shy'))))).toEqual([]);
});

test('who asks only later not to be found is not found with what they wrote before either', async () => {
  const world = aPageWorld(5);
  const early = { id: '5001', by: 'shy', atMs: hours(3), more: { content: 'an early walrus' } };
  world.receive(post(early), early.atMs);
  const { get } = anApp(world);
  const before = foundIn(await bodyOf(get(asked('walrus'))));
  const late = { id: '5002', by: 'shy', atMs: hours(4) };
  const account = { ...post(late).status.account, noindex: true };
  world.receive(post({ ...late, more: { account } }), late.atMs);

  expect(before).toHaveLength(1);
  expect(foundIn(await bodyOf(get(asked('walrus'))))).toEqual([]);
  expect(foundIn(await bodyOf(get(asked(`from:${account.acct}`))))).toEqual([]);
  expect(foundIn(await bodyOf(get(asked('from:shy'))))).toEqual([]);
});

test('a post that was found says where it stood, or asks why it did not', async () => {
  const world = aPageWorld(5);
  const late = { id: '5003', by: 'late', atMs: hours(3), more: { content: 'a late walrus' } };
  world.receive(post(late), late.atMs);
  const { get } = anApp(world);

  expect(await bodyOf(get(asked('alder')))).toContain('href="/e/1/1">edition 1, place 1');
  expect(await bodyOf(get(asked('walrus')))).toContain('href="/why-not?address=https%3A%2F%2F');
});

test('what one person muted is not found', async () => {
  const world = aPageWorld(5);
  const { get } = anApp(world);
  world.database.connection
    .prepare(
      `insert into refusals_of_people (login_key, account_key, kind, since_ms)
       select 1, account_key, 'mute', 0 from accounts where handle like 'ada@%'`,
    )
    .run();

  expect(foundIn(await bodyOf(get(asked('alder'))))).toEqual([]);
});

test('what was found and is muted is told, and not called missing', async () => {
  const world = aPageWorld(15);
  world.database.connection
    .prepare(
      `insert into refusals_of_people (login_key, account_key, kind, since_ms)
       select 1, account_key, 'mute', 0 from accounts where handle like 'mira@%'`,
    )
    .run();
  const { get } = anApp(world);

  const page = await bodyOf(get(asked('from:mira')));
  const part = await bodyOf(get(`${asked('from:mira')}&fragment=1`));
  const other = await bodyOf(get(`${asked('from:ada')}&fragment=1`));

  expect(foundIn(page)).toEqual([]);
  expect(page).toContain('1 post found here is not shown: you muted or blocked who wrote it');
  expect(page).not.toContain('Nothing stored has all of that');
  expect(part).toContain('1 post found here is not shown');
  expect(other).not.toMatch(/not shown|null/);
});

test('a search is taken apart into words that the index takes literally', () => {
  expect(wordsOf('cats "two words" -dog').match).toBe('("cats" "two words") NOT ("dog")');
  expect(wordsOf('!!! "..."').match).toBeNull();
});

test.each([
  ['https://example.social/@nobody/1', true],
  ['example.social/@nobody/1', true],
  ['nobody and/or nothing', false],
])('%s is sent on to why not? %s', async (typed, isSentOn) => {
  const page = await bodyOf(anApp(aPageWorld(15)).get(asked(typed)));

  expect(page).toContain('Nothing stored has all of that');
  const way = `/why-not?${new URLSearchParams({ address: typed })}`;
  expect(page.includes(`href="${way}"`)).toBe(isSentOn);
});
