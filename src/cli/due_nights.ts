import { type EpochMs, HOUR_MS, MINUTE_MS, type Time } from '../core/clock.ts';
import { type Config, scheduleOf } from '../core/config.ts';
import { DriftlineError } from '../core/errors.ts';
import type { Feed } from '../core/feed.ts';
import type { Log } from '../core/log.ts';
import type { Schedule } from '../core/schedule.ts';
import { latestNightMs } from './latest_night.ts';
import { type FirstReadingDeps, isReadEnough } from './read_enough.ts';

export interface DueDeps extends FirstReadingDeps {
  readonly stopped: AbortSignal;
  readonly log: Log;
  /** When the newest edition of a feed, or of any, was drawn; undefined: there is none. */
  readonly lastDrawnMs: (feed?: string) => number | undefined;
  /** Whether there is anything to draw from. */
  readonly hasCandidates: () => boolean;
  readonly draw: (feed: string) => Promise<unknown>;
  /** Since when each of these feeds is in the plan; it outlives a start anew. */
  readonly planned: (feeds: readonly string[], sinceMs: EpochMs) => ReadonlyMap<string, EpochMs>;
  /** When bodies were packed and let go last; undefined: never. */
  readonly lastKeptMs: () => number | undefined;
  /** Packs them and lets them go. A failure waits for the next night. */
  readonly keep: () => Promise<unknown>;
}

export interface Plan {
  readonly nights: readonly Night[];
  readonly timezone: string;
}

export interface Look extends DueDeps, Plan {
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

/** The feeds that are drawn by themselves, the usual one first. */
export function feedsOfNights(config: Config): readonly Feed[] {
  return nightsOf(config).flatMap(({ feed }) => config.feeds[feed] ?? []);
}

interface Drawn {
  /** Of a draw that is left to its next hour: since when it is due, unix ms. */
  readonly heldMs: number | undefined;
  /** Drawn, or tried: the rest was not due. */
  readonly tried: ReadonlySet<string>;
}

/**
 * Draws what is due, one feed after the other. One that fails is logged, and rests in `failed`; it
 * keeps no other from its own draw.
 */
export async function drawDue(look: Look, failed: Map<string, Failure>): Promise<Drawn> {
  const { time, stopped, log, draw } = look;
  const planned = new Set(look.nights.map(({ feed }) => feed));
  for (const feed of failed.keys()) if (!planned.has(feed)) failed.delete(feed);
  const tried = new Set<string>();
  let heldMs: number | undefined;
  for (const night of look.nights) {
    if (stopped.aborted) break;
    const { feed } = night;
    await unlessForeseen(
      async () => {
        const dueMs = dueSinceMs(night, look);
        if (dueMs !== undefined) {
          if (isNextSoon(night, look, dueMs)) {
            heldMs ??= dueMs;
            return;
          }
          if (isResting(failed.get(feed), time)) return;
          tried.add(feed);
          await draw(feed);
        }
        failed.delete(feed);
      },
      (why) => {
        failed.set(feed, failureAt(time.now(), why, failed.get(feed)));
        log.warn('rank.failed', { feed, why });
      },
    );
  }
  return { heldMs, tried };
}

/** Since when each of the plan is in it: since `sinceMs` where that is not known, or not to be had. */
export async function knownSince(
  { nights, planned }: Pick<Look, 'nights' | 'planned'>,
  sinceMs: EpochMs,
): Promise<ReadonlyMap<string, EpochMs>> {
  const feeds = nights.map(({ feed }) => feed);
  let known: ReadonlyMap<string, EpochMs> = new Map(feeds.map((feed) => [feed, sinceMs]));
  await unlessForeseen(
    async () => {
      known = planned(feeds, sinceMs);
    },
    () => {}, // a full disk: the draw will say so
  );
  return known;
}

/** After the usual draw of a night, or where that failed, once; `triedMs`: here, or the start. */
export function isKeepingDue(
  { nights, timezone }: Plan,
  { time, lastKeptMs }: DueDeps,
  triedMs: EpochMs | undefined,
): boolean {
  const { schedule } = nights.find(({ isUsual }) => isUsual) ?? {};
  if (schedule === undefined) return false;
  const latestMs = latestNightMs(time.now(), schedule.at, timezone, schedule.days);
  return Math.max(...[lastKeptMs() ?? 0, triedMs ?? 0].filter(hasBeen(time))) < latestMs;
}

/** Packs and lets go what is old; a failure is logged. */
export function keepDue({ keep, log }: DueDeps): Promise<void> {
  return unlessForeseen(keep, (why) => log.warn('keep.failed', { why }));
}

export interface Failure {
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
export function dueSinceMs({ feed, schedule, isUsual }: Night, look: Look): number | undefined {
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
export function hasBeen({ now }: Time, earlyMs = 0): (atMs: number) => boolean {
  const untilMs = now() + earlyMs;
  return (atMs) => atMs <= untilMs;
}
