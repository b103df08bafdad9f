import { type EpochMs, MINUTE_MS, SECOND_MS, sleep } from '../core/clock.ts';
import {
  type DueDeps,
  drawDue,
  dueSinceMs,
  type Failure,
  isKeepingDue,
  keepDue,
  knownSince,
  type Look,
  type Plan,
} from './due_nights.ts';

export interface NightsDeps extends DueDeps {
  /** As the settings say now: they may be changed at any time. */
  readonly plan: () => Promise<Plan>;
  /** When the server was last heard with nothing lost before; undefined: nobody is listened to. */
  readonly lastHeardMs: () => number | undefined;
  /** Told that a night's draw is late, of which hour, unix ms; undefined: none is any more. */
  readonly tellLate: (nightMs: number | undefined) => void;
  /** Told why a night's draw failed, after each look; undefined: none did, or it is made up for. */
  readonly tellFailed: (why: string | undefined) => void;
}

/**
 * A machine that slept wakes with its timers late: looking each minute needs no timer to be right.
 */
const LOOK_EVERY_MS = MINUTE_MS;
/** Somebody waits for the first edition of all. */
const LOOK_FOR_FIRST_EVERY_MS = SECOND_MS;
/**
 * Draws each feed at its time, and as soon as possible where that was slept through, one after the
 * other, until stopped. The first edition of all is drawn as soon as something has come in and
 * the owner's favourites are known. A draw that fails is logged, and tried again, ever more seldom;
 * it keeps no other feed from its own. After a night's draws, what is old is packed or let go.
 */
export async function drawEachNight(deps: NightsDeps): Promise<void> {
  const { time, stopped } = deps;
  const startedMs = time.now();
  const waking = openWaking(deps, startedMs);
  let keptMs = startedMs;
  let lookedMs = startedMs;
  let known: ReadonlyMap<string, EpochMs> = new Map();
  const failed = new Map<string, Failure>();
  while (!stopped.aborted) {
    // rejects only when stopped: the loop ends
    const isFirst = deps.lastDrawnMs() === undefined;
    const toMinuteMs = LOOK_EVERY_MS - (time.now() % LOOK_EVERY_MS); // nights begin with a minute
    const waitMs = isFirst && failed.size === 0 ? LOOK_FOR_FIRST_EVERY_MS : toMinuteMs;
    await sleep(time, waitMs, stopped).catch(() => {});
    const plan = await deps.plan();
    if (plan.nights.some(({ feed }) => !known.has(feed)))
      known = await knownSince({ ...deps, ...plan }, lookedMs);
    const look: Look = { ...deps, ...plan, startedMs, known };
    lookedMs = time.now();
    if (waking.isStillCatchingUp()) {
      deps.tellLate(look.nights.map((night) => dueSinceMs(night, look)).find(isMoment));
      continue;
    }
    const { heldMs } = await drawDue(look, failed);
    if (stopped.aborted) return;
    deps.tellLate(heldMs);
    deps.tellFailed([...failed.values()][0]?.why);
    if (!isKeepingDue(look, deps, keptMs)) continue;
    keptMs = time.now();
    await keepDue(deps);
  }
}

function isMoment(atMs: number | undefined): atMs is number {
  return atMs !== undefined;
}

/** A look that comes so late comes after a sleep. */
const SLEPT_MS = 2 * LOOK_EVERY_MS;
/** So long a draw that was slept through waits for the sweep, where the server is away. */
const CATCH_UP_MAX_MS = 10 * MINUTE_MS;

/**
 * Whether what came while the machine slept, or Driftline was not running, is still being fetched:
 * an edition without it would be of yesterday. The very first edition has waits of its own.
 */
function openWaking({ time, lastHeardMs, lastDrawnMs }: NightsDeps, startedMs: EpochMs) {
  let wokeMs = startedMs;
  let lookedMs = startedMs;
  return {
    isStillCatchingUp(): boolean {
      const nowMs = time.now();
      if (nowMs - lookedMs > SLEPT_MS) wokeMs = nowMs;
      wokeMs = Math.min(wokeMs, nowMs) as EpochMs; // the clock was set back
      lookedMs = nowMs;
      const heardMs = lastHeardMs();
      if (heardMs === undefined || lastDrawnMs() === undefined) return false;
      return heardMs < wokeMs && nowMs - wokeMs < CATCH_UP_MAX_MS;
    },
  };
}
