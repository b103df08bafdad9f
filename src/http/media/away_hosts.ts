import { type EpochMs, HOUR_MS } from '../../core/clock.ts';
import type { Log } from '../../core/log.ts';

const HOSTS_MAX = 1_000;

/** Logs that the host of an address does not answer: once an hour, not for each of its pictures. */
export function openAwayHosts(log: Log, now: () => EpochMs): (url: URL, error: unknown) => void {
  const toldMs = new Map<string, number>();
  return ({ host }, error) => {
    const nowMs = now();
    const agoMs = nowMs - (toldMs.get(host) ?? Number.NEGATIVE_INFINITY);
    if (agoMs >= 0 && agoMs < HOUR_MS) return;
    if (toldMs.size >= HOSTS_MAX) toldMs.clear();
    toldMs.set(host, nowMs);
    log.info('media.unreachable', { host, reason: String(error) });
  };
}
