import type { EpochMs } from '../core/clock.ts';
import type { Database } from '../store/database.ts';

/** In this order: each step may read what an earlier one made. */
const STEPS = [
  ['upkeep/pour_candidates', []],
  ['upkeep/extend_pool', []],
  ['upkeep/reset_candidates', []],
  ['upkeep/forget_booster_signals', []],
  ['upkeep/make_booster_signals', ['now_ms']],
  ['upkeep/forget_author_signals', []],
  ['upkeep/make_author_signals', ['now_ms']],
  ['upkeep/forget_topic_signals', []],
  ['upkeep/make_topic_signals', ['now_ms']],
  ['upkeep/rank_standings', ['now_ms']],
  ['upkeep/sum_voices', ['now_ms']],
  ['upkeep/sum_topics', []],
  ['upkeep/mark_stories_seen', ['now_ms']],
  ['upkeep/count_offers', ['now_ms']],
  ['upkeep/turn_dials', ['now_ms']],
  ['upkeep/hold_back', ['now_ms']],
  ['upkeep/hold_back_closed_ways', ['now_ms']],
] as const satisfies readonly (readonly [string, readonly string[]])[];

/** Makes everything that the ranker keeps beside the pool say what was known at `nowMs`. */
export function keepUp(database: Database, nowMs: EpochMs): void {
  database.transaction(() => {
    for (const [name, params] of STEPS) {
      database.run(name, params)(params.length === 0 ? {} : { now_ms: nowMs });
    }
  });
}
