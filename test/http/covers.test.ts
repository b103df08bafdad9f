import { expect, test } from 'vitest';
import { type EpochMs, isoOf } from '../../src/core/clock.ts';
import { openHiding } from '../../src/store/hiding.ts';
import { openOwnerWords } from '../../src/store/owner_words.ts';
import { openRefusedPeople } from '../../src/store/refused_people.ts';
import { account } from '../support/entries.ts';
import { aFilter } from '../support/owner_home.ts';
import { anApp, bodyOf } from '../support/page_app.ts';

test('a post whose author was muted since says so in its place, until that ends', async () => {
  const { world, get } = anApp();
  await get('/e/1');
  const { loginKey } = world.login;
  const refused = openRefusedPeople(world.database, world.filing.accounts);
  const bob = account('bob', { display_name: 'Bob' });
  const sinceMs = world.deps.time.now();
  const untilMs = (sinceMs + 3_600_000) as EpochMs;
  refused.refuse(loginKey, { account: bob, untilMs }, 'mute', sinceMs);

  const page = await bodyOf(get('/e/1'));
  world.passes(2 * 3_600_000);
  const later = await bodyOf(get('/e/1'));

  const line = /id="p2"[^>]*>\s*<p class="muted">hidden since [^<]*: you muted Bob/;
  expect(page).toMatch(line);
  expect(page).toContain('id="p3"');
  expect(later).not.toMatch(line);
});

test('what a mute took out of the home is hidden by it, before the server says that it stands', async () => {
  const { world, get } = anApp();
  await get('/e/1');
  const nowMs = world.deps.time.now();
  world.database.connection
    .prepare('update statuses set deleted_at_ms = ? where uri = ?')
    .run(nowMs, world.uris[1]);
  const left = await bodyOf(get('/e/1'));
  const refused = openRefusedPeople(world.database, world.filing.accounts);
  const bob = account('bob', { display_name: 'Bob' });
  refused.refuse(world.login.loginKey, { account: bob, untilMs: null }, 'mute', nowMs);

  const page = await bodyOf(get('/e/1'));

  expect(left).toMatch(/id="p2"[^>]*>\s*<p class="muted">Bob · left your home a moment ago/);
  expect(page).toMatch(/id="p2"[^>]*>\s*<p class="muted">hidden since [^<]*: you muted Bob/);
});

test('a filter folds, blurs or hides a post in its place, until it ends', async () => {
  const { world, get } = anApp();
  const words = openOwnerWords(world.database);
  const nowMs = world.deps.time.now();
  const endsMs = (nowMs + 3_600_000) as EpochMs;
  const filter = (id: string, keyword: string, filter_action: string) =>
    aFilter(keyword, { id, filter_action, expires_at: isoOf(endsMs) });
  words.filters(
    world.login.loginKey,
    [filter('1', 'reed bunting', 'warn'), filter('2', 'short.', 'hide')],
    nowMs,
  );
  const hiding = openHiding(world.database);
  while (hiding.lookAgain(20, nowMs));

  const page = await bodyOf(get('/e/1'));
  world.passes(2 * 3_600_000);
  const later = await bodyOf(get('/e/1'));

  expect(page).toContain('<summary>Filtered: reed bunting</summary>');
  expect(page).toMatch(/id="p2"[^>]*>\s*<p class="muted">hidden by your filter “short\.”/);
  expect(later).not.toMatch(/Filtered:|hidden by your filter/);
});

test('where somebody moved to stands beside their name', async () => {
  const { world, get } = anApp();
  const moved = account('ada', { moved: account('ada2', { acct: 'ada@new.example' }) });
  world.filing.accounts.keyOf(world.login.loginKey, moved, world.deps.time.now());

  expect(await bodyOf(get('/e/1'))).toContain('moved to <bdi>@ada@new.example</bdi>');
});

test('what is hidden is not marked as seen with the rest', async () => {
  const { world, send } = anApp();
  const words = openOwnerWords(world.database);
  const nowMs = world.deps.time.now();
  words.filters(world.login.loginKey, [aFilter('short.')], nowMs);
  while (openHiding(world.database).lookAgain(200, nowMs));

  await send('/e/1/seen', new URLSearchParams({ up_to: '4' }));

  const seen = world.database.connection
    .prepare("select position from exposures where kind = 'seen' order by position")
    .pluck()
    .all();
  expect(seen).toEqual([1, 3, 4]);
});

test('who was muted since is not named as a booster, until that ends', async () => {
  const { world, get } = anApp();
  const booster = (page: string) => />boosted by ([^<·]*)/.exec(page)?.[1]?.trim();
  const before = booster(await bodyOf(get('/e/1')));
  const refused = openRefusedPeople(world.database, world.filing.accounts);
  const bob = account('bob', { display_name: 'Bob' });
  const sinceMs = world.deps.time.now();
  const untilMs = (sinceMs + 3_600_000) as EpochMs;
  refused.refuse(world.login.loginKey, { account: bob, untilMs }, 'mute', sinceMs);

  const muted = booster(await bodyOf(get('/e/1')));
  world.passes(2 * 3_600_000);
  const later = booster(await bodyOf(get('/e/1')));

  expect(before).toMatch(/Bob/);
  expect(muted).not.toMatch(/Bob/);
  expect(later).toBe(before);
});
