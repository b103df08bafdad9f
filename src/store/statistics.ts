import type { EpochMs } from '../core/clock.ts';
import type { Database } from './database.ts';
import { openIntake } from './intake.ts';
import { type FollowCost, type LaneOutcome, openStats } from './stats.ts';

/** Which figures the page of statistics asks for. */
export interface Asked {
  readonly nowMs: EpochMs;
  /** From when on a follow costs and brings, unix ms. */
  readonly sinceMs: EpochMs;
  /** Most people whose cost is told. */
  readonly followsMax: number;
}

/** Figures that read the whole history: seconds of work where that is of millions. */
export interface Statistics {
  readonly unseen: number;
  /** Everybody followed, longest unheard first. */
  readonly people: ReturnType<ReturnType<typeof openStats>['coverage']>;
  readonly follows: readonly FollowCost[];
  readonly outcomes: readonly LaneOutcome[];
}

export function readStatistics(database: Database, asked: Asked): Statistics {
  const { nowMs, sinceMs, followsMax } = asked;
  const stats = openStats(database);
  return database.snapshot(() => ({
    unseen: openIntake(database).waiting().posts,
    people: stats.coverage(nowMs),
    follows: stats.follows(sinceMs, followsMax),
    outcomes: stats.laneOutcomes(),
  }));
}
