import { DAY_MS, type EpochMs } from '../core/clock.ts';
import type { Lane } from '../core/edition.ts';
import type { Feed } from '../core/feed.ts';
import type { Database } from '../store/database.ts';
import { openMark } from '../store/marks.ts';
import { SHOWN_DAYS } from '../store/pruning.ts';
import { integer, isAs } from '../store/shape.ts';
import { countEditions } from './draw_counts.ts';
import { refuseFiltered } from './feed_refusals.ts';
import { drawFront, type Waiting } from './front.ts';
import type { Layout } from './layout.ts';
import { leaningsAt } from './leanings.ts';
import { lookAt } from './upkeep.ts';

/** So long before its body goes the best of a quiet author comes, if nobody saw it. */
const LEAD_DAYS = 14;
/** Who had a last chance has none again for so long, whatever else of theirs leaves. */
const AGAIN_DAYS = 28;
/** Most of an edition; they are turns, and count as such. */
const SHARE = 0.05;
/** A body waits so long for its last chance beyond its time: the reader may be away for months. */
const GRACE_DAYS = 100;
/** Where nothing was pruned for so long, the grace begins anew: the machine was off. */
const PAUSE_DAYS = 30;

/**
 * Most last chances in an edition. None where a feed has no turns, or does not reach back to where
 * posts leave: what is no candidate of it for its age is none for this.
 */
export function lastChancesMax({ size, order, quotas, reachDays, keepDays }: Feed): number {
  // Feeds that were frozen by an earlier version do not say what is kept.
  if (keepDays === undefined || order === 'as it came' || reachDays < keepDays - LEAD_DAYS)
    return 0;
  return Math.min(Math.round(size * SHARE), Math.floor(size * quotas.turns));
}

/** Writes down what may have a last chance; `keepUp` must have run for the same moment. */
export function findLastChances(database: Database, feed: Feed, nowMs: EpochMs): void {
  database.run('rank/forget_last_chances', [])();
  const leavingAgeMs = (feed.keepDays - LEAD_DAYS) * DAY_MS;
  const leaving = { leaving_ms: nowMs - leavingAgeMs };
  if (lastChancesMax(feed) === 0) return;
  const hasAny = database.one('rank/has_leaving', ['leaving_ms'], { has_any: integer });
  if (hasAny(leaving)?.has_any !== 1) return;
  database.run('rank/find_last_chances', [
    'now_ms',
    'leaving_ms',
    'had_since_ms',
    'leaving_age_ms',
  ])({
    ...leaving,
    now_ms: nowMs,
    had_since_ms: nowMs - AGAIN_DAYS * DAY_MS,
    leaving_age_ms: leavingAgeMs,
  });
}

interface PlaceSettings {
  readonly feed: Feed;
  readonly nowMs: number;
  readonly most: number;
  readonly laneOf: (one: Waiting) => Lane;
}

/**
 * Gives places to what leaves the store: the most urgent first, else the best. Above the quotas of
 * lanes, below the caps. Says how many have one.
 */
export function placeLastChances(
  layout: Layout,
  leaving: readonly Waiting[],
  { feed, nowMs, most, laneOf }: PlaceSettings,
): number {
  const leavesAtMs = (one: Waiting) => one.arrivedMs + feed.keepDays * DAY_MS;
  const isUrgent = (one: Waiting) => leavesAtMs(one) - nowMs < 2 * DAY_MS;
  const ordered = [...leaving].sort(
    (a, b) =>
      Number(isUrgent(b)) - Number(isUrgent(a)) ||
      b.scoreMicro - a.scoreMicro ||
      a.diceKey - b.diceKey ||
      (a.uri < b.uri ? -1 : 1),
  );
  let placed = 0;
  for (const one of ordered) {
    if (placed >= most) break;
    const value = Math.max(leavesAtMs(one), nowMs + SHOWN_DAYS * DAY_MS);
    const signals = { ...one.signals, last_chance: { value, factor_micro: 0 } };
    if (layout.place({ ...one, signals }, laneOf(one), 'quotas')) placed += 1;
  }
  return placed;
}

const regime = {
  keepDays: integer,
  sinceMs: integer, // when what is kept became what it is now, or pruning began again
  prunedAtMs: integer,
};

/**
 * Whose last chance is due still, for whoever deletes bodies: in each of the feeds that are drawn
 * by themselves the best of each quiet author, until it was offered in an edition that was opened,
 * or its grace is over.
 */
export function openLastChances(database: Database, feeds: readonly Feed[]) {
  const mark = openMark(database, 'last_chances', isAs(regime));
  const sinceOf = (nowMs: EpochMs, keepDays: number): number => {
    const known = mark.last();
    const isTheSame =
      known?.keepDays === keepDays && nowMs - known.prunedAtMs <= PAUSE_DAYS * DAY_MS;
    const sinceMs = isTheSame ? known.sinceMs : nowMs;
    mark.note({ keepDays, sinceMs, prunedAtMs: nowMs }, nowMs);
    return sinceMs;
  };
  return (nowMs: EpochMs): ReadonlySet<number> => {
    const giving = feeds.filter((feed) => lastChancesMax(feed) > 0);
    const [first] = giving;
    if (first === undefined) return new Set();
    // What is kept is the same in all.
    const sinceMs = database.transaction(() => sinceOf(nowMs, first.keepDays));
    return lookAt(
      database,
      nowMs,
      () => new Set(giving.flatMap((feed) => dueIn(database, feed, { nowMs, sinceMs }))),
    );
  };
}

interface Due {
  readonly nowMs: EpochMs;
  /** When what is kept became what it is now. */
  readonly sinceMs: number;
}

/**
 * The keys of what is due in one feed; the working tables stand. The owner's own SQL is not asked:
 * whoever deletes goes by the ranker's own scores, and keeps for a while what it may leave out.
 */
function dueIn(
  database: Database,
  { sql: _, ...feed }: Feed,
  { nowMs, sinceMs }: Due,
): readonly number[] {
  const past = countEditions(database, { nowMs, feed });
  refuseFiltered(database, feed, past.last_drawn_at_ms);
  findLastChances(database, feed, nowMs);
  const leanings = leaningsAt(database, feed, nowMs);
  const { opened } = past;
  // What is owed to an author makes none of their posts their best: no load need be known.
  const asked = { feed, seed: '', nowMs, leanings, load: 0, opened, frontMax: 0, wildcards: 0 };
  return (drawFront(database, asked).leaving ?? [])
    .filter(({ arrivedMs }) => {
      const leavesAtMs = arrivedMs + feed.keepDays * DAY_MS;
      return nowMs < Math.max(leavesAtMs, sinceMs) + GRACE_DAYS * DAY_MS;
    })
    .map(({ statusKey }) => statusKey);
}
