import { DAY_MS, type EpochMs } from '../core/clock.ts';
import { counted } from '../core/counted.ts';
import type { Edition } from '../core/edition.ts';
import { MORNING } from '../core/feed.ts';
import { type Log, silentLog } from '../core/log.ts';
import { differenceOf, sayDifference } from '../demo/difference.ts';
import { heldSend, heldSocket } from '../demo/held_network.ts';
import { type Nights, openToldRun, passThreeWeeks, type ToldRun } from '../demo/told_run.ts';
import { drawFrom } from '../demo/world_draw.ts';
import type { Notice, Trouble } from '../http/server.ts';
import { ingest } from '../ingest/ingest.ts';
import type { Database } from '../store/database.ts';
import { WISH_KINDS } from '../store/outbox.ts';
import type { DemoChoice } from './demo.ts';
import { listenForKeys } from './demo_keys.ts';
import { demoLog } from './demo_log.ts';
import { progressBar } from './demo_progress.ts';
import { holdProgram } from './held_program.ts';
import { ingestDeps, openLines } from './ingest_wiring.ts';
import { openSending } from './keep_sending.ts';
import { latestNightMs } from './latest_night.ts';
import { openMediaWiring, withDemoMedia } from './media_wiring.ts';
import { servePage, untilStopped } from './page_wiring.ts';
import type { Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';
import { widthOf, wrap } from './terminal_text.ts';
import { timezoneOf } from './timezone.ts';

/**
 * While three weeks pass in seconds, the periods of ingest are so much longer: nobody loses
 * anything by it, since the server's home reaches back a day, and thirty thousand polls would take
 * their minutes.
 */
const TOLD_PACE = 1 / 150;
const DRAW_HOUR = 5.5;

/** Invents the fediverse, lets three weeks pass, serves the last night's edition, and goes on. */
export async function showDemo(
  choice: DemoChoice,
  session: Session,
  surroundings: Surroundings,
): Promise<void> {
  const { stderr, time: wall } = surroundings;
  const startedMs = wall.now();
  stderr.write('Inventing a small fediverse …\n');
  const log = demoLog(stderr.write);
  await holdProgram(surroundings);
  const utcOffset = utcOffsetMs(wall.now(), timezoneOf(await session.config()));
  const nights = { drawHour: DRAW_HOUR, utcOffsetMs: utcOffset };
  const run = await openToldRun({
    seed: choice.seed,
    wall,
    nights,
    log: silentLog,
    pace: TOLD_PACE,
  });
  const database = await session.openDatabase('make');
  try {
    const followed = run.world.people.filter((person) => person.isFollowed).length;
    stderr.write(
      `${counted(followed, 'person', 'people')} to follow, on a server at ${run.server.url}\n`,
    );
    const edition = await liveThrough({ run, database, nights }, session, surroundings);
    const seconds = Math.round((wall.now() - startedMs) / 1_000);
    stderr.write(`Three weeks passed in ${counted(seconds, 'second')}.\n\n`);
    await goOn({ run, database, edition, log, choice }, session, surroundings);
  } finally {
    database.close();
    await run.server.close();
  }
}

interface Living {
  readonly run: ToldRun;
  readonly database: Database;
  readonly nights: Nights;
}

/** Driftline listens as it would to any server; told time stands while a request is under way. */
async function liveThrough(
  { run, database, nights }: Living,
  session: Session,
  surroundings: Surroundings,
): Promise<Edition | undefined> {
  const { stderr, time: wall, stopped } = surroundings;
  const ending = new AbortController();
  const access = { server: run.server.url, token: run.server.token };
  const deps = ingestDeps(database, access, session, { ...surroundings, time: run.time });
  const listening = ingest({
    ...deps,
    pace: TOLD_PACE,
    random: drawFrom(`${run.world.seed}/listening`).share,
    log: silentLog,
    send: heldSend(run.time, deps.send),
    openSocket: heldSocket(run.time, deps.openSocket),
    signal: AbortSignal.any([stopped, ending.signal]),
  });
  let last: Edition | undefined;
  const bar = progressBar(stderr);
  const startMs = run.time.now();
  try {
    await Promise.race([
      listening, // ends only with an error while told time passes
      passThreeWeeks(run, wall, {
        database,
        nights,
        onMoment: (nowMs) => bar.move((nowMs - startMs) / DAY_MS),
        onEdition(edition) {
          last = edition;
        },
        stopped,
      }),
    ]);
  } finally {
    bar.end();
    ending.abort();
  }
  await listening;
  stopped.throwIfAborted();
  return last;
}

interface Going {
  readonly run: ToldRun;
  readonly database: Database;
  readonly edition: Edition | undefined;
  readonly log: Log;
  readonly choice: DemoChoice;
}

/** From here on at wall time: the page is served, and the fediverse goes on. */
async function goOn(going: Going, session: Session, surroundings: Surroundings): Promise<void> {
  const { run, database, edition, log, choice } = going;
  const access = { server: run.server.url, token: run.server.token };
  const lines = edition === undefined ? [] : linesOf(going, edition.edition as number);
  let trouble: Trouble | undefined;
  const ending = new AbortController();
  const inner: Surroundings = {
    ...surroundings,
    time: run.time,
    stopped: AbortSignal.any([surroundings.stopped, ending.signal]),
  };
  const may = new Set(WISH_KINDS);
  const login = { ...access, mark: 'demo', may };
  const lineOf = openLines(database, { ...session, log }, inner);
  const { acting, keep } = openSending(
    { database, lineOf, access: login },
    { ...session, log },
    inner,
  );
  const settings = {
    database,
    config: withDemoMedia(await session.config()),
    port: choice.port,
    acting,
    access,
    health: () => (trouble === undefined ? [] : [trouble]),
    notices: () => [noticeOf(lines)],
  };
  const serving = await servePage(settings, { ...session, log }, inner);
  const { fetchAside } = openMediaWiring(settings, { ...session, log }, inner);
  if (edition !== undefined) fetchAside(edition.edition as number);
  try {
    const columns = widthOf(surroundings.stdout);
    session.say(...lines.map((line) => wrap(line, columns, '')), '');
    session.say(...invitation(serving.url, columns));
    await Promise.race([
      untilStopped(inner.stopped),
      keep(),
      listenForKeys({ run, session, edition, feed: MORNING }, inner),
      ingest({
        ...ingestDeps(database, access, { ...session, log }, inner),
        line: lineOf(login),
        onNews(news) {
          trouble =
            news.kind === 'down' || news.kind === 'waiting' ? awaySince(news.sinceMs) : undefined;
        },
      }),
    ]);
  } finally {
    ending.abort();
    await serving.close();
  }
}

function awaySince(sinceMs: EpochMs): Trouble {
  return {
    what: 'The demo’s server is away',
    sinceMs,
    remedy: 'Driftline keeps trying, and fills in what it missed when the server is back.',
  };
}

function linesOf({ run, database }: Going, number: number): readonly string[] {
  const difference = differenceOf(database, run.world, run.server, number);
  return difference === undefined ? [] : sayDifference(difference);
}

function noticeOf(lines: readonly string[]): Notice {
  return {
    label: 'DEMO',
    text: 'All people here are invented, and so is everything they say.',
    lines,
  };
}

const TO_TRY = [
  'On the page, press w on any post: why it is there, factor by factor.',
  'Here, type "weight quiet 3" and Enter: what would enter, leave and move with the factor ' +
    'of quiet voices to the power of 3. (Any signal: freshness, social_proof, own_percentile …)',
  'Here, type "stop" and Enter: the server is away for a minute. The page’s head says so, and ' +
    'the hole stands on its page "statistics" until it is filled.',
];

function invitation(url: string, columns: number): readonly string[] {
  return [
    `Read the edition: ${url}`,
    '',
    'Three things to try:',
    ...TO_TRY.map((one, at) => `  ${at + 1}. ${wrap(one, columns, '     ').slice(5)}`),
    '',
    'Ctrl-C ends it.',
  ];
}

/** How far the zone's clocks are before UTC tonight. */
function utcOffsetMs(nowMs: EpochMs, timezone: string): number {
  const midnightMs = latestNightMs(nowMs, '00:00', timezone);
  const pastMs = midnightMs % DAY_MS;
  return pastMs > DAY_MS / 2 ? DAY_MS - pastMs : -pastMs;
}
