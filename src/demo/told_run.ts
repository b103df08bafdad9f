import { type Cancel, DAY_MS, type EpochMs, HOUR_MS, type Time } from '../core/clock.ts';
import type { Edition } from '../core/edition.ts';
import { MORNING } from '../core/feed.ts';
import type { Log } from '../core/log.ts';
import { type ToldTime, toldTime } from '../core/told_time.ts';
import { drawEdition } from '../rank/draw.ts';
import type { Database } from '../store/database.ts';
import { type Exposure, openExposures } from '../store/exposures.ts';
import { inventReader } from './reader.ts';
import { type DemoServer, openDemoServer } from './server.ts';
import { PING_EVERY_MS } from './server_stream_sessions.ts';
import { inventWorld, type World } from './world.ts';

/**
 * Three weeks of a small fediverse, passed in seconds, with Driftline listening as it would
 * anywhere.
 */
export interface ToldRun {
  readonly world: World;
  readonly server: DemoServer;
  /** Told until it has caught up with the wall, wall time afterwards: the same one throughout. */
  readonly time: ToldTime;
}

export interface ToldRunOptions {
  readonly seed: string;
  /** Where told time ends and goes on as this one. */
  readonly wall: Time;
  readonly nights: Nights;
  readonly log: Log;
  /** Of whoever listens while time is told: who waits longer is pinged less often. */
  readonly pace: number;
  readonly people?: number;
}

/** When the nightly draw is made. */
export interface Nights {
  /** Hour of the day, 0 … 24, in `utcOffsetMs`. */
  readonly drawHour: number;
  readonly utcOffsetMs: number;
}

export interface Listening {
  readonly database: Database;
  readonly nights: Nights;
  readonly onMoment?: (nowMs: EpochMs) => void;
  readonly onEdition?: (edition: Edition) => void;
  readonly stopped?: AbortSignal;
}

export const DEMO_DAYS = 21;
const READS_AFTER_MS = 1.5 * HOUR_MS;

/** Invents the world, three weeks ago, and opens its server. Nobody listens yet. */
export async function openToldRun(options: ToldRunOptions): Promise<ToldRun> {
  const startMs = beginningOf(options.wall.now(), options.nights);
  const time = toldTime(startMs);
  const world = inventWorld({
    seed: options.seed,
    startMs,
    ...(options.people === undefined ? {} : { people: options.people }),
  });
  let isTold = true;
  const server = await openDemoServer({
    world,
    time,
    log: options.log,
    hold: time.hold,
    pingEveryMs: () => (isTold ? PING_EVERY_MS / options.pace : PING_EVERY_MS),
  });
  const handOver = (wall: Time) => {
    isTold = false;
    time.handOver(wall);
  };
  return { world, server, time: { ...time, handOver } };
}

/**
 * Lets the three weeks pass: a draw each night, and on some mornings the reader reads and acts.
 * Whoever listens must be doing so already, on `run.time`, holding it while a request is under way.
 */
export async function passThreeWeeks(
  run: ToldRun,
  wall: Time,
  listening: Listening,
): Promise<void> {
  const stopNights = arrangeNights(run, listening, wall.now());
  try {
    // The wall moves on while told time passes: a few short legs, and they meet.
    while (run.time.now() < wall.now() && !listening.stopped?.aborted) {
      await run.time.passTo(wall.now(), listening.onMoment, listening.stopped);
    }
  } finally {
    stopNights();
  }
  run.time.handOver(wall);
}

function arrangeNights(run: ToldRun, listening: Listening, wallNowMs: number): Cancel {
  const reader = inventReader(run.world, DEMO_DAYS);
  const { time } = run;
  const cancels = new Set<Cancel>();
  const night = (day: number) => {
    const atMs = nextAt(time.now(), listening.nights);
    const cancel = time.after(atMs - time.now(), () => {
      cancels.delete(cancel);
      const edition = drawEdition({
        database: listening.database,
        feed: MORNING,
        seed: `${run.world.seed}/${day}`,
        nowMs: time.now(),
        dryRun: false,
      });
      listening.onEdition?.(edition);
      // The last night's edition is for whoever opens the demo: nobody has read it yet.
      if (reader.wakesOn(day) && time.now() + DAY_MS < wallNowMs)
        cancels.add(time.after(READS_AFTER_MS, () => read(run, listening, edition, day)));
      night(day + 1);
    });
    cancels.add(cancel);
  };
  night(1);
  return () => {
    for (const cancel of cancels) cancel();
  };
}

/**
 * The seeded reader's morning: what they saw and opened, and what they did elsewhere, in another
 * app.
 */
function read(run: ToldRun, listening: Listening, edition: Edition, day: number): void {
  const { server, time } = run;
  const reader = inventReader(run.world);
  const looks = reader.read(
    edition.entries.map(({ uri }) => ({ uri, post: server.postOfUri(uri) })),
    day,
  );
  const exposures: Exposure[] = [];
  for (const { index, kind, act } of looks) {
    const entry = edition.entries[index];
    if (entry === undefined) continue;
    const atMs = (time.now() + index * 5_000) as EpochMs;
    exposures.push({
      uri: entry.uri,
      kind,
      atMs,
      position: entry.position,
      via: 'page',
      ...numberOf(edition),
    });
    if (act !== undefined && server.postOfUri(entry.uri) !== undefined) server.act(act, entry.uri);
  }
  openExposures(listening.database).record(exposures);
}

function numberOf(edition: Edition): { readonly edition?: number } {
  return edition.edition === null ? {} : { edition: edition.edition };
}

/**
 * A whole day, so that people keep their hours, and as many nights before the last draw whenever
 * the demo is started: the same seed then tells the same three weeks.
 */
function beginningOf(nowMs: number, nights: Nights): EpochMs {
  const firstNightMs = nextAt(nowMs, nights) - DEMO_DAYS * DAY_MS;
  return (Math.floor((firstNightMs - 1) / DAY_MS) * DAY_MS) as EpochMs;
}

/** The next moment at which a draw is made. */
function nextAt(nowMs: number, { drawHour, utcOffsetMs }: Nights): EpochMs {
  const localMs = nowMs + utcOffsetMs;
  const todayMs = Math.floor(localMs / DAY_MS) * DAY_MS + drawHour * HOUR_MS - utcOffsetMs;
  return (todayMs > nowMs ? todayMs : todayMs + DAY_MS) as EpochMs;
}
