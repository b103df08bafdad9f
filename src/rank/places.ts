import { DAY_MS, type EpochMs } from '../core/clock.ts';
import type { Feed } from '../core/feed.ts';
import { hasFilters } from '../core/feed_filters.ts';
import { minutesOfSum } from '../core/reading_time.ts';
import type { Database } from '../store/database.ts';
import { integer } from '../store/shape.ts';

const measured = { posts: integer, length: integer, media: integer };

/**
 * About how many places a feed's minutes have, as long as what waits is in the mean: what is owed,
 * and how turns go, is said before anything is laid out, and its `size` is a bound that no post
 * comes near. Of a feed without minutes its size. `refuseFiltered` first.
 */
export function placesOf(database: Database, feed: Feed, nowMs: EpochMs): number {
  if (feed.minutes === undefined) return feed.size;
  const params = ['now_ms', 'since_ms', 'filtered'] as const;
  const found = database.one(
    'rank/measure_waiting',
    params,
    measured,
  )({
    now_ms: nowMs,
    since_ms: nowMs - feed.reachDays * DAY_MS,
    filtered: Number(hasFilters(feed)),
  });
  const { posts = 0, ...length } = found ?? { length: 0, media: 0 };
  if (posts === 0) return feed.size;
  const places = Math.round((feed.minutes * posts) / minutesOfSum(posts, length));
  return Math.min(feed.size, Math.max(1, places));
}
