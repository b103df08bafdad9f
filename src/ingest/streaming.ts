import { type EpochMs, HOUR_MS, sleep } from '../core/clock.ts';
import { readStreamingUrl, verifyCredentials } from '../mastodon/people.ts';
import { keepStreaming } from '../mastodon/stream.ts';
import { STREAM_SHUT } from '../store/ingest_state.ts';
import type { Crew } from './crew.ts';
import { openDeafBesidePolls } from './deaf_beside_polls.ts';
import { isPassing } from './going_on.ts';
import { STREAM } from './hearing.ts';
import { openLive } from './live.ts';
import type { Repair } from './repair.ts';
import type { Session } from './session.ts';
import type { Standstill } from './standstill.ts';
import type { Swept } from './sweep.ts';

export interface Streaming {
  readonly isUp: () => boolean;
  /** Some of what it said is not written yet, because nothing can be written. */
  readonly isBehind: () => boolean;
  /** A poll of the top came through: one that says nothing beside it is given up. */
  readonly polled: (poll: Pick<Swept, 'askedAtMs' | 'arrived'>) => void;
  /** What stood is not to be trusted any more: a new connection, as after a loss. */
  readonly hangUp: (why: string) => void;
  /** Listens until the signal is aborted; where the server does not stream, once it does. */
  readonly listen: () => Promise<void>;
}

export interface StreamingNeeds {
  readonly repair: Repair;
  /** Hears of each connection. */
  readonly onUp: () => void;
  readonly heed: Crew['heed'];
}

const DEAF = 'the stream says nothing of what comes to the home';
const MUTE = 'it pings, and no more'; // why it is shut, as doctor says it

/** What passes is waited out; the rest ends the crew. */
function patient(heed: Crew['heed'], standstill: Standstill): Crew['heed'] {
  return (work) =>
    heed(() => {
      try {
        work();
      } catch (error) {
        if (!standstill.notice(error)) throw error;
      }
    });
}

/** The stream, tied to what is written and to the holes. */
export function openStreaming(session: Session, needs: StreamingNeeds): Streaming {
  const { deps, connection, loginKey, state } = session;
  const { repair, onUp } = needs;
  const heed = patient(needs.heed, session.standstill);
  const live = openLive(session, {
    heed,
    onOverflow: (sinceMs) => repair.lost('more came than could be kept unwritten', sinceMs),
  });
  let isUp = false;
  let hangUp: (why: string) => void = () => {};
  const besidePolls = openDeafBesidePolls(session);

  // What is not written yet must not count as heard: a program that is killed now has not got it.
  const ended = () => {
    if (!live.isBehind()) heed(repair.ended);
  };
  const note = (why: string) => heed(() => state.set(loginKey, STREAM_SHUT, why, deps.time.now()));

  const ears = {
    frame: (text: string) => heed(() => live.frame(text)),
    up(end: (why: string) => void) {
      isUp = true;
      hangUp = end;
      deps.log.info('ingest.stream_up');
      note(besidePolls.begins() ? MUTE : '');
      deps.onNews?.({ kind: 'up', atMs: deps.time.now() });
      onUp();
    },
    down(lastHeardMs: EpochMs, why: string) {
      isUp = false;
      heed(live.flush);
      if (connection.signal.aborted) return ended();
      deps.log.warn('ingest.stream_down', { why });
      heed(() => repair.lost(why));
      deps.onNews?.({ kind: 'down', sinceMs: lastHeardMs, why });
    },
    alive(atMs: EpochMs) {
      if (besidePolls.spoke()) note('');
      if (!live.isBehind()) heed(() => repair.heard(atMs, STREAM));
    },
    shut(why: string) {
      deps.log.warn('ingest.stream_shut', { why });
      note(why);
    },
    async refused(httpStatus: number) {
      deps.log.warn('ingest.stream_refused', { status: httpStatus });
      await mustBeKnown(connection);
    },
  };

  return {
    isUp: () => isUp,
    isBehind: live.isBehind,
    polled({ askedAtMs, arrived }) {
      if (isUp && besidePolls.isDeaf(askedAtMs, arrived)) hangUp(DEAF);
    },
    hangUp: (why) => hangUp(why),
    async listen() {
      const streamingUrl = session.streamingUrl ?? (await laterAddress(session));
      const { openSocket, random, pace } = deps;
      try {
        const addressAfter = openAddress(session, streamingUrl);
        await keepStreaming({ connection, addressAfter, openSocket, random, pace, ears });
      } finally {
        live.flush();
      }
    },
  };
}

/** The stream's door may be shut for other reasons: only a 401 to a plain question ends it all. */
async function mustBeKnown(connection: Session['connection']): Promise<void> {
  try {
    await verifyCredentials(connection);
  } catch (error) {
    if (!isPassing(error)) throw error;
  }
}

const ASK_LATER_MS = HOUR_MS;

/**
 * Where a server does not stream it is met by polling alone, until it does: it may have been
 * half-way up when it was asked, and servers come to versions that stream.
 */
async function laterAddress({ deps, connection }: Session): Promise<string> {
  for (;;) {
    await sleep(deps.time, ASK_LATER_MS / deps.pace, connection.signal);
    const address = await addressOr(undefined, connection);
    if (address !== undefined) return address;
  }
}

/** After so many connections in a row that failed, the server is asked where its stream is now. */
const ASK_ANEW_AFTER = 8;

function openAddress(
  { connection }: Session,
  first: string,
): (failures: number) => Promise<string> {
  let address = first;
  return async (failures) => {
    if (failures === 0 || failures % ASK_ANEW_AFTER !== 0) return address;
    // Where nothing may be asked for now, it would wait; the stream itself need not.
    if (connection.accountant.isPaused()) return address;
    address = await addressOr(address, connection);
    return address;
  };
}

/** What the server says now; `before` where it says nothing, or is away. */
async function addressOr<T>(before: T, connection: Session['connection']): Promise<string | T> {
  try {
    return (await readStreamingUrl(connection)) ?? before;
  } catch (error) {
    if (!isPassing(error) && !connection.signal.aborted) throw error;
    return before;
  }
}
