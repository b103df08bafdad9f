import { DAY_MS, type EpochMs } from '../core/clock.ts';
import { LANES } from '../core/edition.ts';
import type { Database } from './database.ts';
import { holeOfRow, shownHole } from './hole_rows.ts';
import { integer, nullable, oneOf, type RowOf, real, text } from './shape.ts';

const everythingRow = {
  statuses: integer,
  deleted: integer,
  arrivals: integer,
  accounts: integer,
  snapshots: integer,
  editions: integer,
  seen: integer,
  unseen: integer,
  first_arrival_at_ms: nullable(integer),
  last_arrival_at_ms: nullable(integer),
};

const coverageRow = {
  handle: text,
  posts: integer,
  heard_at_ms: nullable(integer),
  unheard_ms: integer,
};

const outcomeRow = {
  lane: oneOf(...LANES),
  seen: integer,
  acted_on: integer,
  opened: integer,
  taken_up: integer,
};

export type LastEdition = RowOf<typeof lastEditionRow>;

const readEditionRow = {
  edition: integer,
  feed: text,
  drawn_at_ms: integer,
  reading_minutes: real,
  size: integer,
  seen: integer,
  taken_up: integer,
};

/** An edition, and what became of it. */
export type ReadEdition = RowOf<typeof readEditionRow>;

const followRow = {
  handle: text,
  display_name: text,
  arrivals: integer,
  boosts: integer,
  length: integer, // characters
  media: integer, // attachments
  seen: integer,
  taken_up: integer,
};

/** What somebody who is followed costs and brings. */
export type FollowCost = RowOf<typeof followRow>;

/** What became of the entries of a lane that were seen. */
export type LaneOutcome = RowOf<typeof outcomeRow>;

export interface FirstReading {
  /** When the home was first read to its end; null: not yet. */
  readonly homeReadMs: number | null;
  /** Whom the owner follows, and what they did elsewhere, is known too. */
  readonly isWhole: boolean;
}

const refusedRow = { reason: text, times: integer, last_at_ms: integer, sample: text };
const lastEditionRow = {
  ...{ edition: integer, feed: text, drawn_at_ms: integer, size: integer },
  // Null where an earlier Driftline froze none.
  ...{
    turns_needed: nullable(integer),
    turns_taken: nullable(integer),
    turns_room: nullable(integer),
    load: nullable(real),
  },
};

/** What came in, what was never seen, who waits. */
export function openStats(database: Database) {
  const countEverything = database.one('serve/count_everything', [], everythingRow);
  const measureCoverage = database.many('serve/measure_coverage', ['now_ms'], coverageRow);
  const countByDay = database.many('serve/count_arrivals_by_day', ['now_ms', 'days', 'day_ms'], {
    days_ago: integer,
    arrivals: integer,
  });
  const measureFollows = database.many('serve/measure_follows', ['since_ms', 'limit'], followRow);
  const listRead = database.many('serve/list_read_editions', ['since_ms'], readEditionRow);
  const countOutcomes = database.many('serve/count_lane_outcomes', [], outcomeRow);
  const listHoles = database.many('serve/list_all_holes', [], holeOfRow);
  const listRefused = database.many('serve/list_refused', [], refusedRow);
  const findLastEdition = database.one('serve/find_last_edition', [], lastEditionRow);

  const findFirstReading = database.one('serve/find_first_reading', [], {
    home_read_at_ms: nullable(integer),
    is_whole: integer,
  });
  const findLastHeard = database.one('serve/find_last_heard', [], {
    at_ms: integer,
    how: nullable(text),
  });
  const hasCandidates = database.one('serve/has_candidates', [], { has_any: integer });

  return {
    counts: () => countEverything() as NonNullable<ReturnType<typeof countEverything>>,
    /** Everybody followed: what of them waits, and when they were heard; longest unheard first. */
    coverage: (nowMs: EpochMs) => measureCoverage({ now_ms: nowMs }),
    /** Arrivals of each of the last `days` times 24 hours, the oldest first. */
    byDay(nowMs: EpochMs, days: number): readonly number[] {
      const arrivals: number[] = new Array(days).fill(0);
      for (const row of countByDay({ now_ms: nowMs, days, day_ms: DAY_MS })) {
        arrivals[days - 1 - row.days_ago] = row.arrivals;
      }
      return arrivals;
    },
    /** Those by whom most came since then, the most first. */
    follows: (sinceMs: EpochMs, limit: number) => measureFollows({ since_ms: sinceMs, limit }),
    /** What became of the editions since then, the earliest first. */
    readEditions: (sinceMs: EpochMs): readonly ReadEdition[] => listRead({ since_ms: sinceMs }),
    laneOutcomes: (): readonly LaneOutcome[] => countOutcomes(),
    holes: () => listHoles().map((row) => ({ ...shownHole(row), server: row.server })),
    refused: () => listRefused(),
    /** How far a server was read for the first time; undefined where nobody is listened to. */
    firstReading(): FirstReading | undefined {
      const row = findFirstReading();
      return row && { homeReadMs: row.home_read_at_ms, isWhole: row.is_whole === 1 };
    },
    /** When a server was last heard with nothing lost before; undefined: none ever was. */
    lastHeardMs: () => findLastHeard()?.at_ms,
    /** The same, with what it was heard by. */
    lastHeard() {
      const row = findLastHeard();
      return row && { atMs: row.at_ms, how: row.how };
    },
    hasCandidates: () => hasCandidates()?.has_any === 1,
    lastEdition: () => findLastEdition(),
  };
}

export type Stats = ReturnType<typeof openStats>;
