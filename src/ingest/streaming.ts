import type { EpochMs } from '../core/clock.ts';
import { verifyCredentials } from '../mastodon/people.ts';
import { keepStreaming } from '../mastodon/stream.ts';
import { openLive } from './live.ts';
import type { Repair } from './repair.ts';
import { isPassing, type Session } from './session.ts';

export interface Streaming {
  readonly isUp: () => boolean;
  /** What stood is not to be trusted any more: a new connection, as after a loss. */
  readonly hangUp: (why: string) => void;
  /** Listens until the signal is aborted; ends at once where the server does not stream. */
  readonly listen: () => Promise<void>;
}

/** The stream, tied to what is written and to the holes. `onUp` hears of each connection. */
export function openStreaming(session: Session, repair: Repair, onUp: () => void): Streaming {
  const { deps, connection } = session;
  const live = openLive(session);
  let isUp = false;
  let hangUp: (why: string) => void = () => {};

  const ears = {
    frame: live.frame,
    up(end: (why: string) => void) {
      isUp = true;
      hangUp = end;
      deps.log.info('ingest.stream_up');
      deps.onNews?.({ kind: 'up', atMs: deps.time.now() });
      onUp();
    },
    down(lastHeardMs: EpochMs, why: string) {
      isUp = false;
      live.flush();
      if (connection.signal.aborted) return repair.heard(lastHeardMs, 'stream');
      deps.log.warn('ingest.stream_down', { why });
      repair.lost(why, lastHeardMs);
      deps.onNews?.({ kind: 'down', sinceMs: lastHeardMs, why });
    },
    alive: (nowMs: EpochMs) => repair.heard(nowMs, 'stream'),
    /**
     * The stream's door may be shut for other reasons: only a 401 to a plain question ends it all.
     */
    async refused(httpStatus: number) {
      deps.log.warn('ingest.stream_refused', { status: httpStatus });
      try {
        await verifyCredentials(connection);
      } catch (error) {
        if (!isPassing(error)) throw error;
      }
    },
  };

  return {
    isUp: () => isUp,
    hangUp: (why) => hangUp(why),
    async listen() {
      const { streamingUrl } = session;
      if (streamingUrl === undefined) return; // such a server is met by polling alone
      const { openSocket, random, pace } = deps;
      try {
        await keepStreaming({ connection, streamingUrl, openSocket, random, pace, ears });
      } finally {
        live.flush();
      }
    },
  };
}
