import { expect, test } from 'vitest';
import { type EpochMs, isoOf } from '../../src/core/clock.ts';
import type { WorldEvent } from '../../src/demo/world.ts';
import { ada, answering, at, bob, post } from '../support/ingest_home.ts';
import { aFilter, anOwnersHome } from '../support/owner_home.ts';
import { aPerson, aPost, posted } from '../support/small_world.ts';

const boosted = (id: string, minutes: number, of: ReturnType<typeof post>): WorldEvent => ({
  kind: 'boost',
  atMs: at(minutes),
  id,
  booster: bob,
  post: of,
});
const stranger = aPerson('stranger', { isFollowed: false, domain: 'far.example' });

test('a filter set elsewhere catches what is here and what comes, until it is taken back', async () => {
  const home = await anOwnersHome([
    posted(post('spiders', 10)),
    posted(post('birds', 11)),
    posted(post('more spiders', 40)),
  ]);
  home.run();
  await home.server.passTo(20);

  home.server.elsewhere.setFilters([aFilter('SPIDER')]);
  await home.server.passTo(50);
  const filtered = home.offered('spiders', 'birds', 'more spiders');
  const covers = home.covers('spiders');
  home.server.elsewhere.setFilters([aFilter('SPIDER', { filter_action: 'warn' })]);
  await home.server.passTo(70);

  expect(filtered).toEqual(['birds']);
  expect(covers).toEqual(['hide: filter SPIDER']);
  expect(home.offered('spiders', 'birds')).toEqual(['spiders', 'birds']);
  expect(home.covers('more spiders')).toEqual(['warn: filter SPIDER']);
});

test('a filter that has ended catches nothing, at the draw and when shown', async () => {
  const home = await anOwnersHome([posted(post('spiders', 10))]);
  home.server.elsewhere.setFilters([aFilter('spider', { expires_at: isoOf(at(30) as EpochMs) })]);
  home.run();
  await home.server.passTo(20);
  const before = [home.offered('spiders'), home.covers('spiders')];

  await home.server.passTo(31);

  expect(before).toEqual([[], ['hide: filter spider']]);
  expect([home.offered('spiders'), home.covers('spiders')]).toEqual([['spiders'], []]);
});

test('an edit is matched anew', async () => {
  const edited = { ...post('spiders', 10), html: '<p>butterflies</p>' };
  const home = await anOwnersHome([
    posted(post('spiders', 10)),
    { kind: 'edit', atMs: at(30), post: edited },
  ]);
  home.server.elsewhere.setFilters([aFilter('spider')]);
  home.run();
  await home.server.passTo(20);
  const before = home.offered('spiders');

  await home.server.passTo(40);

  expect(before).toEqual([]);
  expect(home.offered('spiders')).toEqual(['spiders']);
  expect(home.count('versions')).toBe(1);
});

test('a token that may not read settings is told of once, and everything else goes on', async () => {
  const home = await anOwnersHome([posted(post('p', 10))]);
  const warned: object[] = [];
  const forbidden = /mutes|blocks|filters|followed_tags|relationships|favourites|bookmarks/;
  home.run({
    log: { info: () => {}, warn: (event, fields) => warned.push({ event, ...fields }) },
    send: answering(home.deps(), ({ pathname }) =>
      forbidden.test(pathname)
        ? Response.json({ error: 'outside the authorized scopes' }, { status: 403 })
        : undefined,
    ),
  });

  await home.server.passTo(180);

  expect(home.offered('p')).toEqual(['p']);
  expect(warned.map((one) => (one as { what: string }).what).sort()).toEqual([
    'blocked servers',
    'blocks',
    'bookmarks',
    'favourites',
    'filters',
    'followed tags',
    'how you follow people',
    'mutes',
  ]);
  expect(warned[0]).toMatchObject({ event: 'ingest.not_told' });
});

test('who is muted is hidden, also where they are boosted, mentioned or quoted, until it ends', async () => {
  const hers = post('hers', 10);
  const home = await anOwnersHome(
    [
      posted(hers),
      boosted('b', 15, post('older', -900)),
      posted(aPost('names', bob, at(12), { mentions: [ada] })),
      posted(aPost('quotes', bob, at(13), { quotes: hers })),
      posted(aPost('other', bob, at(14))),
    ],
    { historyMs: 0 },
  );
  home.run();
  await home.server.passTo(20);
  const all = ['hers', 'older', 'names', 'quotes', 'other'];
  const before = home.offered(...all);

  home.server.elsewhere.refuse('mute', ada, at(60) as EpochMs);
  await home.server.passTo(40);
  const muted = home.offered(...all);
  const covers = all.map((name) => home.covers(name).join());
  await home.server.passTo(61);

  expect(before).toEqual(all);
  expect(muted).toEqual(['other']);
  const name = 'ada@elsewhere.example';
  expect(covers).toEqual([
    `hide: mute ${name}`,
    `hide: mute ${name}`,
    `hide: mention ${name}`,
    `hide: quote ${name}`,
    '',
  ]);
  expect(home.offered(...all)).toEqual(all);
});

test('mutes of many pages are read whole, and who is on no page is muted no more', async () => {
  const many = Array.from({ length: 100 }, (_, nth) => aPerson(`m${nth}`, { isFollowed: false }));
  const home = await anOwnersHome([]);
  for (const person of many) home.server.elsewhere.refuse('mute', person);
  home.run();
  await home.server.passTo(5);
  const muted = () => home.count('refusals_of_people where ended_at_ms is null');
  const before = muted();

  home.server.elsewhere.refuse('mute', bob);
  await home.server.passTo(20);
  const soon = muted();
  for (const person of many.slice(0, 3)) home.server.elsewhere.accept('mute', person);
  await home.server.passTo(40);

  expect([before, soon, muted()]).toEqual([100, 101, 98]);
});

test('a blocked server is hidden with everybody on it, and what they are boosted with', async () => {
  const far = aPost('far', stranger, at(11));
  const home = await anOwnersHome([posted(post('near', 10)), posted(far), boosted('b', 12, far)]);
  home.run();
  await home.server.passTo(20);
  const before = home.offered('near', 'far');

  home.server.elsewhere.blockDomain('far.example', true);
  await home.server.passTo(40);
  const blocked = [home.offered('near', 'far'), home.covers('far')];
  home.server.elsewhere.blockDomain('far.example', false);
  await home.server.passTo(60);

  expect(before).toEqual(['near', 'far']);
  expect(blocked).toEqual([['near'], ['hide: domain far.example']]);
  expect(home.offered('near', 'far')).toEqual(['near', 'far']);
});

test('hidden boosts and other languages close the way by which a post came', async () => {
  const far = aPost('far', stranger, at(11));
  const home = await anOwnersHome([posted(post('hers', 10)), posted(far), boosted('b', 12, far)]);
  home.run();
  await home.server.passTo(20);

  home.server.elsewhere.showBoosts(bob, false);
  home.server.elsewhere.limitLanguages(ada, ['de']);
  home.all('update follows set settings_at_ms = settings_at_ms - 86400000 returning 1');
  await home.server.passTo(40);

  expect(home.offered('hers', 'far')).toEqual([]);
  expect(home.covers('far')).toEqual(['hide: boosts hidden bob@elsewhere.example']);
  expect(home.covers('hers')).toEqual(['hide: language ada@elsewhere.example']);
  expect(['far', 'hers'].map(home.leftOut)).toEqual([
    'held back: you turned off the boosts of @bob@elsewhere.example',
    'held back: you follow @ada@elsewhere.example in other languages',
  ]);
});

test('who is followed no more is held back, save where somebody followed boosted them', async () => {
  const both = post('both', 9);
  const home = await anOwnersHome(
    [posted(post('hers', 10)), posted(both), boosted('b', 200, both)],
    { homeLimit: 1 },
  );
  home.run();
  await home.server.passTo(210);

  home.server.elsewhere.follow(ada, false);
  await home.server.passTo(6 * 60 + 20);

  expect(home.offered('hers', 'both')).toEqual(['both']);
  expect(home.covers('hers')).toEqual(['hide: unfollowed ada@elsewhere.example']);
  expect(home.covers('both')).toEqual([]);
});

test('who moved is followed under the new name, and what they posted before stays', async () => {
  const home = await anOwnersHome([posted(post('hers', 10))]);
  home.run();
  await home.server.passTo(20);

  home.server.elsewhere.move(ada, bob);
  await home.server.passTo(6 * 60 + 20);

  const [profile] = home.all("select profile from accounts where handle like 'ada@%'");
  expect(JSON.parse(String(profile?.profile)).moved.username).toBe('bob');
  expect(home.count('follows where ended_at_ms is not null')).toBe(1);
  expect(home.offered('hers')).toEqual(['hers']);
});

test('a tag that is followed no more takes its strangers with it', async () => {
  const tagged = aPost('tagged', stranger, at(20), { tags: ['Birds'] });
  const home = await anOwnersHome([posted(tagged), posted(post('hers', 10))]);
  home.server.elsewhere.followTag('Birds', true);
  home.run();
  await home.server.passTo(30);
  const before = home.offered('tagged', 'hers');

  home.server.elsewhere.followTag('Birds', false);
  await home.server.passTo(100);

  expect(before).toEqual(['tagged', 'hers']);
  expect(home.offered('tagged', 'hers')).toEqual(['hers']);
  expect(home.covers('tagged')).toEqual(['hide: tag stranger@far.example']);
});
