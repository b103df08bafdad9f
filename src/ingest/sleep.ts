import { type EpochMs, SECOND_MS, sleep, type Time } from '../core/clock.ts';
import type { Repair } from './repair.ts';
import type { Session } from './session.ts';
import type { Streaming } from './streaming.ts';

/** Both at pace 1 and above: a fast pace makes no machine wake up sooner. */
const WATCH_MS = 10 * SECOND_MS;
const SLEPT_MS = 30 * SECOND_MS;
const atPace = (ms: number, pace: number) => ms / Math.min(1, pace);

/**
 * Whether this process has been running all the time. A machine that slept, or a process that was
 * stopped, finds the wall's clock ahead of its timers. What waited in the socket is read before any
 * timer runs and looks as if it came just now, when everything after it may be lost.
 */
export interface Watch {
  /** Since when it is not known to have been awake, unix ms; undefined: it is awake. */
  readonly sleptSinceMs: () => EpochMs | undefined;
  /** It is awake. */
  readonly tick: () => void;
}

export function openWatch({ now }: Pick<Time, 'now'>, pace: number): Watch {
  const noticedAfterMs = atPace(WATCH_MS + SLEPT_MS, pace);
  let awakeMs = now();
  return {
    sleptSinceMs: () => (now() - awakeMs > noticedAfterMs ? awakeMs : undefined),
    tick() {
      awakeMs = now();
    },
  };
}

/**
 * After a sleep the socket may look alive and be dead for as long as nobody writes to it, so it is
 * not waited for.
 */
export async function noticeSleep(
  { deps, connection }: Session,
  repair: Repair,
  streaming: Streaming,
): Promise<void> {
  const { time, log, pace } = deps;
  for (;;) {
    await sleep(time, atPace(WATCH_MS, pace), connection.signal);
    const sinceMs = repair.watch.sleptSinceMs();
    if (sinceMs !== undefined) {
      log.info('ingest.slept', { seconds: Math.round((time.now() - sinceMs) / SECOND_MS) });
      repair.lost('this machine slept');
      streaming.hangUp('this machine slept');
    }
    repair.watch.tick();
  }
}
