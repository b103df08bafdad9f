import { DAY_MS, type EpochMs, MINUTE_MS } from '../core/clock.ts';
import { openCrawls } from '../store/crawls.ts';
import type { Database } from '../store/database.ts';
import { openHoles } from '../store/holes.ts';
import { failingOver, openAsking } from './asking.ts';
import { areFollowsKnown, openCrawl } from './crawl.ts';
import { type CrawlEstimate, estimateOf, standingOf } from './crawl_estimate.ts';
import { failsOverOne, inTurn, tried } from './failing.ts';
import { readFollows } from './follow_list.ts';
import { until } from './ingest.ts';
import { openOwnerActs, TASTE_READ } from './owner_acts.ts';
import { openOwnerSettings } from './owner_settings.ts';
import { openRepair } from './repair.ts';
import { type IngestDeps, openSession, type Session } from './session.ts';

export interface BackfillRequest {
  /** How far back from now, days. */
  readonly days: number;
  readonly onNews: (news: BackfillNews) => void;
  /** The owner's taste is known, and nobody's turn is written down yet. */
  readonly onTaste?: () => void;
}

export type BackfillNews =
  /** So many are still to be asked whether they have posted at all. */
  | { readonly kind: 'comparing'; readonly people: number }
  /** Said before the first of them is read. */
  | { readonly kind: 'estimate'; readonly estimate: CrawlEstimate }
  | {
      readonly kind: 'progress';
      readonly found: number;
      readonly read: number;
      readonly of: number;
      readonly left: CrawlEstimate;
    };

export interface Backfilled {
  /** Arrivals that were found. */
  readonly found: number;
  /** Authors and tags that were read. */
  readonly read: number;
  /** What the server failed over while it was well: what was known of it before was used. */
  readonly failing: readonly string[];
}

/** How long a server may be away in the middle. */
const PATIENCE_MS = 5 * MINUTE_MS;

/**
 * Sweeps the home, then reads from the pages of everybody followed what came before anything that
 * is known here, and what fell into holes. Whoever stops it goes on where it ended. What the server
 * fails over alone is asked for again at the end. Throws DriftlineError('upstream') where the server
 * is away for five minutes, or has never told who is followed.
 */
export async function backfill(
  deps: IngestDeps,
  { days, onNews, onTaste }: BackfillRequest,
): Promise<Backfilled> {
  const { database, time, pace } = deps;
  const deadline = () => (time.now() + PATIENCE_MS / pace) as EpochMs;
  const session = await openSession(deps, deadline());
  const { loginKey } = session;
  const repair = openRepair(session);
  repair.resume();
  const wasKnownSinceMs = openCrawls(database).heardSinceMs(loginKey);
  const { oldestMs } = await until(session, deadline(), repair.mend);
  const ask = (work: () => Promise<unknown>) =>
    until(session, deadline(), () => tried(session, work));
  const noFollows = await ask(() => readFollows(session));
  const noRules = await ask(() => readRules(session));
  await ask(() => readTaste(session));
  onTaste?.();
  const knownSinceMs = Math.min(wasKnownSinceMs ?? oldestMs, oldestMs) as EpochMs;
  const nowMs = session.deps.time.now(); // by the server's clock, as the rest
  beginStretch(database, loginKey, { days, nowMs, knownSinceMs });

  const crawl = openCrawl(session, 'backfill');
  const work = () => crawl.crawls.work(loginKey);
  const estimate = () => {
    const at = { nowMs: session.deps.time.now(), pace };
    return estimateOf(work(), 'backfill', standingOf(database, loginKey, at));
  };
  let read = 0;
  const readAll = async () => {
    while (await until(session, deadline(), crawl.compare))
      if (work().unasked > 0) onNews({ kind: 'comparing', people: work().unasked });
    const of = work().waiting;
    if (of > 0) onNews({ kind: 'estimate', estimate: estimate() });
    const soFar = () => ({ found: crawl.found(), read: of - work().waiting });
    while (await until(session, deadline(), crawl.step))
      onNews({ kind: 'progress', ...soFar(), of, left: estimate() });
    read += soFar().read;
  };
  await readAll();
  const stillNone = noFollows && (await ask(() => readFollows(session)));
  if (noFollows !== undefined && stillNone === undefined) await readAll();
  if (noRules !== undefined) await ask(() => readRules(session));
  if (stillNone !== undefined && !areFollowsKnown(database, loginKey)) throw stillNone;
  return { found: crawl.found(), read, failing: failingOver(session) };
}

/** Pages of authors are no home: what the owner does not want there must be known before. */
async function readRules(session: Session): Promise<void> {
  const { deps, follows, loginKey } = session;
  const settings = openOwnerSettings(session, openAsking(session));
  const isDue = () => follows.toAsk(loginKey, deps.time.now(), 1).length > 0;
  const readSettings = async () => {
    const rounds = Math.ceil(follows.toAsk(loginKey, deps.time.now(), FOLLOWS_MAX).length / 40);
    for (let round = 0; round < rounds && isDue(); round += 1) await settings.relationships();
  };
  await inTurn([settings.filters, settings.refusals, readSettings]);
}

const FOLLOWS_MAX = 100_000;

/** After a login it may be the first that asks, and what comes next be the first draw. */
async function readTaste(session: Session): Promise<void> {
  if (session.state.find(session.loginKey, TASTE_READ) !== undefined) return;
  try {
    await openOwnerActs(session, openAsking(session))();
  } catch (error) {
    if (!(await failsOverOne(session, error))) throw error;
  }
}

/**
 * What came before anything that is known here becomes a hole, `days` back from now at most; false
 * where there is no such stretch. Whoever ingests fills it.
 */
export function beginStretch(
  database: Database,
  loginKey: number,
  stretch: { readonly days: number; readonly nowMs: EpochMs; readonly knownSinceMs: EpochMs },
): boolean {
  const { days, nowMs, knownSinceMs } = stretch;
  const fromMs = (nowMs - days * DAY_MS) as EpochMs;
  if (fromMs >= knownSinceMs) return false;
  openHoles(database).add({
    loginKey,
    fromMs,
    toMs: knownSinceMs,
    state: 'open',
    noticedAtMs: nowMs,
    detail: `asked for: ${days} days back`,
  });
  return true;
}
