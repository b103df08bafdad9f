import { Cron } from 'croner';
import { DAY_MS, type EpochMs, isoOf, MINUTE_MS, sleep, type Time } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import type { Log } from '../core/log.ts';

export interface NightsDeps {
  readonly time: Time;
  /** HH:MM in `timezone`. */
  readonly at: string;
  readonly timezone: string;
  readonly stopped: AbortSignal;
  readonly log: Log;
  /** When the newest edition was drawn; undefined: there is none. */
  readonly lastDrawnMs: () => number | undefined;
  /** Whether there is anything to draw from. */
  readonly hasCandidates: () => boolean;
  /** Whether what the owner did elsewhere was asked for. */
  readonly knowsTaste: () => boolean;
  readonly draw: () => Promise<unknown>;
}

/**
 * A machine that slept wakes with its timers late: looking each minute needs no timer to be right.
 */
const LOOK_EVERY_MS = MINUTE_MS;
/** So long the first edition waits for the owner's taste, where the server does not tell of it. */
const TASTE_WAIT_MS = 10 * MINUTE_MS;

/**
 * Draws once each night, and as soon as possible where the last night was slept through, until
 * stopped. The first edition is drawn as soon as something has come in and the owner's favourites
 * are known. A draw that fails is logged, and tried again.
 */
export async function drawEachNight(deps: NightsDeps): Promise<void> {
  const { time, stopped, log } = deps;
  const patientUntilMs = time.now() + TASTE_WAIT_MS;
  while (!stopped.aborted) {
    // rejects only when stopped: the loop ends
    await sleep(time, LOOK_EVERY_MS, stopped).catch(() => {});
    if (stopped.aborted) return;
    try {
      if (isDue(deps, patientUntilMs)) await deps.draw();
    } catch (error) {
      if (!(error instanceof DriftlineError)) throw error;
      log.warn('rank.failed', { why: error.message });
    }
  }
}

function isDue(deps: NightsDeps, patientUntilMs: number): boolean {
  const { time, at, timezone, lastDrawnMs, hasCandidates, knowsTaste } = deps;
  const lastMs = lastDrawnMs();
  if (lastMs === undefined)
    return hasCandidates() && (knowsTaste() || time.now() >= patientUntilMs);
  return lastMs < latestNightMs(time.now(), at, timezone) && hasCandidates();
}

/** The last moment, up to now, at which it was `at` in `timezone`. */
export function latestNightMs(nowMs: EpochMs, at: string, timezone: string): number {
  const [hour, minute] = at.split(':').map(Number) as [number, number];
  const nights = new Cron(`${minute} ${hour} * * *`, { paused: true, timezone });
  // From two days back on: the clocks may have been set, and a night may have been 23 or 25 hours
  // ago.
  let latest = nights.nextRun(isoOf((nowMs - 2 * DAY_MS) as EpochMs));
  for (let tries = 0; tries < 3 && latest !== null; tries += 1) {
    const next = nights.nextRun(latest);
    if (next === null || next.getTime() > nowMs) break;
    latest = next;
  }
  return latest?.getTime() ?? 0;
}
