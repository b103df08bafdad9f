import { DAY_MS, type EpochMs, MINUTE_MS, type Time } from '../core/clock.ts';
import { counted, grouped } from '../core/counted.ts';
import type { Log } from '../core/log.ts';
import type { Notice } from '../http/server.ts';
import { beginStretch } from '../ingest/backfill.ts';
import { estimateOf, isHeldUp, standingOf } from '../ingest/crawl_estimate.ts';
import { expectedWork } from '../ingest/crawl_expected.ts';
import { openCrawls } from '../store/crawls.ts';
import type { Database } from '../store/database.ts';
import { openIngestState } from '../store/ingest_state.ts';
import { openIntake } from '../store/intake.ts';
import { openLogins } from '../store/logins.ts';
import { openReading, type Reading } from '../store/reading.ts';
import { openStats } from '../store/stats.ts';

const FIRST_DAYS = 7;
/** Every page asks; it is counted once in so long, and anew for an edition. */
const KEPT_MS = MINUTE_MS;
const FOLLOWS_READ = 'follows_read';

export interface FillingDeps {
  readonly database: Database;
  readonly time: Time;
  /** That of ingest. */
  readonly pace: number;
  readonly log: Log;
}

/**
 * What comes after the first edition: a home reaches back for hours, the pages of those whom the
 * owner follows for ever, so the week before is read from these, whom they like best first. Ingest
 * does it, beside its other work.
 */
export function openFillingIn(deps: FillingDeps) {
  const { database, time, pace, log } = deps;
  const crawls = openCrawls(database);
  const intake = openIntake(database);
  const reading = openReading(database);
  const stats = openStats(database);
  const state = openIngestState(database);
  let kept: readonly Notice[] = [];
  let keptUntilMs = 0;
  let keptOf: number | undefined;
  let isBegun = false;
  return {
    /**
     * Begun once, where everybody whom the owner follows is known; gives what to tell them of it.
     */
    begin(): string | undefined {
      const login = openLogins(database)
        .all()
        .find(({ followsCompleteAtMs }) => followsCompleteAtMs !== null);
      if (isBegun || login === undefined) return undefined;
      // Holes lie where the server's clock says.
      const nowMs = (time.now() - state.clockAheadMs(login.loginKey)) as EpochMs;
      const people = Number(state.find(login.loginKey, FOLLOWS_READ)?.value ?? 0);
      const heardSinceMs = crawls.heardSinceMs(login.loginKey);
      if (heardSinceMs === undefined && people === 0) return undefined;
      isBegun = true;
      const knownSinceMs = heardSinceMs ?? nowMs; // of an empty home nothing is known
      const stretch = { days: FIRST_DAYS, nowMs, knownSinceMs };
      const isNew = database.transaction(() => beginStretch(database, login.loginKey, stretch));
      if (!isNew) return undefined;
      keptUntilMs = 0;
      const fromMs = (nowMs - FIRST_DAYS * DAY_MS) as EpochMs;
      const work = expectedWork(database, login.loginKey, { fromMs, nowMs });
      const standing = standingOf(database, login.loginKey, { nowMs, pace });
      const { minutes } = estimateOf(work, 'crawl', { ...standing, isUsedUp: true });
      log.info('backfill.begun', { days: FIRST_DAYS, people, minutes });
      return (
        `Driftline now reads the last ${counted(FIRST_DAYS, 'day')} of the ` +
        `${counted(people, 'person', 'people')} you follow, those you like best first: about ` +
        `${counted(minutes, 'minute')} at your server’s rate limit.`
      );
    },
    /** Whether the owner's lists wait for the rate limit of a server that was not read yet. */
    isHeldUp(): boolean {
      return openLogins(database)
        .all()
        .some(({ loginKey }) => {
          const nowMs = (time.now() - state.clockAheadMs(loginKey)) as EpochMs;
          return isHeldUp('owner', standingOf(database, loginKey, { nowMs, pace }));
        });
    },
    /** How far it is, and what it brought, for the heads of pages. */
    notices(): readonly Notice[] {
      const nowMs = time.now();
      // Whoever drew again is not asked to once more.
      const latest = stats.lastEdition()?.edition;
      if (nowMs < keptUntilMs && latest === keptOf) return kept;
      keptUntilMs = nowMs + KEPT_MS / Math.max(1, pace);
      keptOf = latest;
      kept = noticesNow({ crawls, intake, reading, stats, state, database, pace }, nowMs);
      return kept;
    },
  };
}

export type FillingIn = ReturnType<typeof openFillingIn>;

interface Looking {
  readonly database: Database;
  readonly crawls: ReturnType<typeof openCrawls>;
  readonly intake: ReturnType<typeof openIntake>;
  readonly reading: Reading;
  readonly stats: ReturnType<typeof openStats>;
  readonly state: ReturnType<typeof openIngestState>;
  readonly pace: number;
}

/** So long whoever drew again meanwhile is told on; then it is a hole like others. */
const TELL_ON_MS = DAY_MS;

/** Until the second edition, and while it is read still: then whoever draws again has all of it. */
function noticesNow(
  { database, crawls, intake, reading, stats, state, pace }: Looking,
  ownNowMs: number,
): readonly Notice[] {
  const latest = stats.lastEdition();
  const first = latest?.edition === 1 ? latest : reading.head(1);
  if (latest === undefined || first === undefined) return [];
  if (latest.drawn_at_ms > first.drawn_at_ms + TELL_ON_MS) return [];
  const logins = openLogins(database).all();
  const stretches = stats.holes().filter(({ to_ms }) => (to_ms ?? Infinity) <= first.drawn_at_ms);
  if (stretches.length === 0) return [];
  const minutesOf = (loginKey: number) => {
    const nowMs = (ownNowMs - state.clockAheadMs(loginKey)) as EpochMs;
    const standing = standingOf(database, loginKey, { nowMs, pace });
    return estimateOf(crawls.work(loginKey), 'crawl', standing).minutes;
  };
  const open = stretches.filter(({ state }) => state === 'open');
  const turns = open.reduce((sum, hole) => sum + hole.turns, 0);
  const settled = open.reduce((sum, hole) => sum + hole.settled, 0);
  const minutes = Math.max(0, ...logins.map(({ loginKey }) => minutesOf(loginKey)));
  const { posts, people } = intake.newsSince(latest.drawn_at_ms as EpochMs);
  if (open.length === 0 && (posts === 0 || latest.edition > 1)) return [];
  return [
    {
      label: 'READING BACK',
      text: open.length === 0 ? 'The week before is read.' : progressWords(turns, settled, minutes),
      lines: posts === 0 ? [] : [moreWords(posts, people)],
      offersDraw: posts > 0,
    },
  ];
}

function progressWords(turns: number, settled: number, minutes: number): string {
  if (turns === 0) return 'The week before is read from the pages of those you follow next.';
  return (
    `The week before is being read from the pages of those you follow, whom you like best first: ` +
    `${grouped(settled)} of ${grouped(turns)}, about ${counted(minutes, 'minute')} left.`
  );
}

/** "6,000 more posts by 1,200 people are here." */
function moreWords(posts: number, people: number): string {
  const verb = posts === 1 ? 'is' : 'are';
  return `${counted(posts, 'more post')} by ${counted(people, 'person', 'people')} ${verb} here.`;
}
