import type { EpochMs } from '../core/clock.ts';
import type { Database } from '../store/database.ts';
import { hearDials } from '../store/owner_words.ts';
import { openPool } from '../store/pool.ts';
import {
  hasWorkingTables,
  type WorkingTables,
  withWorkingTables,
} from '../store/working_tables.ts';

/** In this order: each step may read what an earlier one made. */
const STEPS = [
  ['upkeep/pour_candidates', ['through_key']],
  ['upkeep/extend_pool', ['through_key']],
  ['upkeep/reset_candidates', []],
  ['upkeep/forget_dials', []],
  ['upkeep/hear_dials', []],
  ['upkeep/forget_booster_signals', []],
  ['upkeep/silence_boosters', ['now_ms']],
  ['upkeep/make_booster_signals', ['now_ms']],
  ['upkeep/forget_author_signals', []],
  ['upkeep/make_author_signals', ['now_ms']],
  ['upkeep/forget_topic_signals', []],
  ['upkeep/make_topic_signals', ['now_ms']],
  ['upkeep/rank_standings', ['now_ms']],
  ['upkeep/sum_voices', ['now_ms']],
  ['upkeep/sum_tag_voices', ['now_ms']],
  ['upkeep/sum_topics', []],
  ['upkeep/mark_stories_seen', ['now_ms']],
  ['upkeep/count_offers', ['now_ms']],
  ['upkeep/count_tellings', ['now_ms']],
  ['upkeep/turn_dials', ['now_ms']],
  ['upkeep/hold_back', ['now_ms']],
  ['upkeep/hold_back_closed_ways', ['now_ms']],
] as const satisfies readonly (readonly [string, readonly string[]])[];

/** All that came. */
const LAST_KEY = Number.MAX_SAFE_INTEGER;

/**
 * Makes the working tables, filled by `tables`, say what was known at `nowMs`. Whoever draws from
 * them does it in the same `snapshot`.
 */
export function sayAnew(database: Database, nowMs: EpochMs, tables: WorkingTables): void {
  tables.fill();
  for (const [name, params] of STEPS) {
    database.run(name, params)({ now_ms: nowMs, through_key: LAST_KEY });
  }
}

/**
 * Looks at one unchanging state of the database in which everything that the ranker keeps says what
 * was known at `nowMs`. The file hears nothing of it, and nobody waits for it.
 */
export function lookAt<T>(database: Database, nowMs: EpochMs, look: () => T): T {
  return withWorkingTables(database, (tables) => lookInto(database, nowMs, { tables, look }));
}

/** The same; then the file says it too, for the documented views and whoever reads those. */
export function keepUp<T>(database: Database, nowMs: EpochMs, look: () => T): T {
  if (!hasWorkingTables(database)) {
    openPool(database).pour();
    hearDials(database);
  }
  return withWorkingTables(database, (tables) => {
    const seen = lookInto(database, nowMs, { tables, look });
    tables.publish();
    return seen;
  });
}

interface Look<T> {
  readonly tables: WorkingTables;
  readonly look: () => T;
}

function lookInto<T>(database: Database, nowMs: EpochMs, { tables, look }: Look<T>): T {
  return database.snapshot(() => {
    sayAnew(database, nowMs, tables);
    return look();
  });
}
