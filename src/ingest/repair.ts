import { type EpochMs, SECOND_MS, sleep } from '../core/clock.ts';
import { WHOLE_HOME_PAGES } from '../mastodon/home.ts';
import type { ListReach, Reach } from '../store/holes.ts';
import { type BeforeStream, openBeforeStream } from './before_stream.ts';
import { type CatchingUp, joining, openCatchingUp } from './catching_up.ts';
import { tellOfDeafness, tellOfSilences, tellsOfLoss } from './deafness.ts';
import { type ExclusiveLists, openExclusiveLists } from './exclusive_lists.ts';
import { type Hearing, openHearing, STREAM } from './hearing.ts';
import { type Loss, openLoss } from './loss.ts';
import { overlapMs, type Session } from './session.ts';
import { openWatch, type Watch } from './sleep.ts';
import { openStreamBack, type StreamBack } from './stream_back.ts';
import { madeAnew, type Swept, sweep } from './sweep.ts';
import { openTagTimelines } from './tag_timelines.ts';

const SETTLE_MS = 2 * SECOND_MS; // after subscribing there is no acknowledgement
const AGAIN_MS = 90 * SECOND_MS; // late deliveries after a reconnect
const AGAIN_PAGES = 10;
const OF_ALL = { purpose: 'repair', pagesMax: WHOLE_HOME_PAGES } as const;
const NOT_SAID = 'the stream had not said what was in the home';
const TURNED_OVER = 'the home had turned over before the stream came';

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
  /** A hole ended where the stream spoke again, and the home is still to be swept for it. */
  readonly isUnswept: () => boolean;
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
  /** Sweeps the whole home and closes what it reaches over; joins a sweep that is under way. */
  readonly mend: () => Promise<Mended>;
  /** While a hole lasts: sweeps the whole home where that is due, else brings what is new there. */
  readonly catchUp: () => Promise<void>;
  /** Nothing is lost, or only what comes late may be, and the sweep for that waits for its time. */
  readonly rests: () => boolean;
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
  /** False where something was lost after it was asked for: of that the next one tells. */
  readonly isOfAll: boolean;
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
  const streamBack = openStreamBack(session, {
    ...{ loss, hearing, beforeStream, exclusive },
    isOverdue: () => catching.isWholeDue(),
  });
  const settleClock = openSettling(session, [hearing, loss], watch);

  const close = openClosing(session, { hearing, loss, beforeStream, streamBack });

  const mendAll = async (): Promise<Mended> => {
    loss.isSwept();
    settleClock(); // it may have been ahead for a moment in which no answer came
    loss.write(); // so that the sweep knows how far down it has to go
    const lostMs = holes.lastingSinceMs(loginKey) ?? hearing.lastMs();
    const swept = await sweep(session, { ...OF_ALL, backToMs: lostMs });
    if (swept.isPartial) throw madeAnew(session);
    loss.write(); // what was lost meanwhile
    tellOfDeafness(session, hearing, swept);
    const unseenMs = beforeStream.unseenSinceMs(swept);
    if (unseenMs !== undefined && !loss.lasts()) loss.begin(TURNED_OVER, unseenMs, swept.askedAtMs);
    const sinceMs = holes.lastingSinceMs(loginKey) ?? lostMs ?? 0;
    const reaches = await tags.mend(swept.oldestId, sinceMs);
    const left = close(swept, [...reaches, ...(await exclusive.mend(sinceMs))]);
    log.info('ingest.swept', { pages: swept.pages, arrived: swept.arrived, holes_left: left ?? 0 });
    deps.onNews?.({ kind: 'swept', atMs: time.now(), arrived: swept.arrived });
    return { ...swept, holesLeft: left ?? 0, isOfAll: left !== undefined };
  };
  const catching = openCatchingUp(session, { hearing, loss, exclusive, mendAll });

  return {
    lost(why, sinceMs) {
      streamBack.brokeOff();
      loss.begin(why, sinceMs);
    },
    ...catching,
    rests: () => catching.rests() && !streamBack.isUnswept(),
    heard(atMs, how) {
      const isHeard = hearing.heard(atMs, how, loss.lasts());
      if (isHeard && how === STREAM) streamBack.spoke(atMs);
    },
    ended: () => hearing.ended(loss.lasts()),
    lists: exclusive,
    isLost: loss.lasts,
    isUnswept: streamBack.isUnswept,
    unpolledSinceMs: hearing.unpolledSinceMs,
    polled(poll, unpolledSinceMs) {
      const sinceMs = unpolledSinceMs ?? hearing.polledMs();
      if (sinceMs === undefined || !tellsOfLoss(session, poll, sinceMs, unpolledSinceMs)) {
        if (unpolledSinceMs !== undefined) tellOfSilences(session, unpolledSinceMs, poll);
        hearing.polled(poll.askedAtMs);
        beforeStream.asked(poll.askedAtMs);
        return hearing.heard(poll.askedAtMs, 'poll', loss.lasts());
      }
      loss.begin(NOT_SAID, hearing.lostSinceMs(sinceMs), poll.askedAtMs);
      close(poll);
    },
    resume: () => loss.begin('Driftline was not running'),
    afterReconnect: openReconnects(session, beforeStream, catching),
    watch,
  };
}

interface Books {
  readonly hearing: Hearing;
  readonly loss: Loss;
  readonly beforeStream: BeforeStream;
  readonly streamBack: StreamBack;
}

/** What a sweep proves is entered; undefined where something was lost after it was asked for. */
function openClosing(session: Session, { hearing, loss, beforeStream, streamBack }: Books) {
  const { deps, holes, loginKey } = session;
  const { time } = deps;
  return (swept: Swept, lists?: readonly ListReach[]): number | undefined => {
    // Asked for before the clock was set right, it seems to know of what is still to come.
    const askedAtMs = Math.min(swept.askedAtMs, time.now()) as EpochMs;
    if (loss.isSince(askedAtMs)) return undefined; // the next sweep will tell
    const left = deps.database.transaction(() => {
      loss.write();
      hearing.remember(askedAtMs, 'sweep');
      hearing.polled(askedAtMs);
      return holes.swept(loginKey, reachOf(session, { ...swept, askedAtMs }, lists), time.now());
    });
    loss.end(askedAtMs);
    if (lists !== undefined) streamBack.swept();
    beforeStream.asked(askedAtMs);
    return left;
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

/** After the first connection of a run the whole home, after others as much of it as is due. */
function openReconnects(
  session: Session,
  beforeStream: BeforeStream,
  { mendFromNow, recover }: CatchingUp,
): () => Promise<void> {
  const { deps, connection } = session;
  const pause = (ms: number) => sleep(deps.time, ms / deps.pace, connection.signal);
  const again = joining(() => sweep(session, { purpose: 'repair', pagesMax: AGAIN_PAGES }));
  let reconnects = 0;
  return async () => {
    reconnects += 1;
    const mine = reconnects;
    beforeStream.up(deps.time.now());
    await pause(SETTLE_MS);
    if (mine === 1) await mendFromNow();
    else if (mine === reconnects) await recover();
    await pause(AGAIN_MS);
    if (mine === reconnects) await again();
  };
}
