import { SECOND_MS, sleep } from '../core/clock.ts';
import { counted } from '../core/counted.ts';
import type { Edition } from '../core/edition.ts';
import { DriftlineError } from '../core/errors.ts';
import { silentLog } from '../core/log.ts';
import type { Serving } from '../http/server.ts';
import { firstLook, type LookNews } from '../ingest/first_look.ts';
import { drawFeed } from '../rank/draw.ts';
import type { Database } from '../store/database.ts';
import { timeOfDraws } from './clock_ahead.ts';
import { keepCredentials, readCredentials } from './credentials.ts';
import { feedToDraw } from './feed_to_draw.ts';
import { openFillingIn } from './filling_in.ts';
import { ingestDeps, paceOf } from './ingest_wiring.ts';
import { obtainCredentials } from './login_ways.ts';
import { servePage, untilStopped } from './page_wiring.ts';
import type { Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';
import type { Trial, TryOptions } from './try.ts';
import { type Choice, openChoice } from './try_choice.ts';
import { discardTrial, keepTrial } from './try_end.ts';

/** What is here by then makes the first edition: it is promised within a minute. */
const LOOK_MAX_MS = 45 * SECOND_MS;
const PORT = 4040;

/** Logs in, reads, draws, serves, and ends as the owner wishes. Whatever fails leaves nothing. */
export async function showTrial(server: string, options: TryOptions, trial: Trial): Promise<void> {
  const { session, surroundings, mayKeep, own } = trial;
  const { stderr, time } = surroundings;
  if (!mayKeep)
    stderr.write(`Only to look at: your own Driftline (${own.databaseFile}) stays as it is.\n`);
  const credentials = await obtainCredentials({ server, options, session, surroundings });
  let isKept = false;
  try {
    keepCredentials(session, surroundings, { ...credentials, logged_in_at_ms: time.now() });
    stderr.write(`Logged in as @${credentials.acct}, read-only.\n`);
    const database = await session.openDatabase('make');
    let choice: Choice;
    try {
      choice = await lookAround(database, options, trial);
      if (choice === 'keep') askForTheWeek(database, trial);
    } finally {
      database.close();
    }
    if (choice === 'keep') keepTrial(trial);
    isKept = choice === 'keep';
  } finally {
    if (!isKept) await discardTrial(trial);
  }
}

/** Its edition is the first: no other will have the week before read, as a first one does. */
function askForTheWeek(database: Database, { surroundings }: Trial): void {
  const { time, env } = surroundings;
  openFillingIn({ database, time, pace: paceOf(env), log: silentLog }).begin();
}

async function lookAround(database: Database, options: TryOptions, trial: Trial): Promise<Choice> {
  const { session, surroundings } = trial;
  const ending = new AbortController();
  const stopped = AbortSignal.any([surroundings.stopped, ending.signal]);
  const inner = { ...surroundings, stopped };
  const startedMs = surroundings.time.now();
  const reading = readFirst(database, session, inner);
  let serving: Serving | undefined;
  try {
    const isWhole = await Promise.race([
      reading.then(() => true),
      sleep(inner.time, LOOK_MAX_MS, stopped).then(() => false),
    ]);
    const config = await session.config();
    const edition = await drawFeed({
      database,
      feed: feedToDraw(config, [config.rank.feed, 'feed'], session, surroundings),
      seed: surroundings.randomText(),
      nowMs: timeOfDraws(database, inner.time).now(),
      dryRun: false,
      runOwnSql: surroundings.runOwnSql,
    });
    serving = await serveOnAnyPort(database, options, session, inner);
    const seconds = Math.ceil((inner.time.now() - startedMs) / SECOND_MS);
    tell({ edition, url: serving.url, seconds, isWhole }, session);
    const choice = openChoice(options, trial);
    const late = reading.catch((error: unknown) => tellLate(error, inner));
    return await Promise.race([
      choice.typed,
      untilStopped(surroundings.stopped).then(choice.ask),
      late.then(() => new Promise<never>(() => {})),
    ]);
  } catch (error) {
    // Stopped before there was anything to keep.
    if (surroundings.stopped.aborted) return 'discard';
    throw error;
  } finally {
    ending.abort();
    await reading.catch(() => {}); // told already, or ended by the line above
    await serving?.close();
  }
}

/** What is here can be read all the same. */
function tellLate(error: unknown, { stopped, stderr }: Surroundings): void {
  if (stopped.aborted) return;
  if (!(error instanceof DriftlineError)) throw error;
  stderr.write(`Not everything could be read: ${error.message}\n`);
}

async function readFirst(
  database: Database,
  session: Session,
  surroundings: Surroundings,
): Promise<void> {
  const { stderr } = surroundings;
  const kept = readCredentials(session, surroundings);
  if (kept === undefined) throw new DriftlineError('unauthorized', 'the login is gone: try again');
  const log = { ...silentLog, warn: session.log.warn };
  stderr.write('Reading your home, whom you follow, and your last favourites …\n');
  const deps = ingestDeps(database, kept, { ...session, log }, surroundings);
  await firstLook(deps, (news) => stderr.write(`  ${newsWords(news)}\n`));
}

function newsWords(news: LookNews): string {
  switch (news.kind) {
    case 'home':
      return `${counted(news.entries, 'entry', 'entries')} of your home`;
    case 'follows':
      return `${counted(news.people, 'person', 'people')} whom you follow`;
    case 'failing':
      return `done without: ${news.what.join(', ')} (your server is well, and fails over that)`;
    default:
      return counted(news.posts, 'favourite');
  }
}

async function serveOnAnyPort(
  database: Database,
  { port }: TryOptions,
  session: Session,
  surroundings: Surroundings,
): Promise<Serving> {
  const config = await session.config();
  const log = { ...silentLog, warn: session.log.warn };
  const serve = (on: number) => {
    const settings = { database, config, port: on, health: () => [], notices: () => [NOTICE] };
    return servePage(settings, { ...session, log }, surroundings);
  };
  try {
    return await serve(port ?? PORT);
  } catch (error) {
    const isTaken = error instanceof DriftlineError && error.code === 'busy';
    if (!isTaken || port !== undefined) throw error;
    return serve(0); // the owner's own Driftline may be there
  }
}

const NOTICE = {
  label: 'TRIAL',
  text: 'Your home as it is now; nothing more is collected. The terminal asks what becomes of it.',
  lines: [],
};

interface Shown {
  readonly edition: Edition;
  readonly url: string;
  readonly seconds: number;
  readonly isWhole: boolean;
}

function tell({ edition, url, seconds, isWhole }: Shown, session: Session): void {
  const { size, report } = edition;
  if (session.asJson) {
    const { candidates } = report;
    session.answer({ edition: edition.edition, posts: size, candidates, seconds, url });
    return;
  }
  session.say(
    `Your first edition: ${counted(size, 'post')} out of ` +
      `${counted(report.candidates, 'unseen post')}, ` +
      `${counted(seconds, 'second')} after you said yes.`,
    ...(isWhole
      ? []
      : ['Not everything was here yet: "draw again" on the page takes in the rest.']),
    `Read it: ${url}`,
  );
}
