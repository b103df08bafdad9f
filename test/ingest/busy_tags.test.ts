import { expect, test } from 'vitest';
import { type EpochMs, MINUTE_MS } from '../../src/core/clock.ts';
import { type BackfillNews, backfill } from '../../src/ingest/backfill.ts';
import { aWatchedHome, inTurn, people } from '../support/crawled_home.ts';
import { at } from '../support/ingest_home.ts';
import { aPerson, aPost, posted } from '../support/small_world.ts';

const DAY = 24 * 60;
const six = people(6);
const stranger = aPerson('stranger', { isFollowed: false });

/** A stranger posts each third minute of two days under a followed tag: 960 posts, 24 pages. */
const byTag = Array.from({ length: (2 * DAY) / 3 }, (_, nth) =>
  posted(aPost(`t${nth}`, stranger, at(3 * nth - 2 * DAY) + 3_000, { tags: ['birds'] })),
);
const byPeople = inTurn(six, { fromMinutes: -2 * DAY, toMinutes: 0, everyMinutes: 60 });

test('what is left of a busy tag is told by its first page', async () => {
  const events = [...byPeople, ...byTag].sort((a, b) => a.atMs - b.atMs);
  const world = { followedTags: ['birds'] };
  const home = await aWatchedHome([...six, stranger], events, { homeLimit: 40, world });
  const left: number[] = [];
  const onNews = (news: BackfillNews) => {
    if (news.kind === 'progress' && news.read === 6) left.push(news.left.requests);
  };

  const done = backfill(home.deps(), { days: 2, onNews });
  const { time } = home.server;
  await time.passTo((time.now() + 5 * MINUTE_MS) as EpochMs);
  await done;

  // Before it is read at all, one is counted; then each page takes one away.
  expect(left[0]).toBe(1);
  expect(left.slice(1).map((requests, nth) => requests + nth)).toEqual(
    left.slice(1).map(() => expect.closeTo(24, -1)),
  );
  expect(left.length).toBeGreaterThan(20);
});
