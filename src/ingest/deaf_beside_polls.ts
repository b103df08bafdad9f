import { type EpochMs, MINUTE_MS, momentBefore } from '../core/clock.ts';
import { FRAME_LATE_MS } from './deafness.ts';
import type { Session } from './session.ts';

/** A follow that is new, or a boost that was taken back, brings something without a frame. */
const POLLS_MIN = 3;
/** Less than the margin of a hole, so that those of connections that follow one another meet. */
const PATIENCE_MAX_MS = 10 * MINUTE_MS; // at pace 1

/**
 * Polls bring what stands at the top of the home, whether the stream says it or not. What enters
 * further down, an edit or a deletion the stream alone says: one that is silent while poll after
 * poll brings something new is none. Where the next is deaf as well it is given longer.
 */
export function openDeafBesidePolls({ deps }: Pick<Session, 'deps'>) {
  const leastMs = FRAME_LATE_MS / deps.pace;
  let patienceMs = leastMs;
  let unsaid: readonly EpochMs[] = []; // when the first polls that brought something were asked for
  return {
    /** A frame came. Whether that is news, after a connection that was given up. */
    spoke(): boolean {
      const wasGivenUp = patienceMs > leastMs;
      unsaid = [];
      patienceMs = leastMs;
      return wasGivenUp;
    },
    /** Another connection. Whether the last was given up. */
    begins(): boolean {
      unsaid = [];
      return patienceMs > leastMs;
    },
    /** A poll of the top brought `arrived` entries. Whether the stream should have said so. */
    isDeaf(askedAtMs: EpochMs, arrived: number): boolean {
      if (arrived > 0) unsaid = [...unsaid, askedAtMs].slice(0, POLLS_MIN);
      const [first] = unsaid;
      if (first === undefined || unsaid.length < POLLS_MIN) return false;
      if (first > momentBefore(askedAtMs, patienceMs)) return false;
      patienceMs = Math.min(2 * patienceMs, PATIENCE_MAX_MS / deps.pace);
      return true;
    },
  };
}
