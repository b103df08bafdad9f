import { expect, test } from 'vitest';
import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from '../../src/core/clock.ts';
import { MORNING } from '../../src/core/feed.ts';
import type { Person, WorldEvent } from '../../src/demo/world.ts';
import { ingestOnce } from '../../src/ingest/ingest.ts';
import { drawEdition } from '../../src/rank/draw.ts';
import { at } from '../support/ingest_home.ts';
import { anOwnersHome } from '../support/owner_home.ts';
import { aPerson, aPost, posted } from '../support/small_world.ts';

const HOUR = HOUR_MS / MINUTE_MS;
const DAY = 24 * HOUR;
const people = Array.from({ length: 40 }, (_, nth) => aPerson(`p${nth}`));
const EVERYTHING = { ...MORNING, size: 400, perAuthor: 40, perServer: 1, spacing: 2 };

/** Two days of posts, and boosts of what strangers wrote about a year ago; all of it drawn. */
async function aHomeWithOldPosts(count: number, more: readonly WorldEvent[] = []) {
  const fresh = Array.from({ length: 240 }, (_, nth) => {
    const who = people[nth % people.length] as Person;
    return posted(aPost(`fresh-${nth}`, who, at(nth * 10)));
  });
  const old = Array.from({ length: count }, (_, nth): WorldEvent => {
    const stranger = aPerson(`stranger${nth}`, { isFollowed: false });
    const post = aPost(`old-${nth}`, stranger, at(0) - (300 + nth) * DAY_MS);
    const booster = people[nth] as Person;
    const atMs = at(nth === 0 ? 24 * HOUR : nth);
    return { kind: 'boost', id: `boost-${nth}`, post, booster, atMs };
  });
  const events = [...fresh, ...old, ...more].toSorted((a, b) => a.atMs - b.atMs);
  const home = await anOwnersHome(events, { homeLimit: 60 });
  const once = async (minutes: number) => {
    await home.server.passTo(minutes);
    const done = ingestOnce(home.deps());
    await home.server.passTo(minutes + 4);
    await done;
  };
  for (let hours = 3; hours <= 48; hours += 3) await once(hours * HOUR);
  const nowMs = home.server.time.now() as EpochMs;
  drawEdition({ database: home.database, feed: EVERYTHING, seed: 'x', nowMs, dryRun: false });
  const withoutText = () =>
    home
      .all('select uri from statuses left join payloads using (status_key) where body is null')
      .map(({ uri }) => String(uri).split('/').at(-1));
  return { ...home, once, withoutText };
}

test.each([1, 2])('what was a year old when it was boosted is let go, too (%i)', async (count) => {
  const home = await aHomeWithOldPosts(count);
  home.server.faults.letsGoAfterMs = 30 * DAY_MS;

  for (const minutes of [5, 20, 35, 90]) await home.once(2 * DAY + minutes);

  expect(home.withoutText()).toEqual([]);
  expect(home.count('absences')).toBeGreaterThanOrEqual(count);
});

test('what was a year old and taken back is gone where older things are there', async () => {
  const taken: WorldEvent = { kind: 'delete', atMs: at(2 * DAY + 4.5), postId: 'old-0' };
  const home = await aHomeWithOldPosts(5, [taken]);

  for (const minutes of [5, 20, 35, 90]) await home.once(2 * DAY + minutes);

  expect(home.withoutText()).toEqual(['old-0']);
  expect(home.count('absences')).toBe(0);
});
