import type { DueDeps, Night } from '../../src/cli/due_nights.ts';
import { drawEachNight } from '../../src/cli/nights.ts';
import { type EpochMs, isoOf, type Time } from '../../src/core/clock.ts';
import { DriftlineError } from '../../src/core/errors.ts';
import { silentLog } from '../../src/core/log.ts';
import { DAYS } from '../../src/core/schedule.ts';
import { toldTime } from '../../src/core/told_time.ts';
import { openFeedEditions } from '../../src/store/feed_editions.ts';
import type { FirstReading } from '../../src/store/stats.ts';
import { aNewDatabase } from './new_database.ts';

export const at = (iso: string) => Date.parse(iso) as EpochMs;

export const MORNING_NIGHT: Night = {
  feed: 'morning',
  schedule: { at: '05:30', days: DAYS },
  isUsual: true,
};

interface Nights {
  readonly hasCandidates?: () => boolean;
  /** How many draws fail. */
  readonly failures?: number;
  /** A feed whose draws all fail. */
  readonly failing?: string;
  readonly firstReading?: () => FirstReading | undefined;
  readonly isHeldUp?: () => boolean;
  readonly nights?: () => readonly Night[];
  readonly lastHeardMs?: () => number | undefined;
  readonly planned?: DueDeps['planned'];
}

/** Nights on told time, from noon on. */
export function nightsFrom(
  start: string,
  {
    hasCandidates = () => true,
    failures = 0,
    failing,
    firstReading = () => ({ homeReadMs: 0, isWhole: true }),
    isHeldUp = () => false,
    nights = () => [MORNING_NIGHT],
    lastHeardMs = () => undefined,
    planned = openFeedEditions(aNewDatabase()).planned,
  }: Nights = {},
) {
  const told = toldTime(at(start));
  let sleptMs = 0;
  const time: Time = {
    now: () => (told.now() + sleptMs) as EpochMs,
    after: (delayMs, run) => told.after(delayMs, run),
  };
  /** The machine sleeps: its clock goes on, its timers do not. */
  const sleepUntil = (untilMs: number) => {
    sleptMs += untilMs - time.now();
  };
  const stop = new AbortController();
  const drawn: string[] = [];
  let left = failures;
  const last = new Map<string, number>();
  const kept: string[] = [];
  const late: (string | undefined)[] = [];
  const failed: (string | undefined)[] = [];
  let lastKeptMs: number | undefined;
  const done = drawEachNight({
    time,
    plan: async () => ({ nights: nights(), timezone: 'UTC' }),
    stopped: stop.signal,
    log: silentLog,
    lastDrawnMs: (feed) => (feed === undefined ? [...last.values()].at(-1) : last.get(feed)),
    hasCandidates,
    firstReading,
    isHeldUp,
    lastHeardMs,
    planned,
    tellLate: (nightMs) => {
      const said = nightMs === undefined ? undefined : isoOf(nightMs as EpochMs);
      if (late.at(-1) !== said) late.push(said);
    },
    tellFailed: (why) => {
      if (failed.at(-1) !== why) failed.push(why);
    },
    lastKeptMs: () => lastKeptMs,
    keep: async () => {
      lastKeptMs = time.now();
      kept.push(isoOf(time.now()));
    },
    draw: async (feed) => {
      if (left > 0 || feed === failing) {
        left -= 1;
        throw new DriftlineError('storage', 'the disk is full');
      }
      last.set(feed, time.now());
      drawn.push(feed === 'morning' ? isoOf(time.now()) : `${feed} ${isoOf(time.now())}`);
    },
  });
  const pass = (ms: number) => told.passTo((told.now() + ms) as EpochMs);
  const end = async () => {
    stop.abort(new Error('enough'));
    await done;
  };
  return { drawn, kept, late, failed, time, sleepUntil, pass, end };
}
