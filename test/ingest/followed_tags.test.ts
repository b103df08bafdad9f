import { expect, test } from 'vitest';
import { ada, at, bob } from '../support/ingest_home.ts';
import { anOwnersHome } from '../support/owner_home.ts';
import { aPost, posted } from '../support/small_world.ts';

test('under a followed tag also those reach the home who are followed no more', async () => {
  const birds = { tags: ['birds'] };
  const home = await anOwnersHome([
    posted(aPost('before', ada, at(5), birds)),
    posted(aPost('plain', ada, at(6))),
    posted(aPost('after', ada, at(40), birds)),
    posted(aPost('unlisted', ada, at(5.5), { ...birds, visibility: 'unlisted' })),
  ]);
  home.server.elsewhere.followTag('birds', true);
  home.run();
  await home.server.passTo(20);

  home.server.elsewhere.follow(ada, false);
  await home.server.passTo(60);

  expect(home.offered('before', 'plain', 'after', 'unlisted')).toEqual(['before', 'after']);
  expect(home.covers('after')).toEqual([]);
  expect(home.covers('plain')).toEqual(['hide: unfollowed ada@elsewhere.example']);
});

test('and what somebody says there in a language that is not wanted of them', async () => {
  const tagged = aPost('tagged', bob, at(7), { tags: ['birds'], language: 'fi' });
  const home = await anOwnersHome([posted(tagged)]);
  home.server.elsewhere.followTag('birds', true);
  home.server.elsewhere.limitLanguages(bob, ['en']);
  home.run();

  await home.server.passTo(30);

  expect(home.all('select languages from follows where languages is not null')).toHaveLength(1);
  expect([home.offered('tagged'), home.covers('tagged')]).toEqual([['tagged'], []]);
});
