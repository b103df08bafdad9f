import type { Command } from 'commander';
import { DAY_MS, type EpochMs, isoOf } from '../core/clock.ts';
import { counted, grouped } from '../core/counted.ts';
import { DriftlineError } from '../core/errors.ts';
import { standingWords } from '../core/hole_words.ts';
import type { Backfilled, BackfillNews } from '../ingest/backfill.ts';
import type { Database } from '../store/database.ts';
import { openIngestState } from '../store/ingest_state.ts';
import { openLogins } from '../store/logins.ts';
import { openStats } from '../store/stats.ts';
import { type Access, needAccess, withRemedy } from './access.ts';
import { readDays } from './option_values.ts';
import { byTenths, startedBar } from './progress_bar.ts';
import { openSession, type Session } from './session.ts';
import type { Output, Surroundings } from './surroundings.ts';

const USUAL_DAYS = 7;

export function define(command: Command, surroundings: Surroundings): void {
  command
    .option('--days <number>', `how far back from now (default: ${USUAL_DAYS})`, readDays)
    .action((options: { readonly days?: number }) =>
      readBack(command, surroundings, options.days ?? USUAL_DAYS),
    );
}

async function readBack(command: Command, surroundings: Surroundings, days: number): Promise<void> {
  const session = openSession(command, surroundings);
  const access = await needAccess(session, surroundings);
  const database = await session.openDatabase('make');
  try {
    const { takeIngestLock } = await import('../store/lock.ts');
    let lock: ReturnType<typeof takeIngestLock>;
    try {
      lock = takeIngestLock(session.databaseFile);
    } catch (error) {
      if (!(error instanceof DriftlineError) || error.code !== 'busy') throw error;
      return await handOver({ database, access, days, busy: error }, session, surroundings);
    }
    try {
      await readHere({ database, access, days }, session, surroundings);
    } finally {
      lock.release();
    }
  } finally {
    database.close();
  }
}

interface Asked {
  readonly database: Database;
  readonly access: Access;
  readonly days: number;
}

async function readHere(
  { database, access, days }: Asked,
  session: Session,
  surroundings: Surroundings,
): Promise<void> {
  const [{ backfill }, { holdProgram }, { ingestDeps }, { keepUp }] = await Promise.all([
    import('../ingest/backfill.ts'),
    import('./held_program.ts'),
    import('./ingest_wiring.ts'),
    import('../rank/upkeep.ts'),
  ]);
  await holdProgram(surroundings); // it may take a day
  const { stderr, stopped, time } = surroundings;
  const teller = openTeller(stderr);
  let soFar: Backfilled = { found: 0, read: 0, failing: [] };
  const onNews = (news: BackfillNews) => {
    if (news.kind === 'progress') soFar = { ...soFar, found: news.found, read: news.read };
    teller.tell(news);
  };
  // Whom the owner likes best is reckoned by a draw; before the first they are read first, too.
  const onTaste = () => {
    const isDrawn = openStats(database).lastEdition() !== undefined;
    if (!isDrawn) keepUp(database, serverNowMs(database, access.server, time.now()), () => {});
  };
  try {
    const deps = ingestDeps(database, access, session, surroundings);
    const done = await backfill(deps, { days, onNews, onTaste });
    teller.end();
    answer({ ...done, isComplete: true }, { database, access, days }, session, surroundings);
  } catch (error) {
    teller.end();
    if (!stopped.aborted) throw withRemedy(error, access);
    stderr.write('Stopped. The same command goes on where it ended; so does "driftline run".\n');
    const done = { ...soFar, isComplete: false };
    if (session.asJson) answer(done, { database, access, days }, session, surroundings);
  }
}

/** The Driftline that is running fills whatever holes it finds: it only has to be told of one. */
async function handOver(
  { database, access, days, busy }: Asked & { readonly busy: DriftlineError },
  session: Session,
  { time }: Surroundings,
): Promise<void> {
  const [{ beginStretch }, { estimateOf, standingOf }, { expectedWork }, { openCrawls }] =
    await Promise.all([
      import('../ingest/backfill.ts'),
      import('../ingest/crawl_estimate.ts'),
      import('../ingest/crawl_expected.ts'),
      import('../store/crawls.ts'),
    ]);
  const login = loginAt(database, access.server);
  const knownSinceMs = login && openCrawls(database).heardSinceMs(login.loginKey);
  if (login === undefined || knownSinceMs === undefined) throw busy;
  const nowMs = serverNowMs(database, access.server, time.now());
  const stretch = { days, nowMs, knownSinceMs };
  const isNew = database.transaction(() => beginStretch(database, login.loginKey, stretch));
  if (session.asJson) return session.answer({ handed_over: true, is_new: isNew, days });
  const span = counted(days, 'day');
  if (!isNew) session.say(`The Driftline that is running has the last ${span}, or is at it.`);
  else {
    const fromMs = (nowMs - days * DAY_MS) as EpochMs;
    const work = expectedWork(database, login.loginKey, { fromMs, nowMs });
    const standing = standingOf(database, login.loginKey, { nowMs, pace: 1 });
    const { minutes, people } = estimateOf(work, 'crawl', standing);
    session.say(
      `The Driftline that is running reads the last ${span} now, beside its other work:`,
      `up to ${counted(people, 'person', 'people')}, about ${counted(minutes, 'minute')}.`,
    );
  }
  session.say('"driftline stats" says how far it is.');
}

function loginAt(database: Database, wanted: string) {
  return openLogins(database)
    .all()
    .find(({ server }) => server === wanted);
}

/** Holes lie where the server's clock says. */
function serverNowMs(database: Database, server: string, nowMs: EpochMs): EpochMs {
  const login = loginAt(database, server);
  const aheadMs = login && openIngestState(database).clockAheadMs(login.loginKey);
  return (nowMs - (aheadMs ?? 0)) as EpochMs;
}

type Done = Backfilled & { readonly isComplete: boolean };

function answer(
  done: Done,
  { database, access, days }: Asked,
  session: Session,
  { time }: Surroundings,
): void {
  const sinceMs = serverNowMs(database, access.server, time.now()) - days * DAY_MS;
  const holes = openStats(database)
    .holes()
    .filter(({ server }) => server === access.server)
    .filter(({ to_ms, state }) => state !== 'swept' && (to_ms ?? sinceMs) >= sinceMs);
  const iso = (ms: number | null) => (ms === null ? null : isoOf(ms as EpochMs));
  if (session.asJson) {
    session.answer({
      complete: done.isComplete,
      found: done.found,
      read: done.read,
      failing: done.failing,
      holes: holes.map(({ from_ms, to_ms, state, recovered, unproven }) => ({
        from: iso(from_ms),
        to: iso(to_ms),
        state,
        recovered,
        unproven,
      })),
    });
    return;
  }
  if (done.failing.length > 0)
    session.say(
      `Your server is well, and fails when it is asked for: ${done.failing.join(', ')}.`,
      'What it told of that last was used; the same command asks again.',
    );
  if (holes.length === 0) {
    session.say(`The last ${counted(days, 'day')} are here already: --days reaches further back.`);
    return;
  }
  session.say(
    `${counted(done.found, 'arrival')} found.`,
    ...holes.map((hole) => `${iso(hole.from_ms)} – ${iso(hole.to_ms)}: ${standingWords(hole)}.`),
  );
}

/** What goes on, on stderr: sentences first, then a bar for a person, or every tenth for a file. */
function openTeller(stderr: Output) {
  let bar: ReturnType<typeof openBar> | undefined;
  let isComparing = false;
  return {
    tell(news: BackfillNews): void {
      if (news.kind === 'comparing') {
        if (!isComparing)
          stderr.write(`Asking ${grouped(news.people)} more people whether they have posted.\n`);
        isComparing = true;
      } else if (news.kind === 'estimate') {
        const { minutes, requests, perWindow, windowMinutes, people, tags } = news.estimate;
        const andTags = tags === 0 ? '' : ` and ${counted(tags, 'tag')}`;
        stderr.write(
          `About ${counted(minutes, 'minute')}: ${counted(requests, 'request')} for ` +
            `${counted(people, 'person', 'people')}${andTags}, ` +
            `${perWindow} in ${windowMinutes} minutes.\n` +
            (tags === 0 ? '' : 'A busy tag takes more: the first page of each tells.\n') +
            'Ctrl-C stops it; the same command goes on where it ended.\n',
        );
        bar = openBar(stderr, people + tags);
      } else bar?.move(news.read, news.left.minutes);
    },
    end: () => bar?.end(),
  };
}

function openBar({ isTerminal, write }: Output, total: number) {
  if (!isTerminal) {
    let left = '';
    const say = byTenths((percent) => write(`${percent} % read, about ${left} left\n`));
    const move = (read: number, minutesLeft: number) => {
      left = counted(minutesLeft, 'minute');
      say(read, total);
    };
    return { move, end: () => {} };
  }
  const bar = startedBar('{value} of {total} read, {left} left', total, { left: '' });
  return {
    move: (read: number, minutesLeft: number) =>
      bar.update(read, { left: counted(minutesLeft, 'minute') }),
    end: () => bar.stop(),
  };
}
