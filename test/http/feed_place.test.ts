import { expect, test } from 'vitest';
import { MORNING } from '../../src/core/feed.ts';
import { openEditions } from '../../src/store/editions.ts';
import { bodyOf } from '../support/page_app.ts';
import { editionOf } from '../support/page_world.ts';
import { ofPosts, words } from '../support/subscribed_posts.ts';

test('a feed that is called like an edition has a subscription of its own', async () => {
  const { get, world, uris, edition, items } = ofPosts(words('first'), words('second'));
  const feed = { ...MORNING, name: `e${edition}` };
  const drawn = { ...editionOf(uris.slice(1)), feed: feed.name };
  const itsOwn = openEditions(world.database).save(drawn, feed);

  const [, atom] = /href="([^"]+)\.atom"/.exec(await bodyOf(get(`/e/${itsOwn}`))) ?? [];

  expect(atom).toBe(`/subscriptions/feed:e${edition}`);
  expect(await bodyOf(get('/subscribe'))).toContain(`href="${atom}.json"`);
  expect((await items(`${atom}.json`)).map(({ id }) => id)).toEqual(uris.slice(1));
  expect(await items(`/subscriptions/e${edition}.json`)).toHaveLength(2);
  expect(await items('/subscriptions/feed:morning.json')).toHaveLength(2);
});
