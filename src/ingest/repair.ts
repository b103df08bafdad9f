import { type EpochMs, SECOND_MS, sleep } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import type { HoleBegun, ListReach, Reach } from '../store/holes.ts';
import { type BeforeStream, openBeforeStream } from './before_stream.ts';
import { tellOfDeafness, tellsOfLoss } from './deafness.ts';
import { type ExclusiveLists, openExclusiveLists } from './exclusive_lists.ts';
import { type Hearing, openHearing } from './hearing.ts';
import { overlapMs, type Session } from './session.ts';
import { openWatch, type Watch } from './sleep.ts';
import { type Swept, sweep, WHOLE_HOME_PAGES } from './sweep.ts';
import { openTagTimelines } from './tag_timelines.ts';

const SETTLE_MS = 2 * SECOND_MS; // after subscribing there is no acknowledgement
const AGAIN_MS = 90 * SECOND_MS; // late deliveries after a reconnect
const AGAIN_PAGES = 10;
const NOT_SAID = 'the stream had not said what was in the home';
const TURNED_OVER = 'the home had turned over before the stream came';
const ANEW = 'is putting the home together anew: it is asked again';

/** Records holes, and fills them as far as the home reaches back. */
export interface Repair {
  /** At start: what happened since the last run may be missing. */
  readonly resume: () => void;
  /**
   * Nothing comes in since the last frame or poll, or since `sinceMs`: not when it was noticed. A
   * ping is no word of it: a stream that is deaf pings on (mastodon-api.md, section 1.9).
   */
  readonly lost: (why: string, sinceMs?: EpochMs) => void;
  /** The server was heard, and nothing was missed until now. */
  readonly heard: (atMs: EpochMs, how: string) => void;
  /** Ingest ends: where anything was last heard, the next run begins its hole. */
  readonly ended: () => void;
  /** Whether a hole lasts. */
  readonly isLost: () => boolean;
  /**
   * Since when no poll has come through, where that is longer than polls are apart: the stream
   * alone proves nothing, for it may have been deaf. Undefined: polls come through.
   */
  readonly unpolledSinceMs: () => EpochMs | undefined;
  /**
   * A poll of the top: the server was heard, and if nothing was known there, more was missed. One
   * that went back to `unpolledSinceMs` tells by anything new that the stream was deaf.
   */
  readonly polled: (poll: Swept, unpolledSinceMs?: EpochMs) => void;
  /** Sweeps the whole home and closes what it reaches over. */
  readonly mend: () => Promise<Mended>;
  /** After a reconnect: sweeps once the stream has settled, and again for what comes late. */
  readonly afterReconnect: () => Promise<void>;
  /** What the home does not have. */
  readonly lists: ExclusiveLists;
  /** Keeps what is read after a sleep from counting as heard. */
  readonly watch: Watch;
}

export interface Mended extends Swept {
  /** Holes that it came upon and could not reach over: their statuses are lost to the home. */
  readonly holesLeft: number;
}

export function openRepair(session: Session): Repair {
  const { deps, holes, loginKey } = session;
  const { time, pace, log } = deps;
  const watch = openWatch(time, pace);
  const hearing = openHearing(session, watch);
  const loss = openLoss(session, hearing, watch);
  const exclusive = openExclusiveLists(session);
  const tags = openTagTimelines(session);
  const beforeStream = openBeforeStream(session);
  const settleClock = openSettling(session, [hearing, loss], watch);

  const close = (swept: Swept, lists?: readonly ListReach[]): number => {
    // Asked for before the clock was set right, it seems to know of what is still to come.
    const askedAtMs = Math.min(swept.askedAtMs, time.now()) as EpochMs;
    if (loss.isSince(askedAtMs)) return 0; // the next sweep will tell
    const left = deps.database.transaction(() => {
      loss.write();
      hearing.remember(askedAtMs, 'sweep');
      hearing.polled(askedAtMs);
      return holes.swept(loginKey, reachOf(session, { ...swept, askedAtMs }, lists), time.now());
    });
    loss.end();
    beforeStream.asked(askedAtMs);
    return left;
  };

  const mend = async (): Promise<Mended> => {
    settleClock(); // it may have been ahead for a moment in which no answer came
    loss.write(); // so that the sweep knows how far down it has to go
    const lostMs = holes.lastingSinceMs(loginKey) ?? hearing.lastMs();
    const range = { purpose: 'repair', pagesMax: WHOLE_HOME_PAGES, backToMs: lostMs } as const;
    const swept = await sweep(session, range);
    if (swept.isPartial) throw new DriftlineError('upstream', `${deps.server} ${ANEW}`);
    loss.write(); // what was lost meanwhile
    tellOfDeafness(session, hearing, swept);
    const unseenMs = beforeStream.unseenSinceMs(swept);
    if (unseenMs !== undefined) loss.begin(TURNED_OVER, unseenMs, swept.askedAtMs);
    const sinceMs = holes.lastingSinceMs(loginKey) ?? lostMs ?? 0;
    const reaches = await tags.mend(swept.oldestId, sinceMs);
    const holesLeft = close(swept, [...reaches, ...(await exclusive.mend(sinceMs))]);
    log.info('ingest.swept', { pages: swept.pages, arrived: swept.arrived, holes_left: holesLeft });
    deps.onNews?.({ kind: 'swept', atMs: time.now(), arrived: swept.arrived });
    return { ...swept, holesLeft };
  };

  const heard = (atMs: EpochMs, how: string) => hearing.heard(atMs, how, loss.lasts());

  return {
    lost: loss.begin,
    mend,
    heard,
    ended: () => hearing.ended(loss.lasts()),
    lists: exclusive,
    isLost: loss.lasts,
    unpolledSinceMs: hearing.unpolledSinceMs,
    polled(poll, unpolledSinceMs) {
      const sinceMs = unpolledSinceMs ?? hearing.polledMs();
      if (sinceMs === undefined || !tellsOfLoss(session, poll, sinceMs, unpolledSinceMs)) {
        hearing.polled(poll.askedAtMs);
        beforeStream.asked(poll.askedAtMs);
        return heard(poll.askedAtMs, 'poll');
      }
      loss.begin(NOT_SAID, hearing.lostSinceMs(sinceMs), poll.askedAtMs);
      close(poll);
    },
    resume: () => loss.begin('Driftline was not running'),
    afterReconnect: openReconnects(session, beforeStream, mend),
    watch,
  };
}

function openSettling({ clock }: Session, all: readonly Pick<Hearing, 'settle'>[], watch: Watch) {
  const settle = () => all.map((one) => one.settle());
  clock.onMoved(() => {
    settle();
    watch.tick();
  });
  return settle;
}

const EMPTY = 'home_empty';

/**
 * Who unfollowed everybody has a home of nothing, and nothing is missing from it: as long as it was
 * empty when it was read to its end before, and nothing came since.
 */
function isEmptyStill({ state, loginKey }: Session, swept: Swept): boolean {
  const before = state.find(loginKey, EMPTY)?.at_ms;
  if (!swept.reachedEnd || swept.entries > 0) return false;
  state.set(loginKey, EMPTY, '', swept.askedAtMs);
  return before !== undefined && (state.lastArrivedMs(loginKey) ?? 0) <= before;
}

/** Without lists it is a poll of the top. */
function reachOf(session: Session, swept: Swept, lists?: readonly ListReach[]): Reach {
  const marginMs = overlapMs(session.deps);
  const reach = { ...swept, marginMs, isEmptyStill: isEmptyStill(session, swept) };
  return lists === undefined ? { ...reach, isOfTop: true } : { ...reach, lists };
}

/** Whether a stretch lasts of which we may miss arrivals, and its hole in the database. */
function openLoss({ deps, holes, loginKey, standstill }: Session, hearing: Hearing, watch: Watch) {
  let beganAtMs: EpochMs | undefined;
  let unwritten: HoleBegun | undefined; // while the database cannot be written
  const write = () => {
    if (unwritten !== undefined) holes.begin(unwritten);
    unwritten = undefined;
  };
  return {
    write,
    lasts: () => beganAtMs !== undefined,
    /** A sweep that was asked for at `atMs` does not reach to what was lost after it. */
    isSince: (atMs: EpochMs) => beganAtMs !== undefined && beganAtMs > atMs,
    begin(detail: string, sinceMs = hearing.lastMs(), atMs = deps.time.now()): void {
      // before the first contact there is nothing to miss
      if (sinceMs === undefined || beganAtMs !== undefined) return;
      beganAtMs = atMs;
      const heardMs = Math.min(sinceMs, watch.sleptSinceMs() ?? sinceMs);
      const fromMs = (heardMs - overlapMs(deps)) as EpochMs;
      unwritten = { loginKey, fromMs, noticedAtMs: atMs, detail };
      try {
        write();
      } catch (error) {
        if (!standstill.notice(error)) throw error;
      }
    },
    end(): void {
      beganAtMs = undefined;
    },
    /** The clock was set right: nothing began in the future. */
    settle(): void {
      const nowMs = deps.time.now();
      if (beganAtMs !== undefined && beganAtMs > nowMs) beganAtMs = nowMs;
    },
  };
}

/** A flapping stream does not sweep as often as it flaps: the sweep under way begins anew. */
function openReconnects(
  session: Session,
  beforeStream: BeforeStream,
  mend: () => Promise<Mended>,
): () => Promise<void> {
  const { deps, connection } = session;
  const pause = (ms: number) => sleep(deps.time, ms / deps.pace, connection.signal);
  let reconnects = 0;
  let isSweeping = false;
  return async () => {
    reconnects += 1;
    beforeStream.up(deps.time.now());
    if (isSweeping) return;
    isSweeping = true;
    try {
      for (let seen = 0; seen !== reconnects; ) {
        seen = reconnects;
        await pause(SETTLE_MS);
        await mend();
        await pause(AGAIN_MS);
        if (seen === reconnects) await sweep(session, { purpose: 'repair', pagesMax: AGAIN_PAGES });
      }
    } finally {
      isSweeping = false;
    }
  };
}
