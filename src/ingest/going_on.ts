import { type EpochMs, HOUR_MS } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import type { IngestDeps, Session } from './session.ts';

/** Whether trying again may help. */
export function isPassing(error: unknown): error is DriftlineError {
  return error instanceof DriftlineError && error.code === 'upstream';
}

/**
 * What the server will not or cannot do now is logged, and everything goes on, as it does when
 * nothing can be written for now; the rest is thrown.
 */
export async function goingOn(
  { deps, standstill, tellOnce }: Pick<Session, 'deps' | 'standstill' | 'tellOnce'>,
  work: () => Promise<unknown>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (standstill.notice(error)) return;
    const isServers = error instanceof DriftlineError && SERVERS.has(error.code);
    if (!isServers) throw error;
    const why = error.message;
    tellOnce(why, () => deps.log.warn('ingest.try_again', { why }));
  }
}

const SERVERS: ReadonlySet<string> = new Set(['upstream', 'invalid', 'not_found']);

export type TellOnce = (why: string, tell: () => void) => void;

/** A night without a network would be a thousand lines that say the same. */
const TELL_AGAIN_MS = HOUR_MS;
const REASONS_MAX = 100;

/**
 * Tells of what fails again and again: at first, and each hour, whichever work it is that fails for
 * the same reason.
 */
export function openTellOnce({ time, pace }: Pick<IngestDeps, 'time' | 'pace'>): TellOnce {
  const told = new Map<string, EpochMs>();
  return (why, tell) => {
    const atMs = time.now();
    const beforeMs = told.get(why);
    const agoMs = atMs - (beforeMs ?? atMs);
    if (beforeMs !== undefined && agoMs >= 0 && agoMs < TELL_AGAIN_MS / pace) return;
    if (told.size >= REASONS_MAX) told.clear();
    told.set(why, atMs);
    tell();
  };
}
