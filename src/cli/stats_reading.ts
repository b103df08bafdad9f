import { DAY_MS, type EpochMs } from '../core/clock.ts';
import { minutesOfSum } from '../core/reading_time.ts';
import type { ReadEdition, Stats } from '../store/stats.ts';

const MEASURED_DAYS = 28;
const WEEK_DAYS = 7;
const FOLLOWS_SHOWN = 8;

interface Known {
  readonly nowMs: EpochMs;
  readonly daysKnown: number;
  readonly firstArrivedMs: number | null;
}

/**
 * What it costs to read, and what it brings: by whom one follows, and by feed. `daysKnown`: so many
 * of the days that are measured there was something to count.
 */
export function readingOf(stats: Stats, { nowMs, daysKnown, firstArrivedMs }: Known) {
  const weeks = Math.min(MEASURED_DAYS, daysKnown) / WEEK_DAYS;
  const sinceMs = (nowMs - MEASURED_DAYS * DAY_MS) as EpochMs;
  const editions = stats.readEditions(sinceMs);
  return {
    follows_cost: stats.follows(sinceMs, FOLLOWS_SHOWN).map((follow) => ({
      account: follow.handle,
      arrivals: follow.arrivals,
      minutes_a_week: Number((minutesOfSum(follow.arrivals, follow) / weeks).toFixed(1)),
      seen: follow.seen,
      taken_up: follow.taken_up,
    })),
    reading_back: readingBackOf(stats, firstArrivedMs),
    feeds: feedsOf(editions),
    suggestion: suggestionOf(editions, nowMs),
  };
}

/**
 * How far the time before the first arrival is read from people's pages: of who is not read yet
 * less came than of who is, over the same days. null: that is over.
 */
function readingBackOf(stats: Stats, firstArrivedMs: number | null) {
  if (firstArrivedMs === null) return null;
  const hole = stats
    .holes()
    .find(({ state, to_ms: toMs }) => state === 'open' && toMs !== null && toMs <= firstArrivedMs);
  return hole === undefined || hole.settled >= hole.turns
    ? null
    : { pages: hole.turns, read: hole.settled };
}

/** Of the days that were asked for, those since something came: who began lately has no more. */
export function daysKnown(arrivalsByDay: readonly number[]): number {
  const first = arrivalsByDay.findIndex((count) => count > 0);
  return first < 0 ? arrivalsByDay.length : arrivalsByDay.length - first;
}

function feedsOf(editions: readonly ReadEdition[]) {
  const names = [...new Set(editions.map(({ feed }) => feed))].toSorted();
  return names.map((feed) => {
    const own = editions.filter((one) => one.feed === feed);
    const sum = (part: 'size' | 'seen' | 'taken_up') =>
      own.reduce((total, one) => total + one[part], 0);
    return {
      feed,
      editions: own.length,
      finished: own.filter(isFinished).length,
      entries: sum('size'),
      seen: sum('seen'),
      taken_up: sum('taken_up'),
    };
  });
}

/** The last posts of a page are often not looked at for long enough. */
const FINISHED_SHARE = 0.9;

function isFinished({ size, seen }: ReadEdition): boolean {
  return size > 0 && seen >= FINISHED_SHARE * size;
}

const WEEK_MS = WEEK_DAYS * DAY_MS;
/** Who read less often was away, or does not mind. */
const READ_MIN = 3;
const STEP_MIN = 5;

/** For the feed that was read last, of those that have one. null: nothing to suggest. */
function suggestionOf(editions: readonly ReadEdition[], nowMs: EpochMs) {
  const week = editions.filter(
    ({ drawn_at_ms: atMs, seen }) => atMs >= nowMs - WEEK_MS && seen > 0,
  );
  const names = new Set(week.map(({ feed }) => feed).toReversed());
  const found = [...names].map((name) => sizeFor(week.filter(({ feed }) => feed === name)));
  return found.find((one) => one !== null) ?? null;
}

/**
 * A size in minutes, after a week of a feed's mornings of which none was finished: what was read on
 * the one in the middle, rounded up. null: nothing to suggest. It is said, and never done.
 */
function sizeFor(read: readonly ReadEdition[]) {
  const latest = read.at(-1);
  if (latest === undefined || read.length < READ_MIN || read.some(isFinished)) return null;
  const minutes = read
    .map(({ reading_minutes, seen, size }) => (reading_minutes * seen) / size)
    .toSorted((a, b) => a - b);
  const middle = minutes[Math.floor(minutes.length / 2)] as number;
  const step = middle < 2 * STEP_MIN ? 1 : STEP_MIN;
  const rounded = Math.ceil(middle / step) * step;
  if (rounded >= latest.reading_minutes) return null;
  return { feed: latest.feed, size: `${rounded} min`, unfinished: read.length };
}
