import type { EpochMs } from '../core/clock.ts';
import { LANES, type Signals } from '../core/edition.ts';
import { hashUri } from '../core/uri_hash.ts';
import type { Database } from './database.ts';
import { integer, nullable, oneOf, real, text } from './shape.ts';

/** The lane of an entry whose edition came in by import: its order is known, not its reasons. */
const OFFERED = 'offered';
const laneColumn = oneOf(...LANES, OFFERED);

const headRow = {
  edition: integer,
  feed: text,
  drawn_at_ms: integer,
  candidates: integer,
  reading_minutes: real,
  position: integer,
  came_from: oneOf('draw', 'import'),
  is_choosy: integer,
  failed_because: nullable(text),
  drawn_with: nullable(text),
  continues: nullable(integer),
  continued_by: nullable(integer),
  entries: integer,
  seen: integer,
};

const listedRow = {
  edition: integer,
  feed: text,
  drawn_at_ms: integer,
  reading_minutes: real,
  position: integer,
  continues: nullable(integer),
  entries: integer,
  seen: integer,
};

const slotRow = {
  position: integer,
  uri: text,
  lane: laneColumn,
  status_key: nullable(integer),
  created_at_ms: nullable(integer),
  edited_at_ms: nullable(integer),
  deleted_at_ms: nullable(integer),
  counts_at_ms: nullable(integer),
  text_at_ms: nullable(integer),
  profile_stamp: nullable(text),
  is_seen: integer,
  is_served: integer,
  /** Whether the owner did or wished anything with it. */
  is_acted: integer,
};

const entryRow = {
  position: integer,
  uri: text,
  status_key: nullable(integer),
  lane: laneColumn,
  score_micro: integer,
  draw_key: real,
  signals: text,
  boosters: text,
  named: text,
  reason: nullable(text),
  drawn_at_ms: integer,
};

type LaneCounts = readonly { readonly lane: EntryOnPage['lane']; readonly entries: number }[];
const LANES_KEPT_MAX = 100;

export interface EntryOnPage {
  readonly position: number;
  readonly uri: string;
  readonly statusKey: number | null;
  readonly lane: (typeof LANES)[number] | typeof OFFERED;
  readonly scoreMicro: number;
  readonly drawKey: number;
  readonly signals: Signals;
  /** As they are called now. */
  readonly boosters: readonly string[];
  readonly named: readonly string[];
  /** In the owner's words. */
  readonly reason: string | null;
}

/** Editions in rows, without what they hold. */
function listsOf(database: Database) {
  const list = database.many('serve/list_editions', ['limit', 'after'], listedRow);
  const listOfFeed = database.many('serve/list_feed_editions', ['feed', 'limit'], {
    edition: integer,
  });
  const listFeeds = database.many('serve/list_drawn_feeds', [], {
    feed: text,
    edition: integer,
    drawn_at_ms: integer,
  });
  return {
    /** The latest first; `after`: how many of the latest are left away. */
    list: (limit: number, after = 0) => list({ limit, after }),
    /** The latest of a feed, the last first. */
    ofFeed: (feed: string, limit: number) => listOfFeed({ feed, limit }).map((one) => one.edition),
    /** Every feed that was drawn, with its latest edition. */
    drawnFeeds: () => listFeeds(),
  };
}

/** Editions as they are read: heads, pages and places. */
export function openReading(database: Database) {
  const findHead = database.one('serve/find_edition', ['edition'], headRow);
  const findLatest = database.one('serve/latest_edition', [], { edition: nullable(integer) });
  const listEntries = database.many(
    'serve/list_entries',
    ['edition', 'from', 'lane', 'limit'],
    slotRow,
  );
  const readEntry = database.one('serve/read_entry', ['edition', 'position'], entryRow);
  const findPresent = database.one('serve/find_present_handle', ['handle', 'at_ms'], {
    handle: text,
  });
  const listExposures = database.many('serve/list_exposures', ['uri_hash'], {
    kind: oneOf('offered', 'served', 'seen', 'opened'),
    at_ms: integer,
    edition: nullable(integer),
    via: text,
    is_put_off: integer,
  });
  const savePosition = database.run('serve/save_position', ['edition', 'position']);
  const listFirstHeard = database.many(
    'serve/list_first_heard',
    ['edition', 'since_ms', 'until_ms'],
    { display_name: text, handle: text, position: integer },
  );
  const findLastSeen = database.one('serve/find_last_seen', ['before_ms'], {
    at_ms: nullable(integer),
  });

  return {
    latest: () => findLatest()?.edition ?? undefined,
    head: (edition: number) => findHead({ edition }),
    ...listsOf(database),
    /** Of an edition, which is frozen: counted once. */
    lanes: lanesOf(database),
    /** Places from `from` on, all lanes or one. */
    slots: (edition: number, from: number, lane: string | null, limit: number) =>
      listEntries({ edition, from, lane, limit }),
    entry(edition: number, position: number): EntryOnPage | undefined {
      const row = readEntry({ edition, position });
      if (row === undefined) return undefined;
      return {
        position: row.position,
        uri: row.uri,
        statusKey: row.status_key,
        lane: row.lane,
        scoreMicro: row.score_micro,
        drawKey: row.draw_key,
        signals: JSON.parse(row.signals) as Signals,
        boosters: (JSON.parse(row.boosters) as readonly string[]).map(
          (handle) => findPresent({ handle, at_ms: row.drawn_at_ms })?.handle ?? handle,
        ),
        named: JSON.parse(row.named) as readonly string[],
        reason: row.reason,
      };
    },
    exposuresOf: (uri: string) => listExposures({ uri_hash: hashUri(uri).hash }),
    savePosition: (edition: number, position: number) => savePosition({ edition, position }),
    firstHeard: (edition: number, sinceMs: EpochMs, untilMs: EpochMs) =>
      listFirstHeard({ edition, since_ms: sinceMs, until_ms: untilMs }),
    lastSeenBefore: (beforeMs: EpochMs) =>
      (findLastSeen({ before_ms: beforeMs })?.at_ms ?? undefined) as EpochMs | undefined,
  };
}

function lanesOf(database: Database): (edition: number) => LaneCounts {
  const count = database.many('serve/count_lanes', ['edition'], {
    lane: laneColumn,
    entries: integer,
  });
  const kept = database.memory<LaneCounts>(LANES_KEPT_MAX);
  return (edition) => {
    const known = kept.get(String(edition));
    if (known !== undefined) return known;
    const counted = count({ edition });
    if (counted.length > 0) kept.keep(String(edition), counted);
    return counted;
  };
}

export type Reading = ReturnType<typeof openReading>;
export type EditionHead = NonNullable<ReturnType<Reading['head']>>;
export type Slot = ReturnType<Reading['slots']>[number];
