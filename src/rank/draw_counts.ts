import { DAY_MS, type EpochMs } from '../core/clock.ts';
import type { Lane } from '../core/edition.ts';
import type { Feed } from '../core/feed.ts';
import { hasFilters, peopleOf } from '../core/feed_filters.ts';
import { daysApartOf } from '../core/schedule.ts';
import type { Database } from '../store/database.ts';
import { openKnownPeople } from '../store/known_people.ts';
import { integer, nullable, real } from '../store/shape.ts';

interface Occasion {
  readonly nowMs: EpochMs;
  /** Whose editions tell what is new. */
  readonly feed: Pick<Feed, 'name'>;
  /** An edition that this one goes on from. */
  readonly continues?: number | undefined;
}

/** How many editions there were up to a moment, and what became of them. */
export function countEditions(database: Database, { nowMs, feed, continues }: Occasion) {
  const row = {
    editions: integer,
    opened: integer,
    opened_lately: integer,
    lately: integer,
    lately_days: real,
    last_drawn_at_ms: integer,
  };
  const counted = database.one(
    'rank/count_editions',
    ['now_ms', 'feed', 'but'],
    row,
  )({
    now_ms: nowMs,
    feed: feed.name,
    but: continues ?? null,
  });
  return counted as NonNullable<typeof counted>;
}

/** How many editions' places are read a day: of ten that are drawn, so many that are opened. */
export function editionsReadADay(past: ReturnType<typeof countEditions>): number {
  if (past.lately === 0) return 1;
  const drawnADay = Math.max(1, Math.floor(past.lately / past.lately_days));
  return drawnADay * Math.max(past.opened_lately / past.lately, 1 / 28);
}

/** What was drawn less than so long ago is of the same day. */
const SAME_DAY_MS = 20 * 3_600_000;

/**
 * How many days whoever waits has until the next draw: a feed of some days of the week alone is
 * not drawn tomorrow, nor one that somebody draws each weekend. Where others are drawn between its
 * draws, turns are given there as well.
 */
export function daysToNextDraw(database: Database, feed: Feed, nowMs: EpochMs): number {
  const daysApart =
    feed.schedule === undefined
      ? daysBetweenDraws(database, feed, nowMs)
      : daysApartOf(feed.schedule);
  if (daysApart === 1) return 1;
  const hasOther = database.one('rank/has_other_draw', ['feed', 'from_ms', 'to_ms'], {
    found: integer,
  });
  const between = {
    feed: feed.name,
    from_ms: nowMs - daysApart * DAY_MS + SAME_DAY_MS,
    to_ms: nowMs - SAME_DAY_MS,
  };
  return hasOther(between)?.found === 1 ? 1 : daysApart;
}

/** By its last draws, the least; one until there were enough. */
function daysBetweenDraws(database: Database, { name }: Feed, nowMs: EpochMs): number {
  const measure = database.one('rank/measure_least_gap', ['feed', 'now_ms'], {
    gap_ms: nullable(integer),
  });
  const gapMs = measure({ feed: name, now_ms: nowMs })?.gap_ms ?? DAY_MS;
  return Math.max(1, Math.round(gapMs / DAY_MS));
}

/** What a draw chooses from, and at what rate everybody would have their turn. `refuseFiltered` first. */
export function countCandidates(database: Database, feed: Feed, nowMs: EpochMs) {
  const row = { candidates: integer, turns_a_day: real };
  const people = openKnownPeople(database).handlesOf(peopleOf(feed.filters));
  const { lanes = [] } = feed.filters;
  const hasAny = (...asked: readonly Lane[]) =>
    lanes.length === 0 || asked.some((lane) => lanes.includes(lane));
  const counted = database.one(
    'rank/count_candidates',
    ['now_ms', 'since_ms', 'deadline_days', 'filtered', 'own', 'people', 'quiet', 'others'],
    row,
  )({
    now_ms: nowMs,
    since_ms: nowMs - feed.reachDays * DAY_MS,
    deadline_days: feed.deadlineDays,
    filtered: Number(hasFilters(feed)),
    own: Number(feed.sql !== undefined),
    people: people.length === 0 ? null : JSON.stringify(people),
    quiet: Number(hasAny('quiet', 'resurfaced')),
    others: Number(hasAny('fresh', 'missed', 'resurfaced')),
  });
  return counted as NonNullable<typeof counted>;
}
