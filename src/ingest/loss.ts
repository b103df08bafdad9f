import type { EpochMs } from '../core/clock.ts';
import type { HoleBegun } from '../store/holes.ts';
import type { Hearing } from './hearing.ts';
import { overlapMs, type Session } from './session.ts';
import type { Watch } from './sleep.ts';

interface Begun {
  readonly detail: string;
  /** When anything was last heard before it. */
  readonly heardMs: number;
  readonly atMs: EpochMs;
}

export type Loss = ReturnType<typeof openLoss>;

/** Whether a stretch lasts of which we may miss arrivals, and its hole in the database. */
export function openLoss(
  { deps, holes, loginKey, standstill }: Session,
  hearing: Hearing,
  watch: Watch,
) {
  let begun: Begun | undefined;
  let again: Begun | undefined; // the first since the sweep that is under way began
  let unwritten: HoleBegun | undefined; // while the database cannot be written
  const write = () => {
    if (unwritten !== undefined) holes.begin(unwritten);
    unwritten = undefined;
  };
  const beginWith = (loss: Begun) => {
    begun = loss;
    const fromMs = (loss.heardMs - overlapMs(deps)) as EpochMs;
    unwritten = { loginKey, fromMs, noticedAtMs: loss.atMs, detail: loss.detail };
    try {
      write();
    } catch (error) {
      if (!standstill.notice(error)) throw error;
    }
  };
  const notAfter = (loss: Begun | undefined, nowMs: EpochMs) =>
    loss && { ...loss, heardMs: Math.min(loss.heardMs, nowMs), atMs: earlier(loss.atMs, nowMs) };
  return {
    write,
    lasts: () => begun !== undefined,
    /** A sweep that was asked for at `atMs` does not reach to what was lost after it. */
    isSince: (atMs: EpochMs) => begun !== undefined && begun.atMs > atMs,
    begin(detail: string, sinceMs = hearing.lastMs(), atMs = deps.time.now()): void {
      // before the first contact there is nothing to miss
      if (sinceMs === undefined) return;
      const heardMs = Math.min(sinceMs, watch.sleptSinceMs() ?? sinceMs);
      const loss = { detail, heardMs, atMs };
      if (begun === undefined) beginWith(loss);
      else again ??= loss;
    },
    /** The home is swept from now on: what was lost by now it will find. */
    isSwept(): void {
      again = undefined;
    },
    /** What a sweep asked for at `atMs` could find is found. What was lost since lasts on. */
    end(atMs: EpochMs): void {
      const next = again;
      begun = undefined;
      again = undefined;
      if (next !== undefined) beginWith({ ...next, heardMs: Math.max(next.heardMs, atMs) });
    },
    /** Its hole ends at `toMs`, whatever a sweep has told of it; false where none is written. */
    endWhere(toMs: EpochMs): boolean {
      if (begun === undefined || unwritten !== undefined) return false;
      try {
        if (!holes.endLasting(loginKey, toMs)) return false;
      } catch (error) {
        if (!standstill.notice(error)) throw error;
        return false;
      }
      begun = undefined;
      again = undefined;
      return true;
    },
    /** The clock was set right: nothing began in the future. */
    settle(): void {
      begun = notAfter(begun, deps.time.now());
      again = notAfter(again, deps.time.now());
    },
  };
}

function earlier(a: EpochMs, b: EpochMs): EpochMs {
  return a < b ? a : b;
}
