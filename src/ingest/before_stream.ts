import type { EpochMs } from '../core/clock.ts';
import { overlapMs, type Session } from './session.ts';
import type { Swept } from './sweep.ts';

/**
 * Between the last time that the home was asked and the moment when the stream came up nobody says
 * what comes but the home itself, and one that is very busy turns over meanwhile.
 */
export function openBeforeStream({ deps, holes, loginKey }: Session) {
  let askedMs: EpochMs | undefined;
  let upMs: EpochMs | undefined;
  return {
    /** The home was asked at `atMs`: of what came before, nothing is missing or a hole tells. */
    asked(atMs: EpochMs): void {
      if (upMs === undefined || atMs < upMs) askedMs = atMs;
    },
    up(nowMs: EpochMs): void {
      upMs ??= nowMs;
    },
    /** Of what came before `atMs` a hole tells, and since then the stream has spoken. */
    told(atMs: EpochMs): void {
      upMs = undefined;
      askedMs = atMs;
    },
    /** Since when the first sweep after the stream came up should reach back, where it does not. */
    unseenSinceMs(swept: Swept): EpochMs | undefined {
      if (upMs === undefined || swept.askedAtMs < upMs) return undefined;
      upMs = undefined;
      if (askedMs === undefined || swept.entries === 0 || swept.oldestMs <= askedMs)
        return undefined;
      const reach = { ...swept, marginMs: overlapMs(deps) };
      return holes.proves(loginKey, reach, askedMs) ? undefined : askedMs;
    },
  };
}

export type BeforeStream = ReturnType<typeof openBeforeStream>;
