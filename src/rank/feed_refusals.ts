import type { EpochMs } from '../core/clock.ts';
import type { Feed } from '../core/feed.ts';
import { type FilterName, hasFilters, peopleOf, refusalWords } from '../core/feed_filters.ts';
import type { OwnRow } from '../core/own_sql.ts';
import type { Database } from '../store/database.ts';
import { openKnownPeople } from '../store/known_people.ts';
import { integer, text } from '../store/shape.ts';
import { countEditions } from './draw_counts.ts';
import { placeRows } from './own_rows.ts';

const PARAMS = [
  'languages',
  'with_media',
  'with_links',
  'least_characters',
  'tags',
  'people',
  'lanes',
  'without_replies',
  'without_strangers',
  'last_drawn_at_ms',
] as const;

/**
 * Says in the working tables what the filters of a feed leave out, within rank/upkeep's look at the
 * same moment.
 */
export function refuseFiltered(database: Database, feed: Feed, lastDrawnAtMs: number): void {
  if (!hasFilters(feed)) return;
  database.run('rank/forget_refusals', [])();
  const { filters } = feed;
  database.run(
    'rank/refuse_filtered',
    PARAMS,
  )({
    languages: listOf(filters.languages),
    with_media: Number(filters.withMedia ?? false),
    with_links: Number(filters.withLinks ?? false),
    least_characters: filters.leastCharacters ?? 0,
    tags: listOf(filters.tags),
    people: listOf(openKnownPeople(database).handlesOf(peopleOf(filters))),
    lanes: listOf(filters.lanes),
    without_replies: Number(filters.withoutReplies ?? false),
    without_strangers: Number(filters.withoutStrangers ?? false),
    last_drawn_at_ms: lastDrawnAtMs,
  });
}

interface Moment {
  readonly database: Database;
  readonly feed: Feed;
  readonly own: readonly OwnRow[] | undefined;
  readonly nowMs: EpochMs;
}

/** Why a feed takes no such post, whatever it weighs; and what would change that. */
export interface FeedRefusal {
  readonly reason: string;
  readonly change: string;
}

/** Undefined: it would take it. Within rank/upkeep's look at the same moment. */
export function refusalNow(moment: Moment, statusKey: number): FeedRefusal | undefined {
  const { database, feed, own, nowMs } = moment;
  if (own !== undefined) {
    placeRows(database, own);
    const isChosen = database.one('rank/find_row', ['status_key'], { status_key: integer });
    if (isChosen({ status_key: statusKey }) === undefined)
      return {
        reason: `the SQL of feed ${feed.name} (${feed.sql?.file}) does not return it`,
        change: 'it would be a candidate if that returned it',
      };
  }
  if (!hasFilters(feed)) return undefined;
  refuseFiltered(database, feed, countEditions(database, { nowMs, feed }).last_drawn_at_ms);
  const find = database.one('rank/find_refusal', ['status_key'], { filter: text });
  const found = find({ status_key: statusKey });
  if (found === undefined) return undefined;
  return {
    reason: refusalWords(feed, found.filter as FilterName),
    change: `it would be a candidate without ${found.filter}`,
  };
}

function listOf(words: readonly string[] | undefined): string | null {
  return words === undefined || words.length === 0 ? null : JSON.stringify(words);
}
