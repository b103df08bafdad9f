import { expect, test } from 'vitest';
import { openFillingIn } from '../../src/cli/filling_in.ts';
import { sleep } from '../../src/core/clock.ts';
import { silentLog } from '../../src/core/log.ts';
import { openStats } from '../../src/store/stats.ts';
import { aWatchedHome, inTurn, people } from '../support/crawled_home.ts';
import { at } from '../support/ingest_home.ts';
import { aPerson, aPost, posted } from '../support/small_world.ts';

const stranger = aPerson('stranger', { isFollowed: false });
const favoured = Array.from({ length: 400 }, (_, nth) =>
  aPost(`old${nth}`, stranger, at(-9 * 24 * 60 + nth)),
);

/** A home of 800 posts, whose owner favoured 400 others, 45 seconds after the start. */
async function aBeginning(perToken: number) {
  const authors = people(40);
  const posts = inTurn(authors, { fromMinutes: -900, toMinutes: -100, everyMinutes: 1 });
  const events = [...favoured.map((one) => posted(one)), ...posts];
  const home = await aWatchedHome([...authors, stranger], events, { rateLimits: { perToken } });
  const { server, database } = home;
  const { time } = server;
  await server.passTo(0.01);
  for (const { id } of favoured) server.act('favourite', String(server.statusOf(id).uri));
  const send = async (request: Request) => {
    await sleep(time, 200, request.signal);
    return server.line.send(request);
  };
  home.run({ send });
  const filling = openFillingIn({ database, time, pace: 1, log: silentLog });
  await server.passTo(0.75);
  const favourites = () => home.count("actions where kind = 'favourite'");
  return { ...home, filling, favourites, reading: () => openStats(database).firstReading() };
}

test('where the lists wait for the rate limit, the first edition has the newest of the taste', async () => {
  const { server, filling, reading, favourites, count } = await aBeginning(30);

  expect([reading(), filling.isHeldUp()]).toEqual([{ homeReadMs: null, isWhole: false }, true]);
  expect(count('arrivals')).toBeGreaterThan(100);
  expect(favourites()).toBe(40);
  await server.passTo(40);
  expect([reading()?.isWhole, favourites()]).toEqual([true, 400]);
});

test('nothing is held up at Mastodon’s own limits', async () => {
  const { filling, reading, favourites } = await aBeginning(300);

  expect([reading()?.isWhole, filling.isHeldUp(), favourites()]).toEqual([true, false, 400]);
});
