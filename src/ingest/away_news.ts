import { isPassing } from './going_on.ts';
import type { Session } from './session.ts';
import type { Streaming } from './streaming.ts';

/** Where no stream tells that the server is away, and back, polls do. */
export function openAwayNews({ deps }: Session, streaming: Streaming) {
  let isAway = false;
  return async (poll: () => Promise<void>): Promise<void> => {
    try {
      await poll();
      if (isAway) deps.onNews?.({ kind: 'up', atMs: deps.time.now() });
      isAway = false;
    } catch (error) {
      if (isPassing(error) && !streaming.isUp() && !isAway) {
        isAway = true;
        deps.onNews?.({ kind: 'down', sinceMs: deps.time.now(), why: error.message });
      }
      throw error;
    }
  };
}
