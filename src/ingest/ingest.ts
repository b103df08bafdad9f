import { type EpochMs, HOUR_MS, MINUTE_MS, SECOND_MS, sleep } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import { followedAccounts } from '../mastodon/people.ts';
import { keepStreaming } from '../mastodon/stream.ts';
import { refreshCounts } from './counts.ts';
import { openLive } from './live.ts';
import { type IngestDeps, isPassing, openSession, type Session } from './session.ts';
import { type Swept, sweep, WHOLE_HOME_PAGES } from './sweep.ts';

export type { IngestDeps, IngestNews } from './session.ts';

/** Periods of ingest, at pace 1. Why these: mastodon-api.md, section 2.3. */
const PERIODS_MS = {
  poll: 30 * SECOND_MS,
  audit: 5 * MINUTE_MS,
  wholeAudit: 20 * MINUTE_MS,
  counts: 3 * MINUTE_MS,
  follows: 6 * HOUR_MS,
  settle: 2 * SECOND_MS, // after subscribing there is no acknowledgement
  again: 90 * SECOND_MS, // late deliveries after a reconnect
  overlap: 15 * MINUTE_MS,
  remember: 15 * SECOND_MS,
} as const;
const AUDIT_PAGES = 4;
const AGAIN_PAGES = 10;
const ONCE_WAIT_MS = 5 * MINUTE_MS;
/** A home of fewer entries than this was never trimmed: a server rebuilds one with 400. */
const YOUNG_HOME_ENTRIES = 380;

/**
 * Stream, poll, audit, fill, refresh, until the signal is aborted. Waits for a server that is away and
 * never gives up on it. Throws DriftlineError('unauthorized') after a 401: then it has stopped asking.
 */
export async function ingest(deps: IngestDeps): Promise<void> {
  const stop = new AbortController();
  const signal = AbortSignal.any([deps.signal, stop.signal]);
  let works: readonly Promise<void>[] = [];
  try {
    const session = await openSession({ ...deps, signal });
    works = startWorks(session);
    await Promise.all(works);
  } catch (error) {
    if (!deps.signal.aborted) throw error;
  } finally {
    // Whoever called may close the database now: nobody may still be writing.
    stop.abort();
    await Promise.allSettled(works);
  }
}

function startWorks(session: Session): readonly Promise<void>[] {
  const repair = openRepair(session);
  repair.resume();
  const { poll: pollMs, audit: auditMs, wholeAudit, counts, follows } = PERIODS_MS;
  return [
    streaming(session, repair),
    every(session, pollMs, () => poll(session, repair)),
    every(session, auditMs, () => audit(session, AUDIT_PAGES), auditMs),
    every(session, wholeAudit, () => audit(session, WHOLE_HOME_PAGES), wholeAudit),
    every(session, counts, () => refreshCounts(session), counts),
    every(session, follows, () => readFollows(session)),
  ];
}

/** One sweep of the whole home, for cron. Waits at most five minutes for the server. */
export async function ingestOnce(deps: IngestDeps): Promise<Swept> {
  const session = await openSession(deps, ONCE_WAIT_MS);
  const repair = openRepair(session);
  repair.resume();
  await readFollows(session);
  const swept = await repair.sweepAll();
  await refreshCounts(session);
  return swept;
}

/** Runs `work` now or after `firstMs`, and then again each period. What may pass is logged and tried again. */
async function every(
  session: Session,
  periodMs: number,
  work: () => Promise<unknown>,
  firstMs = 0,
): Promise<void> {
  const { time, pace, log, signal } = { ...session.deps, signal: session.connection.signal };
  let waitMs = firstMs / pace;
  while (!signal.aborted) {
    try {
      await sleep(time, waitMs, signal);
      await work();
    } catch (error) {
      if (signal.aborted) return;
      if (!isPassing(error)) throw error;
      log.warn('ingest.try_again', { why: error.message });
    }
    waitMs = periodMs / pace;
  }
}

async function streaming(session: Session, repair: Repair): Promise<void> {
  const { deps, connection, state, loginKey } = session;
  if (session.streamingUrl === undefined) return; // such a server is met by polling alone
  const live = openLive(session);
  let rememberedMs = 0;
  try {
    await keepStreaming({
      connection,
      streamingUrl: session.streamingUrl,
      openSocket: deps.openSocket,
      random: deps.random,
      pace: deps.pace,
      ears: {
        frame: live.frame,
        up() {
          deps.log.info('ingest.stream_up');
          deps.onNews?.({ kind: 'up', atMs: deps.time.now() });
          repair.soon();
        },
        down(lastHeardMs, why) {
          live.flush();
          deps.log.warn('ingest.stream_down', { why });
          if (connection.signal.aborted) return;
          repair.lost(lastHeardMs, why);
          deps.onNews?.({ kind: 'down', sinceMs: lastHeardMs, why });
        },
        alive(nowMs) {
          if (nowMs - rememberedMs < PERIODS_MS.remember / deps.pace) return;
          rememberedMs = nowMs;
          state.set(loginKey, 'last_heard', 'alive', nowMs);
        },
      },
    });
  } finally {
    live.flush();
  }
}

/** The top page; where nothing on it is known, further down until something is. */
async function poll(session: Session, repair: Repair): Promise<void> {
  const { pages } = await sweep(session, {
    purpose: 'poll',
    pagesMax: WHOLE_HOME_PAGES,
    stopAtKnown: true,
  });
  repair.heard();
  if (pages > 1) session.deps.log.info('ingest.poll_went_deep', { pages });
}

async function audit(session: Session, pagesMax: number): Promise<void> {
  const swept = await sweep(session, { purpose: 'audit', pagesMax });
  if (swept.arrived > 0)
    session.deps.log.info('ingest.audit_found', { arrived: swept.arrived, pages: swept.pages });
}

async function readFollows({
  deps,
  connection,
  ownerId,
  follows,
  loginKey,
}: Session): Promise<void> {
  const followed = await followedAccounts(connection, ownerId);
  const changed = follows.replaceAll(loginKey, followed, deps.time.now());
  deps.log.info('ingest.follows_read', { followed: followed.length, ...changed });
}

interface Repair {
  /** At start: what happened since the last run may be missing. */
  readonly resume: () => void;
  /** The stream is gone; the time of loss is the last frame, not the moment it was noticed. */
  readonly lost: (lastHeardMs: EpochMs, why: string) => void;
  /** The stream is up: sweep once it has settled, and again for what comes late. */
  readonly soon: () => void;
  /** A poll succeeded. */
  readonly heard: () => void;
  readonly sweepAll: () => Promise<Swept>;
}

/** Records holes and fills them as far as the home reaches back. */
function openRepair(session: Session): Repair {
  const { deps, connection, holes, state, loginKey } = session;
  const { time, pace, log } = deps;
  const overlapMs = PERIODS_MS.overlap / pace;
  let underWay = false;

  const lost = (lastHeardMs: EpochMs, detail: string) =>
    holes.add({
      loginKey,
      fromMs: (lastHeardMs - overlapMs) as EpochMs,
      toMs: null,
      state: 'open',
      noticedAtMs: time.now(),
      detail,
    });

  const sweepAll = async (pagesMax = WHOLE_HOME_PAGES): Promise<Swept> => {
    const swept = await sweep(session, { purpose: 'repair', pagesMax });
    const isYoung = swept.reachedEnd && swept.entries < YOUNG_HOME_ENTRIES;
    holes.swept(loginKey, isYoung ? 0 : swept.oldestMs, swept.arrived, time.now());
    state.set(loginKey, 'last_heard', 'sweep', time.now());
    log.info('ingest.swept', { pages: swept.pages, arrived: swept.arrived });
    deps.onNews?.({ kind: 'swept', atMs: time.now(), arrived: swept.arrived });
    return swept;
  };

  const run = async () => {
    if (underWay) return;
    underWay = true;
    try {
      await sleep(time, PERIODS_MS.settle / pace, connection.signal);
      await sweepAll();
      await sleep(time, PERIODS_MS.again / pace, connection.signal);
      await sweep(session, { purpose: 'repair', pagesMax: AGAIN_PAGES });
    } catch (error) {
      // The holes stay open, and the next reconnect or audit sweeps again.
      if (!connection.signal.aborted) log.warn('ingest.repair_failed', { why: messageOf(error) });
    } finally {
      underWay = false;
    }
  };

  return {
    lost,
    sweepAll,
    soon: () => void run(),
    heard: () => state.set(loginKey, 'last_heard', 'poll', time.now()),
    resume() {
      const last = state.find(loginKey, 'last_heard');
      if (last !== undefined) lost(last.at_ms as EpochMs, 'Driftline was not running');
    },
  };
}

function messageOf(error: unknown): string {
  if (error instanceof DriftlineError) return error.message;
  throw error;
}
