import { type EpochMs, MINUTE_MS, SECOND_MS, sleep } from '../core/clock.ts';
import type { Session } from './session.ts';
import { type Swept, sweep, WHOLE_HOME_PAGES } from './sweep.ts';

const SETTLE_MS = 2 * SECOND_MS; // after subscribing there is no acknowledgement
const AGAIN_MS = 90 * SECOND_MS; // late deliveries after a reconnect
const AGAIN_PAGES = 10;
const OVERLAP_MS = 15 * MINUTE_MS;
const REMEMBER_MS = 15 * SECOND_MS;

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
  /** Whether a hole lasts. */
  readonly isLost: () => boolean;
  /** Sweeps the whole home and closes what it reaches over. */
  readonly mend: () => Promise<Mended>;
  /** After a reconnect: sweeps once the stream has settled, and again for what comes late. */
  readonly afterReconnect: () => Promise<void>;
}

export interface Mended extends Swept {
  /** Holes that it came upon and could not reach over: their statuses are lost to the home. */
  readonly holesLeft: number;
}

export function openRepair(session: Session): Repair {
  const { deps, connection, holes, state, loginKey } = session;
  const { time, pace, log } = deps;
  let lastHeardMs = state.find(loginKey, 'last_heard')?.at_ms as EpochMs | undefined;
  let rememberedMs = 0;
  let isLost = false;
  let reconnects = 0;
  let isSweeping = false;

  const lost: Repair['lost'] = (detail, sinceMs = lastHeardMs) => {
    // before the first contact there is nothing to miss
    if (sinceMs === undefined || isLost) return;
    isLost = true;
    const fromMs = (sinceMs - OVERLAP_MS / pace) as EpochMs;
    holes.begin({ loginKey, fromMs, noticedAtMs: time.now(), detail });
  };

  const mend = async (): Promise<Mended> => {
    const swept = await sweep(session, { purpose: 'repair', pagesMax: WHOLE_HOME_PAGES });
    isLost = false;
    const holesLeft = holes.swept(loginKey, swept, time.now());
    remember(time.now(), 'sweep');
    const { pages, arrived } = swept;
    log.info('ingest.swept', { pages, arrived, holes_left: holesLeft });
    deps.onNews?.({ kind: 'swept', atMs: time.now(), arrived });
    return { ...swept, holesLeft };
  };

  const remember = (atMs: EpochMs, how: string) => {
    lastHeardMs = atMs;
    rememberedMs = atMs;
    state.set(loginKey, 'last_heard', how, atMs);
  };

  return {
    lost,
    mend,
    isLost: () => isLost,
    heard(atMs, how) {
      lastHeardMs = atMs;
      if (!isLost && atMs - rememberedMs >= REMEMBER_MS / pace) remember(atMs, how);
    },
    resume: () => lost('Driftline was not running'),
    async afterReconnect() {
      // A flapping stream does not sweep as often as it flaps: the sweep under way begins anew.
      reconnects += 1;
      if (isSweeping) return;
      isSweeping = true;
      try {
        for (let seen = 0; seen !== reconnects; ) {
          seen = reconnects;
          await sleep(time, SETTLE_MS / pace, connection.signal);
          await mend();
          await sleep(time, AGAIN_MS / pace, connection.signal);
          if (seen === reconnects)
            await sweep(session, { purpose: 'repair', pagesMax: AGAIN_PAGES });
        }
      } finally {
        isSweeping = false;
      }
    },
  };
}
