import type { EpochMs } from '../core/clock.ts';
import { TRIMMED_FROM } from '../store/holes.ts';
import { overlapMs, type Session } from './session.ts';
import type { Swept } from './sweep.ts';

/** Whether a hole lasts that tells of all since then. */
export function lastsSince({ holes, loginKey }: Session, sinceMs: EpochMs | undefined): boolean {
  const lastingMs = holes.lastingSinceMs(loginKey);
  return lastingMs !== undefined && sinceMs !== undefined && lastingMs <= sinceMs;
}

/**
 * What its members said between the last reading of a list and a change of it stands neither in it
 * nor in the home: only their own pages have it.
 */
export function noteUnread(
  { deps, holes, loginKey }: Session,
  detail: string,
  sinceMs: EpochMs | undefined,
): void {
  if (sinceMs === undefined) return; // nothing of it was known
  const nowMs = deps.time.now();
  const fromMs = (sinceMs - overlapMs(deps)) as EpochMs;
  holes.add({ loginKey, fromMs, toMs: nowMs, state: 'open', noticedAtMs: nowMs, detail });
}

/** Nothing in it was known, down to where it is trimmed: more had passed than it holds. */
export function noteTurnedOver(
  { deps, holes, loginKey }: Session,
  { entries, arrived, oldestMs }: Swept,
  sinceMs: EpochMs,
): void {
  const fromMs = (sinceMs - overlapMs(deps)) as EpochMs;
  if (entries < TRIMMED_FROM || arrived < entries || oldestMs <= fromMs) return;
  holes.add({
    loginKey,
    fromMs,
    toMs: oldestMs as EpochMs,
    state: 'open',
    noticedAtMs: deps.time.now(),
    detail: 'a list held nothing that was known',
  });
}
