import type { EpochMs } from '../core/clock.ts';
import type { Database } from '../store/database.ts';
import { openFeedEditions } from '../store/feed_editions.ts';
import { openPruning } from '../store/pruning.ts';
import { openStats } from '../store/stats.ts';
import { handOver } from './after_draw.ts';
import { timeOfDraws } from './clock_ahead.ts';
import {
  type DueDeps,
  drawDue,
  type Failure,
  isKeepingDue,
  keepDue,
  knownSince,
  nightsOf,
} from './due_nights.ts';
import { keepAtNight } from './keep_at_night.ts';
import { openMediaWiring } from './media_wiring.ts';
import { drawOnDemand } from './page_wiring.ts';
import type { Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';
import { timezoneOf } from './timezone.ts';

interface Swept {
  readonly database: Database;
  /** Whether the home was read to its end just now. */
  readonly isWhole: boolean;
  /** When the server was last heard before that; undefined: never. */
  readonly heardBeforeMs: number | undefined;
}

export interface DrawnOnce {
  readonly editions: readonly number[];
  /** Why one that was due could not be drawn; undefined: all were. */
  readonly undrawn: string | undefined;
  /** The owner's command and the pictures, which keep nobody from collecting. */
  readonly handedOver: Promise<unknown>;
}

/**
 * Draws what the schedule has made due since the last edition, as `driftline run` does on waking:
 * for cron, after each sweep and under its lock. After the usual draw the store is kept.
 */
export async function drawOnce(
  swept: Swept,
  session: Session,
  surroundings: Surroundings,
): Promise<DrawnOnce> {
  const { database } = swept;
  const { stopped } = surroundings;
  const config = await session.config();
  const { fetchAside } = openMediaWiring({ database, config }, session, surroundings);
  const draw = drawOnDemand({ database, config }, session, surroundings);
  const nights = nightsOf(config);
  const editions: number[] = [];
  const pictures: Promise<void>[] = [];
  let handing = Promise.resolve();
  const deps: DueDeps = {
    ...historyOf(swept),
    time: timeOfDraws(database, surroundings.time),
    stopped,
    log: session.log,
    draw: async (feed) => {
      const edition = await draw({ feed });
      editions.push(edition);
      pictures.push(fetchAside(edition));
      handing = handing.then(() => handOver({ database, config, edition }, session, surroundings));
    },
    keep: () => keepAtNight({ database, config, stopped }, session, surroundings),
  };
  const startedMs = surroundings.time.now();
  // A feed that was never drawn is due once its hour came since the sweep before this one.
  const knownMs = swept.heardBeforeMs ?? deps.lastDrawnMs() ?? startedMs;
  const known = await knownSince({ ...deps, nights }, knownMs as EpochMs);
  const failed = new Map<string, Failure>();
  const look = { ...deps, nights, timezone: timezoneOf(config), startedMs, known };
  const { tried } = await drawDue(look, failed);
  const isUsualTried = nights.some(({ feed, isUsual }) => isUsual && tried.has(feed));
  // One that fails is tried each ten minutes, and the store is kept once a night.
  if (isUsualTried && !stopped.aborted && isKeepingDue(look, deps, undefined)) await keepDue(deps);
  const handedOver = Promise.all([handing, ...pictures]);
  return { editions, undrawn: [...failed.values()][0]?.why, handedOver };
}

/** What was drawn before, and what there is to draw from. */
function historyOf({ database, isWhole }: Swept) {
  const stats = openStats(database);
  const { last, planned } = openFeedEditions(database);
  return {
    planned,
    lastKeptMs: openPruning(database).lastKeptMs,
    lastDrawnMs: (feed?: string) =>
      (feed === undefined ? stats.lastEdition() : last().get(feed))?.drawn_at_ms,
    hasCandidates: () => stats.hasCandidates(),
    // Nothing more of it is to come in this run.
    firstReading: () => (isWhole ? undefined : stats.firstReading()),
    isHeldUp: () => false,
  };
}
