import { expect, test } from 'vitest';
import { MORNING } from '../../src/core/feed.ts';
import { parseHomeEntry } from '../../src/core/status.ts';
import { openEditions } from '../../src/store/editions.ts';
import { openPollVotes } from '../../src/store/poll_votes.ts';
import { hours, statusJson } from '../support/entries.ts';
import { anApp, bodyOf } from '../support/page_app.ts';
import { aPageWorld, editionOf } from '../support/page_world.ts';

const options = ['rye', 'oats', 'barley'].map((title) => ({ title, votes_count: 1 }));
const poll = { id: '77', multiple: true, votes_count: 3, voters_count: 2, options };

/** The page of an edition of one post with a poll. */
function aPollPage(more: object) {
  const world = aPageWorld(0);
  const post = statusJson({ id: '5', by: 'ada', atMs: hours(20), more: { poll: more } });
  world.receive(parseHomeEntry(post), hours(20));
  openEditions(world.database).save(editionOf([post.uri]), MORNING);
  const { get } = anApp(world);
  const ownVotes = async () => {
    const html = await bodyOf(get('/e/2'));
    const found = html.matchAll(/<bdi.*?>(\w+)<\/bdi><span class="own-vote"> ✓ your vote<\/span>/g);
    return [...found].map(([, title]) => title);
  };
  return { world, ownVotes };
}

test('a poll says which votes are the owner’s', async () => {
  const { ownVotes } = aPollPage({ ...poll, voted: true, own_votes: [0, 2] });

  expect(await ownVotes()).toEqual(['rye', 'barley']);
});

test('a vote that a client sent through here stands in the poll of the page too', async () => {
  const { world, ownVotes } = aPollPage({ ...poll, voted: false, own_votes: [] });
  const before = await ownVotes();

  const answer = JSON.stringify({ ...poll, voted: true, own_votes: [1] });
  openPollVotes(world.database).keep('77', answer, hours(25));

  expect(before).toEqual([]);
  expect(await ownVotes()).toEqual(['oats']);
});

test('who wrote a poll has voted for nothing in it', async () => {
  const { ownVotes } = aPollPage({ ...poll, voted: true, own_votes: [] });

  expect(await ownVotes()).toEqual([]);
});
