import { type EpochMs, SECOND_MS, sleep } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import type { IngestDeps } from './session.ts';

/** Nothing can be written for now: the disk is full, or somebody else has locked the database. */
export interface Standstill {
  /** True where `error` tells of one. It is said once, and again where the reason is another. */
  readonly notice: (error: unknown) => boolean;
  readonly lasts: () => boolean;
  /** Something was written again. */
  readonly over: () => void;
  /** Resolves when none lasts; rejects when the signal is aborted first. */
  readonly passed: (signal: AbortSignal) => Promise<void>;
}

/** At pace 1. Somebody makes room, or is done with the file: it is soon found out. */
export const TRY_AGAIN_MS = 5 * SECOND_MS;

/** Whether the same may be written later. */
export function mayBeWrittenLater(error: unknown): error is DriftlineError {
  return error instanceof DriftlineError && error.code === 'storage' && error.mayPass;
}

export function openStandstill(
  deps: Pick<IngestDeps, 'time' | 'pace' | 'log' | 'onNews'>,
): Standstill {
  const { time, pace, log } = deps;
  let lasting: { readonly sinceMs: EpochMs; readonly why: string } | undefined;
  return {
    lasts: () => lasting !== undefined,
    notice(error) {
      if (!mayBeWrittenLater(error)) return false;
      const why = error.message;
      if (lasting?.why === why) return true;
      lasting = { sinceMs: lasting?.sinceMs ?? time.now(), why };
      log.warn('ingest.cannot_write', { why });
      deps.onNews?.({ kind: 'stuck', ...lasting });
      return true;
    },
    over() {
      if (lasting === undefined) return;
      const seconds = Math.round((time.now() - lasting.sinceMs) / SECOND_MS);
      lasting = undefined;
      log.info('ingest.writes_again', { seconds });
      deps.onNews?.({ kind: 'unstuck', atMs: time.now() });
    },
    async passed(signal) {
      while (lasting !== undefined) await sleep(time, TRY_AGAIN_MS / pace, signal);
    },
  };
}
