import { expect, test } from 'vitest';
import type { IngestDeps } from '../../src/ingest/session.ts';
import { aWatchedHome, inTurn, people, throughAnOutage } from '../support/crawled_home.ts';
import { answering, at } from '../support/ingest_home.ts';
import { aPerson, aPost, posted } from '../support/small_world.ts';

const six = people(6);
const stranger = aPerson('stranger', { isFollowed: false });
const tagged = posted(aPost('tagged', stranger, at(60), { tags: ['birds'] }));
const events = [...inTurn(six, { fromMinutes: 10, toMinutes: 130, everyMinutes: 1 }), tagged];

/** A home with a hole from 35 to 110 minutes; `answer`: what the server says otherwise. */
async function aHoleUnderTags(
  tags: readonly string[],
  answer: (url: URL, minutes: number) => Response | undefined,
  whileAway: (home: Awaited<ReturnType<typeof aWatchedHome>>) => void = () => {},
) {
  const world = { followedTags: [...tags] };
  const home = await aWatchedHome([...six, stranger], events, { homeLimit: 40, world });
  const minutes = () => (home.server.time.now() - at(0)) / 60_000;
  const deps: IngestDeps = home.plain();
  const send = answering(deps, (url) => answer(url, minutes()));
  const server = {
    ...home.server,
    start: () => {
      whileAway(home);
      home.server.start();
    },
  };
  await throughAnOutage({ server, run: () => home.run({ send }) });
  await home.server.passTo(190);
  const [hole] = home.all('select state, unproven from holes');
  return { ...home, state: hole?.state, unproven: JSON.parse(String(hole?.unproven)) };
}

const isTags = ({ pathname }: URL) => pathname.endsWith('/followed_tags');
const STRANGERS = 'posts of strangers that #birds no longer list';

test('tags are read for a hole although the server names none for a moment', async () => {
  const home = await aHoleUnderTags(['birds'], (url, minutes) =>
    isTags(url) && minutes > 105 && minutes < 150 ? Response.json([]) : undefined,
  );

  expect(home.state).toBe('crawled');
  expect(home.count("statuses where uri like '%stranger%'")).toBe(1);
  expect(home.unproven).toContain(STRANGERS);
});

test('a tag that was given up since the hole began was followed in it', async () => {
  const home = await aHoleUnderTags(
    ['birds'],
    () => undefined,
    ({ server }) => server.elsewhere.followTag('birds', false),
  );

  expect(home.unproven).toContain(STRANGERS);
});

test('a tag is read once and named once, however it is written', async () => {
  const twice = [{ name: 'Birds' }, { name: 'birds' }, { name: 'birds' }];
  const home = await aHoleUnderTags(['birds'], (url) =>
    isTags(url) ? Response.json(twice) : undefined,
  );

  expect(home.unproven).toEqual(['boosts that your server grouped away', STRANGERS]);
});

test('a tag whose page fails is told as a tag', async () => {
  const home = await aHoleUnderTags(['birds'], ({ pathname }) =>
    pathname.includes('/timelines/tag/') ? new Response('', { status: 500 }) : undefined,
  );

  // Nobody is left whose page would tell that it is this one alone: an hour of tries.
  await home.server.passTo(300);

  const [hole] = home.all('select state, unproven from holes');
  expect(hole?.state).toBe('crawled');
  expect(JSON.parse(String(hole?.unproven))).toEqual([
    'boosts that your server grouped away',
    STRANGERS,
    'what stands under one tag where pages fail, or before the latest 10,000',
  ]);
});
