import type { Command } from 'commander';
import type { Config } from '../core/config.ts';
import { DriftlineError } from '../core/errors.ts';
import type { DrawRequest, Notice, Trouble } from '../http/server.ts';
import type { ZoneDesk } from '../http/web/zone_line.tsx';
import type { Database } from '../store/database.ts';
import type { FillingIn } from './filling_in.ts';
import { addReachOptions, type Reached, type ReachOptions, reachOf, sayWhere } from './reached.ts';
import { openSession, type Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';

interface Options extends ReachOptions {
  readonly endWhenUpdated?: true;
}

export function define(command: Command, surroundings: Surroundings): void {
  addReachOptions(command)
    .option(
      '--end-when-updated',
      'end with 1 when another version is installed over it, for a service',
    )
    .action((options: Options) => run(command, surroundings, options));
}

async function run(command: Command, surroundings: Surroundings, options: Options): Promise<void> {
  const session = openSession(command, surroundings);
  const settings = await session.config();
  const reach = reachOf(settings.serve, options);
  const config = { ...settings, serve: reach };
  const database = await session.openDatabase('make');
  try {
    const { takeIngestLock } = await import('../store/lock.ts');
    const { holdProgram } = await import('./held_program.ts');
    const { openStats } = await import('../store/stats.ts');
    await holdProgram(surroundings);
    const lock = takeIngestLock(session.databaseFile);
    try {
      // Before the page is there: what somebody draws on it is not the first edition.
      const isBeginning = openStats(database).lastEdition() === undefined;
      const endsWhenUpdated = options.endWhenUpdated === true;
      const works = { database, config, reach, isBeginning, endsWhenUpdated };
      await runAll(works, session, surroundings);
    } finally {
      lock.release();
    }
  } finally {
    database.close();
  }
}

interface Works {
  readonly database: Database;
  readonly config: Config;
  readonly reach: Reached;
  readonly isBeginning: boolean;
  /** Somebody starts it anew then. */
  readonly endsWhenUpdated: boolean;
}

/**
 * Four works side by side. One that breaks in an unforeseen way ends all of them, with its reason.
 */
async function runAll(works: Works, session: Session, surroundings: Surroundings): Promise<void> {
  const [page, media, { keepIngesting }, { openSending }, { openLines, paceOf }] =
    await Promise.all([
      import('./page_wiring.ts'),
      import('./media_wiring.ts'),
      import('./keep_ingesting.ts'),
      import('./keep_sending.ts'),
      import('./ingest_wiring.ts'),
    ]);
  const [{ openFillingIn }, { openZone }, { endWhenUpdated }] = await Promise.all([
    import('./filling_in.ts'),
    import('./zone_on_page.ts'),
    import('./end_when_updated.ts'),
  ]);
  const { database, config, reach, endsWhenUpdated } = works;
  const { time, env } = surroundings;
  let trouble: Trouble | undefined;
  let undrawn: Trouble | undefined;
  let unkept: Trouble | undefined;
  const health = () => [trouble, undrawn, unkept].filter((one) => one !== undefined);
  const tell = (news: Trouble | undefined) => {
    trouble = news;
  };
  const ending = new AbortController();
  const stopped = AbortSignal.any([surroundings.stopped, ending.signal]);
  const inner: Surroundings = { ...surroundings, stopped };
  const lineOf = openLines(database, session, inner);
  const sending = openSending({ database, lineOf }, session, inner);
  const { acting } = sending;
  const { port, tls } = reach;
  const filling = openFillingIn({ database, time, pace: paceOf(env), log: session.log });
  let lateMs: number | undefined;
  const tellLate = (nightMs: number | undefined) => {
    lateMs = nightMs;
  };
  const tellFailed = (why: string | undefined) => {
    undrawn = why === undefined ? undefined : undrawnOf(why);
  };
  const tellUnkept = (why: string | undefined) => {
    unkept = why === undefined ? undefined : unkeptOf(why);
  };
  const notices = () => [
    ...(trouble === undefined ? filling.notices() : []), // nothing is read back meanwhile
    ...(lateMs === undefined ? [] : [LATE]),
  ];
  const zone = openZone(config, session, inner);
  const shown = { health, acting, notices, zone, endsWhenUpdated };
  const settings = { database, config, port, tls, lineOf, ...shown };
  const serving = await page.servePage(settings, session, surroundings);
  sayWhere(serving.url, { ...config.serve, tls }, session);
  const { fetchAside } = media.openMediaWiring(works, session, inner);
  const draw = page.drawOnDemand(works, session, inner, fetchAside);
  const tells = { tellLate, tellFailed, tellUnkept };
  const drawing = { ...works, ...tells, draw, filling, zone, url: serving.url };
  const watched = { database, end: (reason: DriftlineError) => ending.abort(reason) };
  try {
    await Promise.all([
      page.untilStopped(stopped),
      keepIngesting({ database, lineOf, tell }, session, inner),
      sending.keep(),
      drawAtNight(drawing, session, inner),
      endsWhenUpdated ? endWhenUpdated(watched, session, inner) : undefined,
    ]);
    ending.signal.throwIfAborted();
  } finally {
    ending.abort();
    await serving.close();
  }
}

const LATE: Notice = {
  label: 'SOON',
  text: 'The night’s edition is late: what came meanwhile is fetched first, and then it is drawn.',
  lines: [],
};

function undrawnOf(why: string): Trouble {
  return {
    what: `The night’s edition could not be drawn: ${why}`,
    remedy: 'It is tried again, at first after a minute, then every quarter of an hour.',
  };
}

function unkeptOf(why: string): Trouble {
  return {
    what: `What is old could not be packed or let go: ${why}`,
    remedy: 'It is tried again after the next night; "driftline prune" does it at any time.',
  };
}

interface Drawing extends Works {
  readonly tellLate: (nightMs: number | undefined) => void;
  readonly tellFailed: (why: string | undefined) => void;
  /** Told why the store could not be kept; undefined: it was. */
  readonly tellUnkept: (why: string | undefined) => void;
  readonly draw: (request: DrawRequest) => Promise<number>;
  readonly filling: FillingIn;
  readonly zone: ZoneDesk;
  readonly url: string;
}

async function drawAtNight(
  drawing: Drawing,
  session: Session,
  surroundings: Surroundings,
): Promise<void> {
  const [nights, { timeOfDraws }, { openStats }, feeds, { openPruning }, { tellBeginning }] =
    await Promise.all([
      import('./nights.ts'),
      import('./clock_ahead.ts'),
      import('../store/stats.ts'),
      import('../store/feed_editions.ts'),
      import('../store/pruning.ts'),
      import('./first_edition.ts'),
    ]);
  const { nightsOf } = await import('./due_nights.ts');
  const { keepAtNight } = await import('./keep_at_night.ts');
  const { handOver } = await import('./after_draw.ts');
  const { openStandingSettings } = await import('./standing_settings.ts');
  const { database, config, isBeginning, draw, filling, zone, url } = drawing;
  const { time, stopped } = surroundings;
  const stats = openStats(database);
  const editions = feeds.openFeedEditions(database);
  let awaitsFirst = isBeginning;
  let handing = Promise.resolve();
  const settings = openStandingSettings(config, session);
  const isFirst = isBeginning || stats.lastEdition()?.edition === 1;
  const beginning = { stats, filling, url, isBeginning };
  const first = isFirst ? tellBeginning(beginning, session, surroundings) : undefined;
  await nights.drawEachNight({
    time: timeOfDraws(database, time),
    plan: async () => {
      first?.look();
      const now = await settings();
      return { nights: nightsOf(now), timezone: now.timezone ?? zone.now() };
    },
    stopped,
    log: session.log,
    lastDrawnMs: (feed) => {
      if (feed !== undefined) return editions.last().get(feed)?.drawn_at_ms;
      return awaitsFirst ? undefined : stats.lastEdition()?.drawn_at_ms;
    },
    hasCandidates: () => stats.hasCandidates(),
    planned: editions.planned,
    firstReading: () => stats.firstReading(),
    isHeldUp: filling.isHeldUp,
    lastHeardMs: () => stats.lastHeardMs(),
    tellLate: drawing.tellLate,
    tellFailed: drawing.tellFailed,
    draw: async (feed) => {
      const edition = await draw({ feed });
      // It has its time: no draw waits for it, but the next edition’s, into the same file perhaps.
      const now = await settings();
      handing = handing.then(() =>
        handOver({ database, config: now, edition }, session, surroundings),
      );
      if (awaitsFirst) first?.drawn();
      awaitsFirst = false;
    },
    lastKeptMs: openPruning(database).lastKeptMs,
    keep: async () => {
      try {
        await keepAtNight({ database, config: await settings(), stopped }, session, surroundings);
        drawing.tellUnkept(undefined);
      } catch (error) {
        if (error instanceof DriftlineError) drawing.tellUnkept(error.message);
        throw error;
      }
    },
  });
}
