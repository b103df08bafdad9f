import { expect, test } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../../src/core/clock.ts';
import { aWatchedHome, inTurn, people, throughAnOutage } from '../support/crawled_home.ts';
import { at, post } from '../support/ingest_home.ts';
import { anOwnersHome, owner } from '../support/owner_home.ts';
import { aPerson, aPost, posted } from '../support/small_world.ts';

const SHORT_ENTRIES = 20;
const stranger = aPerson('stranger', { isFollowed: false });
const daysAgo = (days: number, nth: number) => at(0) - days * DAY_MS + nth * MINUTE_MS;
/** Of days before the home begins. */
const theirs = Array.from({ length: 450 }, (_, nth) =>
  aPost(`old${nth}`, stranger, daysAgo(9, nth)),
);
const answers = theirs
  .slice(0, 300)
  .map((one, nth) => aPost(`to ${one.id}`, owner, daysAgo(5, nth), { replyTo: one }));

test('four hundred acts are read also where a page holds twenty', async () => {
  const events = [...theirs, ...answers, post('p', 10)].map((one) => posted(one));
  const home = await anOwnersHome(events, { historyMs: 10 * DAY_MS });
  for (const { id } of theirs) home.server.act('favourite', home.uriOf(id));
  const { send } = home.deps();
  const shorter = (request: Request) => {
    const url = new URL(request.url);
    if (Number(url.searchParams.get('limit')) <= SHORT_ENTRIES) return send(request);
    url.searchParams.set('limit', String(SHORT_ENTRIES));
    return send(new Request(url, request));
  };
  home.run({ send: shorter });

  await home.server.passTo(5);

  const countOf = (kind: string) => home.count(`actions where kind = '${kind}'`);
  expect([countOf('favourite'), countOf('reply')]).toEqual([400, 300]);
});

test('pages that deletions made short are no end of the home', async () => {
  const six = people(6);
  const posts = inTurn(six, { fromMinutes: 10, toMinutes: 130, everyMinutes: 0.2 });
  const gone = ['m60.00', 'm75.00', 'm105.00'];
  const deletions = gone.map((postId) => ({ kind: 'delete', atMs: at(108), postId }) as const);
  const home = await aWatchedHome(six, [...posts, ...deletions], {
    faults: { silentDeletes: true },
  });
  await throughAnOutage(home);

  await home.server.passTo(135);

  expect(home.all('select state from holes')).toEqual([{ state: 'swept' }]);
  expect(home.count('arrivals')).toBe(posts.length - gone.length);
});
