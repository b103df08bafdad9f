import { type EpochMs, HOUR_MS, MINUTE_MS, SECOND_MS, sleep } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import { openAwayNews } from './away_news.ts';
import { openRefresh } from './counts.ts';
import { openCrawl } from './crawl.ts';
import { type Crew, openCrew } from './crew.ts';
import { openEditionCheck } from './edition_check.ts';
import { areFollowsDue, FOLLOWS_EVERY_MS, openFollowCount, readFollows } from './follow_list.ts';
import { goingOn, isPassing } from './going_on.ts';
import { askOwnerOnce, ownerRounds } from './owner_rounds.ts';
import { pollTop } from './poll_top.ts';
import { type Mended, openRepair, type Repair } from './repair.ts';
import {
  type IngestDeps,
  type IngestNews,
  OVERLAP_MS,
  openSession,
  type Session,
} from './session.ts';
import { noticeSleep } from './sleep.ts';
import { TRY_AGAIN_MS } from './standstill.ts';
import { openStreaming, type Streaming } from './streaming.ts';
import { openAudit, openWholeAudit } from './whole_audit.ts';

export type { IngestDeps, IngestNews } from './session.ts';

/** Periods of ingest, at pace 1. Why these: mastodon-api.md, section 2.3. */
const PERIODS_MS = {
  poll: 30 * SECOND_MS,
  audit: 5 * MINUTE_MS,
  wholeAudit: OVERLAP_MS, // so that a hole reaches back to the last one
  counts: 3 * MINUTE_MS,
  edition: MINUTE_MS,
  followCount: 10 * MINUTE_MS,
  crawl: MINUTE_MS,
  greeting: HOUR_MS,
} as const;
const ONCE_WAIT_MS = 5 * MINUTE_MS;
const ONCE_WAIT_MIN_MS = 3 * SECOND_MS;
const ONCE_GRACE_MS = 5 * SECOND_MS; // for the answer that is on its way
const ONCE_AGAIN_MS = 5 * SECOND_MS;

/**
 * Stream, poll, audit, fill, refresh, until the signal is aborted. Waits for a server that is away,
 * or a disk that is full, and never gives up on either. Throws DriftlineError('unauthorized') after
 * a 401: then it has stopped asking; and 'storage' where the database is damaged.
 */
export async function ingest(deps: IngestDeps): Promise<void> {
  const crew = openCrew(deps.signal);
  crew.start(async () => {
    const session = await openSession({ ...deps, signal: crew.signal });
    const repair = openRepair(session);
    repair.resume();
    const streaming = openStreaming(session, {
      repair,
      onUp: () =>
        crew.start(async () => {
          await goingOn(session, repair.afterReconnect);
        }),
      heed: crew.heed,
    });
    crew.start(streaming.listen);
    crew.start(() => noticeSleep(session, repair, streaming));
    crew.start(() => tryToWrite(session, streaming));
    startRounds(crew, session, { repair, streaming });
  });
  await crew.settled();
}

const TRIED = 'tried_to_write';

/** Finds out when a standstill is over, where no frame waits that would. */
async function tryToWrite(session: Session, streaming: Streaming): Promise<void> {
  const { deps, connection, state, standstill, loginKey } = session;
  for (;;) {
    await sleep(deps.time, TRY_AGAIN_MS / deps.pace, connection.signal);
    if (!standstill.lasts() || streaming.isBehind()) continue;
    await goingOn(session, async () => {
      state.set(loginKey, TRIED, '', deps.time.now());
      standstill.over();
    });
  }
}

function startRounds(
  crew: Crew,
  session: Session,
  { repair, streaming }: { readonly repair: Repair; readonly streaming: Streaming },
): void {
  const refresh = openRefresh(session);
  const every = (periodMs: number, firstMs: number, work: () => Promise<unknown>) =>
    crew.start(() => repeat(session, { periodMs, firstMs }, work));
  const { poll, audit, wholeAudit, counts, edition, followCount, crawl, greeting } = PERIODS_MS;
  const tell = openAwayNews(session, streaming);
  every(poll, 0, () => tell(() => pollTop(session, repair, streaming)));
  every(FOLLOWS_EVERY_MS, 0, () => readFollows(session));
  every(followCount, followCount, openFollowCount(session));
  every(audit, audit, openAudit(session, repair));
  every(wholeAudit, wholeAudit, openWholeAudit(session, repair));
  every(poll, poll / 2, repair.lists.poll);
  every(wholeAudit, wholeAudit / 2, repair.lists.audit);
  every(counts, counts, refresh.round);
  every(greeting, greeting, session.greetAgain);
  every(edition, edition, openEditionCheck(session, refresh.askAgain));
  for (const { periodMs, firstMs, work } of ownerRounds(session)) every(periodMs, firstMs, work);
  const { step } = openCrawl(session, 'crawl');
  every(crawl, crawl, async () => {
    while (repair.rests() && (await step()));
  });
}

/**
 * One sweep of the whole home, for cron, and as much of the rest as can be done in what is left of
 * five minutes; the next run goes on. Waits at most as long for the server, or for its rate limit.
 * `afterSweep` is waited for before holes are read back, which takes the rest of the time.
 */
export async function ingestOnce(
  deps: IngestDeps,
  afterSweep: () => Promise<void> = async () => {},
): Promise<Mended> {
  const waitMs = Math.max(ONCE_WAIT_MIN_MS, ONCE_WAIT_MS / deps.pace);
  const untilMs = (deps.time.now() + waitMs) as EpochMs;
  let awayFor: string | undefined;
  const onNews = (news: IngestNews) => {
    awayFor = news.kind === 'waiting' ? news.why : undefined;
    deps.onNews?.(news);
  };
  const { signal, end } = endingAfter(deps, waitMs + ONCE_GRACE_MS, () => awayFor);
  try {
    return await mendOnce({ ...deps, signal, onNews }, untilMs, afterSweep);
  } finally {
    end();
  }
}

/** The rate limit may hold a request back for a quarter of an hour; the next cron comes sooner. */
function endingAfter(
  { time, signal }: IngestDeps,
  waitMs: number,
  awayFor: () => string | undefined,
) {
  const stop = new AbortController();
  const stopToo = () => stop.abort(signal.reason);
  if (signal.aborted) stopToo();
  else signal.addEventListener('abort', stopToo, { once: true });
  const cancel = time.after(waitMs, () => {
    const what = awayFor() ?? 'the rest waits';
    stop.abort(new DriftlineError('upstream', `the five minutes of --once are over: ${what}`));
  });
  return {
    signal: stop.signal,
    end() {
      cancel();
      signal.removeEventListener('abort', stopToo);
    },
  };
}

async function mendOnce(
  deps: IngestDeps,
  untilMs: EpochMs,
  afterSweep: () => Promise<void>,
): Promise<Mended> {
  const session = await openSession(deps, untilMs);
  const repair = openRepair(session);
  repair.resume();
  const mended = await until(session, untilMs, repair.mend);
  // The home had turned over since the last run: what fell out of it at the bottom is not seen
  // again.
  if (mended.holesLeft > 0) deps.log.warn('ingest.runs_too_far_apart', { holes: mended.holesLeft });
  const refresh = openRefresh(session);
  const works = [
    async () => {
      if (areFollowsDue(session)) await readFollows(session);
      await openFollowCount(session)();
    },
    openEditionCheck(session, refresh.askAgain),
    refresh.round,
    () => askOwnerOnce(session),
  ];
  // Each by itself: a server may fail over one of them for days.
  for (const work of works) await goingOn(session, work);
  await afterSweep();
  await goingOn(session, async () => {
    const { step } = openCrawl(session, 'crawl');
    try {
      while (ownNow(session) < untilMs && (await step()));
    } catch (error) {
      // Its time is over, and the next run goes on: nobody needs to look.
      if (!isPassing(error) || ownNow(session) < untilMs) throw error;
    }
  });
  return mended;
}

/** By this machine's clock, as deadlines are. */
function ownNow({ deps, clock }: Session): number {
  return deps.time.now() + clock.aheadMs();
}

/** Tries until it is done, or the server or the database has been away until `untilMs`. */
export async function until<T>(
  session: Session,
  untilMs: EpochMs,
  work: () => Promise<T>,
): Promise<T> {
  const { deps, connection, standstill } = session;
  for (;;) {
    try {
      const done = await work();
      standstill.over();
      return done;
    } catch (error) {
      const mayPass = standstill.notice(error) || isPassing(error);
      if (!mayPass || ownNow(session) >= untilMs) throw error;
      const { message: why } = error as DriftlineError;
      deps.onNews?.({ kind: 'waiting', sinceMs: deps.time.now(), why });
      await sleep(deps.time, ONCE_AGAIN_MS / deps.pace, connection.signal);
    }
  }
}

interface Rhythm {
  readonly periodMs: number;
  readonly firstMs: number;
}

async function repeat(
  session: Session,
  { periodMs, firstMs }: Rhythm,
  work: () => Promise<unknown>,
): Promise<void> {
  const { deps, connection } = session;
  for (let waitMs = firstMs; !connection.signal.aborted; waitMs = periodMs) {
    await sleep(deps.time, waitMs / deps.pace, connection.signal);
    await session.standstill.passed(connection.signal);
    await goingOn(session, work);
  }
}
