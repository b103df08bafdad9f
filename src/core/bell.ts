import type { Time } from './clock.ts';

/** Wakes somebody who rests between rounds of work, and tells others when a round is over. */
export interface Bell {
  /** Ends the rest, or the next one before it begins. */
  readonly ring: () => void;
  /** Rings; resolves when a round that began after that is over. */
  readonly round: () => Promise<void>;
  /** Rests so long, or until it is rung for or stopped. Whoever waits for a round is told first. */
  readonly rest: (time: Time, restMs: number, signal: AbortSignal) => Promise<void>;
}

export function openBell(): Bell {
  let isRung = false;
  let wake = () => {};
  let waiting: (() => void)[] = [];
  const ring = () => {
    isRung = true;
    wake();
  };
  return {
    ring,
    round() {
      ring();
      return new Promise((resolve) => {
        waiting.push(resolve);
      });
    },
    rest(time, restMs, signal) {
      if (!isRung || signal.aborted) {
        for (const resolve of waiting) resolve();
        waiting = [];
      }
      return new Promise((resolve) => {
        const end = () => {
          cancel();
          signal.removeEventListener('abort', end);
          wake = () => {};
          isRung = false;
          resolve();
        };
        const cancel = time.after(restMs, end);
        if (isRung || signal.aborted) return end();
        signal.addEventListener('abort', end, { once: true });
        wake = end;
      });
    },
  };
}
