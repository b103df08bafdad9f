import { type EpochMs, HOUR_MS } from '../../core/clock.ts';
import type { Log } from '../../core/log.ts';

/** Told why the disk does not take a picture. */
export type NotKept = (error: unknown) => void;

/** Logs it once an hour: what keeps one from the disk keeps all of a page from it. */
export function logNotKept(log: Log, now: () => EpochMs): NotKept {
  let toldMs: number | undefined;
  return (error) => {
    const nowMs = now();
    const agoMs = nowMs - (toldMs ?? Number.NEGATIVE_INFINITY);
    if (agoMs >= 0 && agoMs < HOUR_MS) return;
    toldMs = nowMs;
    log.warn('media.not_kept', { reason: String(error) });
  };
}
