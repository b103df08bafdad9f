import { type EpochMs, HOUR_MS } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import type { IngestDeps, Session } from './session.ts';

/** Whether trying again may help. */
export function isPassing(error: unknown): error is DriftlineError {
  return error instanceof DriftlineError && error.code === 'upstream';
}

/**
 * What the server will not or cannot do now is logged, and everything goes on, as it does when
 * nothing can be written for now; the rest is thrown. Gives what was told last of this work;
 * undefined: it was done.
 */
export async function goingOn(
  { deps, standstill }: Session,
  work: () => Promise<unknown>,
  before?: Told,
): Promise<Told | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (standstill.notice(error)) return before;
    const isServers = error instanceof DriftlineError && SERVERS.has(error.code);
    if (!isServers) throw error;
    const why = error.message;
    const tell = () => deps.log.warn('ingest.try_again', { why });
    return tellFailure(deps, { why, before, tell });
  }
}

const SERVERS: ReadonlySet<string> = new Set(['upstream', 'invalid', 'not_found']);

/** A failure that a line of the log told of. */
export interface Told {
  readonly why: string;
  readonly atMs: EpochMs;
}

/** A night without a network would be a thousand lines that say the same. */
const TELL_AGAIN_MS = HOUR_MS;

/** Tells of what fails again and again: at first, where the reason is another, and each hour. */
export function tellFailure(
  { time, pace }: Pick<IngestDeps, 'time' | 'pace'>,
  { why, before, tell }: { why: string; before: Told | undefined; tell: () => void },
): Told {
  const atMs = time.now();
  if (before?.why === why && atMs - before.atMs < TELL_AGAIN_MS / pace) return before;
  tell();
  return { why, atMs };
}
