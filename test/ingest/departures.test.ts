import { expect, test } from 'vitest';
import type { WorldEvent } from '../../src/demo/world.ts';
import type { IngestDeps } from '../../src/ingest/session.ts';
import { ada, answering, at, bob, post } from '../support/ingest_home.ts';
import { anOwnersHome } from '../support/owner_home.ts';
import { aPerson, aPost, posted } from '../support/small_world.ts';

const stranger = aPerson('stranger', { isFollowed: false });
const far = aPost('far', stranger, at(9));
const boost: WorldEvent = { kind: 'boost', atMs: at(12), id: 'b', booster: bob, post: far };

/** The home is never read: all that is known comes by the stream, or is asked for. */
const streamAlone = (deps: IngestDeps) =>
  answering(deps, ({ pathname }) =>
    pathname === '/api/v1/timelines/home' ? Response.json([]) : undefined,
  );

test('a deletion hides at once; when the server confirms it, the text goes too', async () => {
  const home = await anOwnersHome([
    posted(post('p', 10)),
    posted(post('q', 11)),
    { kind: 'delete', atMs: at(30), postId: 'p' },
  ]);
  home.run({ send: streamAlone(home.deps()) });
  await home.server.passTo(30.1);
  const atOnce = [home.count('candidates'), home.count('payloads'), home.count('departures')];

  await home.server.passTo(33);

  expect(atOnce).toEqual([1, 2, 1]);
  expect([home.count('candidates'), home.count('payloads'), home.count('departures')]).toEqual([
    1, 1, 0,
  ]);
  expect(home.count('statuses where deleted_at_ms is not null')).toBe(1);
});

test('what a mute takes out of the home is hidden, not deleted, and comes back after it', async () => {
  const home = await anOwnersHome([
    posted(post('hers', 10)),
    posted(far),
    boost,
    posted(aPost('his', bob, at(13))),
  ]);
  home.run({ send: streamAlone(home.deps()) });
  await home.server.passTo(20);

  home.server.elsewhere.refuse('mute', ada);
  home.server.elsewhere.refuse('block', bob);
  await home.server.passTo(20.1);
  const atOnce = home.count('candidates');
  await home.server.passTo(23);
  const verified = home.count('statuses where deleted_at_ms is null');
  const hidden = home.offered('hers', 'far', 'his');
  const covers = home.covers('far');
  home.server.elsewhere.accept('mute', ada);
  home.server.elsewhere.accept('block', bob);
  await home.server.passTo(45);

  expect(atOnce).toBe(0);
  expect([verified, hidden, home.count('departures')]).toEqual([3, [], 0]);
  expect(covers).toEqual(['hide: refused booster bob@elsewhere.example']);
  expect(home.offered('hers', 'far', 'his')).toEqual(['hers', 'far', 'his']);
});

test('an edited text outlives a mute, with its versions', async () => {
  const edited = { ...post('hers', 10), html: '<p>better</p>' };
  const home = await anOwnersHome([
    posted(post('hers', 10)),
    { kind: 'edit', atMs: at(15), post: edited },
  ]);
  home.run();
  await home.server.passTo(20);

  home.server.elsewhere.refuse('mute', ada);
  await home.server.passTo(25);

  expect([home.count('versions'), home.count('payloads')]).toEqual([1, 1]);
});

test('a boost that is taken back goes for good, and the post stays what it was', async () => {
  const lone = aPost('lone', stranger, at(8));
  const home = await anOwnersHome([posted(lone), posted(far), boost]);
  home.run();
  await home.server.passTo(20);
  const boosts = () => home.count('arrivals where removed_at_ms is null');
  home.server.act('reblog', home.uriOf('lone'));
  await home.server.passTo(30);
  const boosted = boosts();

  home.server.act('reblog', home.uriOf('lone'), true);
  await home.server.passTo(40);

  expect([boosted, boosts(), home.count('departures')]).toEqual([2, 1, 0]);
  expect(home.count('statuses where deleted_at_ms is not null')).toBe(0);
});

test('a departure that could not be asked about is asked about by the next run', async () => {
  const home = await anOwnersHome([
    posted(post('p', 10)),
    { kind: 'delete', atMs: at(30), postId: 'p' },
  ]);
  const { stop, done } = home.run();
  await home.server.passTo(30.1);
  stop.abort();
  await done;
  const left = home.count('departures');

  home.run();
  await home.server.passTo(40);

  expect([left, home.count('departures'), home.count('payloads')]).toEqual([1, 0, 0]);
});

test('a card that appears after the post is fetched a minute later, and poll tallies with counts', async () => {
  const card = {
    url: 'https://papers.example/tides',
    title: 'Tides',
    description: '',
    provider: 'Papers',
  };
  const linking = aPost('linking', ada, at(10), {
    html: '<p>Read <a href="https://papers.example/tides">this</a></p>',
    card,
  });
  const poll = {
    options: ['tea', 'coffee'],
    multiple: false,
    closesMs: at(2 * 24 * 60),
    appeal: [0.5, 0.5],
  };
  const asking = aPost('asking', ada, at(11), { poll });
  const home = await anOwnersHome([posted(linking), posted(asking)]);
  const requests: string[] = [];
  home.run({
    send: async (request) => {
      requests.push(new URL(request.url).pathname);
      return streamAlone(home.deps())(request);
    },
  });
  const read = (id: string, path: string) =>
    home.all(`select json_extract(body, '${path}') as it from payloads
                join statuses using (status_key) where uri = '${home.uriOf(id)}'`)[0]?.it;
  await home.server.passTo(10.5);
  const before = read('linking', '$.card');

  await home.server.passTo(13);
  const after = read('linking', '$.card.title');
  const asked = requests.filter((path) => path === '/api/v1/statuses').length;
  await home.server.passTo(80);

  expect([before, after]).toEqual([null, 'Tides']);
  expect(asked).toBeLessThanOrEqual(2);
  expect(Number(read('asking', '$.poll.votes_count'))).toBeGreaterThan(100);
  expect(home.count('versions')).toBe(0); // nobody edited anything
});
