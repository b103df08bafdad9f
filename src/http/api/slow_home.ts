import { type Clock, isAhead, SECOND_MS } from '../../core/clock.ts';
import { DriftlineError } from '../../core/errors.ts';

/** Who took so long to fail takes as long the next time. */
const SLOW_MS = 3 * SECOND_MS;
const LEFT_ALONE_MS = 20 * SECOND_MS;

/**
 * A home server that neither answers nor refuses costs each question its whole patience, and a
 * client asks ten of them before it shows anything. So after one such failure, what is only read,
 * or can be done later, is not asked for a while.
 */
export function openSlowHome(now: Clock) {
  let until = 0;
  let why: DriftlineError | undefined;
  return {
    /** Throws what the last question came to, where that is but a moment ago. */
    async asking<T>(canWait: boolean, ask: () => Promise<T>): Promise<T> {
      if (canWait && why !== undefined && isAhead(until, now(), LEFT_ALONE_MS)) throw why;
      const askedAtMs = now();
      try {
        const answer = await ask();
        why = undefined;
        return answer;
      } catch (error) {
        const isSlow = error instanceof DriftlineError && now() - askedAtMs >= SLOW_MS;
        if (isSlow) {
          why = error;
          until = now() + LEFT_ALONE_MS;
        }
        throw error;
      }
    },
  };
}
