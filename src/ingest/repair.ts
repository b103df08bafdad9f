import { type EpochMs, MINUTE_MS, SECOND_MS, sleep } from '../core/clock.ts';
import type { HoleBegun, ListReach } from '../store/holes.ts';
import { type ExclusiveLists, openExclusiveLists } from './exclusive_lists.ts';
import type { Session } from './session.ts';
import { type Swept, sweep, WHOLE_HOME_PAGES } from './sweep.ts';

const SETTLE_MS = 2 * SECOND_MS; // after subscribing there is no acknowledgement
const AGAIN_MS = 90 * SECOND_MS; // late deliveries after a reconnect
const AGAIN_PAGES = 10;
const OVERLAP_MS = 15 * MINUTE_MS;
const REMEMBER_MS = 15 * SECOND_MS;
const AT_THE_END = 'the end';

/** Records holes, and fills them as far as the home reaches back. */
export interface Repair {
  /** At start: what happened since the last run may be missing. */
  readonly resume: () => void;
  /**
   * Nothing comes in since `lastHeardMs`, which is the last frame, ping or poll: not when it was
   * noticed.
   */
  readonly lost: (why: string, lastHeardMs?: EpochMs) => void;
  /** The server was heard, and nothing was missed until now. */
  readonly heard: (atMs: EpochMs, how: string) => void;
  /** Ingest ends, and the server was last heard then: the next run begins its hole there. */
  readonly ended: (lastHeardMs: EpochMs) => void;
  /** Whether a hole lasts. */
  readonly isLost: () => boolean;
  /** A poll of the top: the server was heard, and if nothing was known there, more was missed. */
  readonly polled: (poll: Swept) => void;
  /** Sweeps the whole home and closes what it reaches over. */
  readonly mend: () => Promise<Mended>;
  /** After a reconnect: sweeps once the stream has settled, and again for what comes late. */
  readonly afterReconnect: () => Promise<void>;
  /** What the home does not have. */
  readonly lists: ExclusiveLists;
}

export interface Mended extends Swept {
  /** Holes that it came upon and could not reach over: their statuses are lost to the home. */
  readonly holesLeft: number;
}

export function openRepair(session: Session): Repair {
  const { deps, holes, loginKey, standstill } = session;
  const { time, pace, log } = deps;
  const hearing = openHearing(session);
  const exclusive = openExclusiveLists(session);
  let isLost = false;
  let unwritten: HoleBegun | undefined; // while the database cannot be written

  const lost: Repair['lost'] = (detail, sinceMs = hearing.lastMs()) => {
    // before the first contact there is nothing to miss
    if (sinceMs === undefined || isLost) return;
    isLost = true;
    const fromMs = (sinceMs - OVERLAP_MS / pace) as EpochMs;
    unwritten = { loginKey, fromMs, noticedAtMs: time.now(), detail };
    try {
      writeHole();
    } catch (error) {
      if (!standstill.notice(error)) throw error;
    }
  };
  const writeHole = () => {
    if (unwritten !== undefined) holes.begin(unwritten);
    unwritten = undefined;
  };

  const reachOf = (swept: Swept) => ({ ...swept, marginMs: OVERLAP_MS / pace });
  const close = (swept: Swept, lists: readonly ListReach[] = []): number => {
    const left = deps.database.transaction(() => {
      writeHole();
      hearing.remember(time.now(), 'sweep');
      return holes.swept(loginKey, { ...reachOf(swept), lists }, time.now());
    });
    isLost = false;
    return left;
  };

  const mend = async (): Promise<Mended> => {
    const swept = await sweep(session, { purpose: 'repair', pagesMax: WHOLE_HOME_PAGES });
    writeHole();
    const sinceMs = holes.lastingSinceMs(loginKey) ?? hearing.lastMs() ?? 0;
    const holesLeft = close(swept, await exclusive.mend(sinceMs));
    const { pages, arrived } = swept;
    log.info('ingest.swept', { pages, arrived, holes_left: holesLeft });
    deps.onNews?.({ kind: 'swept', atMs: time.now(), arrived });
    return { ...swept, holesLeft };
  };

  const heard = (atMs: EpochMs, how: string) => hearing.heard(atMs, how, isLost);

  return {
    lost,
    mend,
    heard,
    ended: (lastHeardMs) => hearing.heard(lastHeardMs, AT_THE_END, isLost),
    lists: exclusive,
    isLost: () => isLost,
    polled(poll) {
      const sinceMs = hearing.lastMs();
      const metNothingKnown = poll.entries > 0 && poll.arrived === poll.entries;
      if (!metNothingKnown || sinceMs === undefined) return heard(time.now(), 'poll');
      if (holes.proves(loginKey, reachOf(poll), sinceMs)) return heard(time.now(), 'poll');
      lost('nothing at the top of the home was known');
      close(poll);
    },
    resume: () => lost('Driftline was not running'),
    afterReconnect: openReconnects(session, mend),
  };
}

/** When anything was last heard of the server; now and then the database is told as well. */
function openHearing({ deps: { pace }, state, loginKey }: Session) {
  let lastMs = state.find(loginKey, 'last_heard')?.at_ms as EpochMs | undefined;
  let rememberedMs = 0;
  const remember = (atMs: EpochMs, how: string) => {
    lastMs = atMs;
    rememberedMs = atMs;
    state.set(loginKey, 'last_heard', how, atMs);
  };
  return {
    lastMs: () => lastMs,
    remember,
    /** While a hole lasts, its beginning stays the last thing that is remembered. */
    heard(atMs: EpochMs, how: string, isLost: boolean): void {
      lastMs = atMs;
      const isDue = how === AT_THE_END || atMs - rememberedMs >= REMEMBER_MS / pace;
      if (!isLost && isDue) remember(atMs, how);
    },
  };
}

/** A flapping stream does not sweep as often as it flaps: the sweep under way begins anew. */
function openReconnects(session: Session, mend: () => Promise<Mended>): () => Promise<void> {
  const { deps, connection } = session;
  const pause = (ms: number) => sleep(deps.time, ms / deps.pace, connection.signal);
  let reconnects = 0;
  let isSweeping = false;
  return async () => {
    reconnects += 1;
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
