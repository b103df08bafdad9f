import { expect, test } from 'vitest';
import { checkDatabase } from '../../src/cli/doctor_checks.ts';
import { DAY_MS } from '../../src/core/clock.ts';
import type { IngestDeps } from '../../src/ingest/session.ts';
import { at, post } from '../support/ingest_home.ts';
import { anOwnersHome, owner } from '../support/owner_home.ts';
import { aPerson, aPost, posted } from '../support/small_world.ts';

const stranger = aPerson('stranger', { isFollowed: false });
const old = Array.from({ length: 60 }, (_, nth) =>
  aPost(`old${nth}`, stranger, at(nth) - 9 * DAY_MS),
);
const answers = old.map((one, nth) =>
  aPost(`answer${nth}`, owner, at(nth) - 8 * DAY_MS, { replyTo: one }),
);

/** An owner of sixty answers and sixty favourites, at a server with `Link` headers or without. */
async function aHomeOfActs({
  hasLinks = false,
  overlooksCursors = false,
  favourites = 60,
  minutes = 5,
}) {
  const events = [...old, ...answers, post('p', 10)].map((one) => posted(one));
  const home = await anOwnersHome(events, { historyMs: 10 * DAY_MS, homeLimit: 800 });
  for (const { id } of old.slice(0, favourites)) home.server.act('favourite', home.uriOf(id));
  const own: string[] = [];
  const send: IngestDeps['send'] = async (request) => {
    const url = new URL(request.url);
    if (url.pathname.endsWith('/statuses') && url.searchParams.get('limit') === '40')
      own.push(url.search);
    if (overlooksCursors) url.searchParams.delete('max_id');
    const answer = await home.deps().send(new Request(url, request));
    const headers = new Headers(answer.headers);
    if (!hasLinks) headers.delete('link');
    return new Response(answer.body, { status: answer.status, headers });
  };
  home.run({ send });
  await home.server.passTo(minutes);
  const of = (kind: string) => home.acts().filter((act) => act.kind === kind).length;
  const nowMs = home.server.time.now();
  const lists = checkDatabase(home.database, { nowMs }).find(({ name }) => name === 'lists');
  return { home, of, lists, own };
}

test('without Link headers the owner’s own posts are read on by their ids', async () => {
  const { of } = await aHomeOfActs({});

  expect(of('reply')).toBe(60);
});

test('and lists that turn by ids of their own are said to be known to their first page', async () => {
  const { of, lists } = await aHomeOfActs({});

  expect(of('favourite')).toBe(40);
  expect(lists?.detail).toBe(
    'your server gives the latest page alone of: favourites; what stands below is not known',
  );
});

test('where a server has them, a last page without one is no list that is cut', async () => {
  const { of, lists } = await aHomeOfActs({ hasLinks: true });

  expect([of('reply'), of('favourite'), lists]).toEqual([60, 60, undefined]);
});

test('nor is one of a single page, once its home was read', async () => {
  const { of, lists } = await aHomeOfActs({ hasLinks: true, favourites: 25, minutes: 25 });

  expect([of('favourite'), lists]).toEqual([25, undefined]);
});

test('one that overlooks cursors too is asked for the same page twice', async () => {
  const { of, own } = await aHomeOfActs({ overlooksCursors: true });

  expect(of('reply')).toBe(40);
  expect(own.filter((search) => search.includes('max_id'))).toHaveLength(1);
});
