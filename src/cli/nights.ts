import { type EpochMs, HOUR_MS, MINUTE_MS, SECOND_MS, sleep, type Time } from '../core/clock.ts';
import { type Config, scheduleOf } from '../core/config.ts';
import { DriftlineError } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import type { Schedule } from '../core/schedule.ts';
import { latestNightMs } from './latest_night.ts';
import { type FirstReadingDeps, isReadEnough } from './read_enough.ts';

export interface NightsDeps extends FirstReadingDeps {
  /** As the settings say now: they may be changed at any time. */
  readonly plan: () => Promise<Plan>;
  readonly stopped: AbortSignal;
  readonly log: Log;
  /** When the newest edition of a feed, or of any, was drawn; undefined: there is none. */
  readonly lastDrawnMs: (feed?: string) => number | undefined;
  /** Whether there is anything to draw from. */
  readonly hasCandidates: () => boolean;
  /** When the server was last heard with nothing lost before; undefined: nobody is listened to. */
  readonly lastHeardMs: () => number | undefined;
  /** Told that a night's draw is late, of which hour, unix ms; undefined: none is any more. */
  readonly tellLate: (nightMs: number | undefined) => void;
  /** Told why a night's draw failed, after each look; undefined: none did, or it is made up for. */
  readonly tellFailed: (why: string | undefined) => void;
  readonly draw: (feed: string) => Promise<unknown>;
  /** When bodies were packed and let go last; undefined: never. */
  readonly lastKeptMs: () => number | undefined;
  /** Packs them and lets them go. A failure waits for the next night. */
  readonly keep: () => Promise<unknown>;
}

export interface Plan {
  readonly nights: readonly Night[];
  readonly timezone: string;
}

interface Look extends NightsDeps, Plan {
  readonly startedMs: EpochMs;
  /** Since when each feed is in the plan. */
  readonly known: ReadonlyMap<string, EpochMs>;
}

/** A feed that is drawn by itself. */
export interface Night {
  readonly feed: string;
  readonly schedule: Schedule;
  /** The feed that is drawn where none is named: the very first edition is of it. */
  readonly isUsual: boolean;
}

/** Everything that is drawn by itself, the usual feed first. */
export function nightsOf(config: Config): readonly Night[] {
  const nights = Object.values(config.feeds).flatMap((feed) => {
    const schedule = scheduleOf(config, feed);
    const isUsual = feed.name === config.rank.feed;
    return schedule === undefined ? [] : [{ feed: feed.name, schedule, isUsual }];
  });
  return nights.toSorted((a, b) => Number(b.isUsual) - Number(a.isUsual));
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
  const { time, stopped, log } = deps;
  const startedMs = time.now();
  const waking = openWaking(deps, startedMs);
  let keptMs = startedMs;
  let lookedMs = startedMs;
  const known = new Map<string, EpochMs>();
  const failed = new Map<string, Failure>();
  while (!stopped.aborted) {
    // rejects only when stopped: the loop ends
    const isFirst = deps.lastDrawnMs() === undefined;
    const toMinuteMs = LOOK_EVERY_MS - (time.now() % LOOK_EVERY_MS); // nights begin with a minute
    const waitMs = isFirst && failed.size === 0 ? LOOK_FOR_FIRST_EVERY_MS : toMinuteMs;
    await sleep(time, waitMs, stopped).catch(() => {});
    const look: Look = { ...deps, ...(await deps.plan()), startedMs, known };
    for (const { feed } of look.nights) if (!known.has(feed)) known.set(feed, lookedMs);
    lookedMs = time.now();
    if (waking.isStillCatchingUp()) {
      deps.tellLate(look.nights.map((night) => dueSinceMs(night, look)).find(isMoment));
      continue;
    }
    let heldMs: number | undefined;
    for (const night of look.nights) {
      if (stopped.aborted) return;
      await unlessForeseen(
        async () => {
          const dueMs = dueSinceMs(night, look);
          if (isMoment(dueMs) && isNextSoon(night, look, dueMs)) {
            heldMs ??= dueMs;
            return;
          }
          if (isMoment(dueMs) && isResting(failed.get(night.feed), time)) return;
          if (isMoment(dueMs)) await deps.draw(night.feed);
          failed.delete(night.feed);
        },
        (why) => {
          failed.set(night.feed, failureAt(time.now(), why, failed.get(night.feed)));
          log.warn('rank.failed', { feed: night.feed, why });
        },
      );
    }
    deps.tellLate(heldMs);
    deps.tellFailed([...failed.values()][0]?.why);
    if (stopped.aborted) return;
    if (!isKeepingDue(look, keptMs)) continue;
    keptMs = time.now();
    await unlessForeseen(deps.keep, (why) => log.warn('keep.failed', { why }));
  }
}

interface Failure {
  readonly why: string;
  readonly waitMs: number;
  readonly atMs: number;
}

/** A draw may take minutes of the processor. */
const RETRY_MAX_MS = 15 * MINUTE_MS;

function failureAt(atMs: EpochMs, why: string, before: Failure | undefined): Failure {
  const waitMs = before === undefined ? MINUTE_MS : Math.min(2 * before.waitMs, RETRY_MAX_MS);
  return { why, waitMs, atMs: atMs - (atMs % MINUTE_MS) }; // of the look, not of its end
}

/** Of a clock that was set back it says nothing. */
function isResting(failure: Failure | undefined, { now }: Time): boolean {
  if (failure === undefined) return false;
  const sinceMs = now() - failure.atMs;
  return sinceMs >= 0 && sinceMs < failure.waitMs;
}

/** After the usual draw of a night, or where that failed, once; `triedMs`: here, or the start. */
function isKeepingDue({ nights, time, timezone, lastKeptMs }: Look, triedMs: EpochMs) {
  const { schedule } = nights.find(({ isUsual }) => isUsual) ?? {};
  if (schedule === undefined) return false;
  const latestMs = latestNightMs(time.now(), schedule.at, timezone, schedule.days);
  return Math.max(...[lastKeptMs() ?? 0, triedMs].filter(hasBeen(time))) < latestMs;
}

async function unlessForeseen(
  work: () => Promise<unknown>,
  tell: (why: string) => void,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof DriftlineError)) throw error;
    tell(error.message);
  }
}

/**
 * Since when a draw is due, unix ms; undefined: it is not. A feed that was never drawn waits for
 * its time, but for the very first edition.
 */
function dueSinceMs({ feed, schedule, isUsual }: Night, look: Look): number | undefined {
  const { time, timezone, lastDrawnMs, hasCandidates, startedMs, known } = look;
  if (isUsual && lastDrawnMs() === undefined)
    return hasCandidates() && isReadEnough(look, startedMs) ? startedMs : undefined;
  const latestMs = latestNightMs(time.now(), schedule.at, timezone, schedule.days);
  const sinceMs = lastDrawnMs(feed) ?? Math.min(known.get(feed) ?? startedMs, time.now());
  const isDrawn = sinceMs >= latestMs && hasBeen(time, EARLY_MAX_MS)(sinceMs);
  const isDue = !isDrawn && hasCandidates();
  return isDue ? latestMs : undefined;
}

/** So near to its next hour a late draw is left to that: who wakes then would have two editions. */
const NEXT_SOON_MS = 15 * MINUTE_MS;

function isNextSoon({ schedule }: Night, look: Look, dueMs: number): boolean {
  if (look.lastDrawnMs() === undefined) return false; // somebody waits for the first of all
  const soonMs = (look.time.now() + NEXT_SOON_MS) as EpochMs;
  return latestNightMs(soonMs, schedule.at, look.timezone, schedule.days) > dueMs;
}

/**
 * A clock that is set back over the hour, or by the hours of a zone soon after a start, leaves the
 * night its edition, a little early: else it would have two or three.
 */
const EARLY_MAX_MS = 3 * HOUR_MS;

/**
 * What lies in the future was done while the clock was ahead, and is nothing to wait for: a night
 * would be missed for each day of it.
 */
function hasBeen({ now }: Time, earlyMs = 0): (atMs: number) => boolean {
  const untilMs = now() + earlyMs;
  return (atMs) => atMs <= untilMs;
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
