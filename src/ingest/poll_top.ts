import type { EpochMs } from '../core/clock.ts';
import { WHOLE_HOME_PAGES } from '../mastodon/home.ts';
import { isPassing } from './going_on.ts';
import type { Repair } from './repair.ts';
import { overlapMs, type Session } from './session.ts';
import { StaleHome } from './stale_home.ts';
import type { Streaming } from './streaming.ts';
import { madeAnew, type Swept, sweep } from './sweep.ts';

/**
 * The top page; where nothing on it is known, further down until something is; and where no poll
 * has come through for a while, or this one waited so long, back to the last that did. While a hole
 * lasts, the whole home is swept instead, where that is due: the server may be back, whether or not
 * it streams.
 */
export async function pollTop(
  session: Session,
  repair: Repair,
  streaming: Streaming,
): Promise<void> {
  try {
    if (repair.isLost()) return await repair.catchUp();
    const read = await readTop(session, repair);
    if (read === undefined) return await repair.catchUp();
    const { swept, sinceMs } = read;
    // Where nothing else tells what comes, all of it may be missing by the time it is whole.
    const isOfNothing = swept.isPartial && swept.entries === 0;
    if (isOfNothing && !streaming.isUp()) throw madeAnew(session);
    // What the stream said and could not be written is no more proven to be here than before.
    if (!streaming.isBehind() && !swept.isPartial) {
      repair.polled(swept, sinceMs);
      streaming.polled(swept);
    }
    if (repair.isUnswept()) await repair.catchUp();
  } catch (error) {
    if (error instanceof StaleHome) repair.lost(error.message, error.newestMs);
    else if (isPassing(error) && !streaming.isUp()) repair.lost(error.message);
    throw error;
  }
}

interface TopRead {
  readonly swept: Swept;
  /** When the last poll came through, where this one went back to it. */
  readonly sinceMs: EpochMs | undefined;
}

/** Undefined where it waited for so long that a hole has begun. */
async function readTop(session: Session, repair: Repair): Promise<TopRead | undefined> {
  const range = { purpose: 'poll', pagesMax: WHOLE_HOME_PAGES } as const;
  const backTo = (ms: EpochMs) =>
    sweep(session, { ...range, untilMs: ms - overlapMs(session.deps) });
  const sinceMs = repair.unpolledSinceMs();
  if (sinceMs !== undefined) return { swept: await backTo(sinceMs), sinceMs };
  const swept = await sweep(session, { ...range, stopAtKnown: true });
  const waitedSinceMs = repair.unpolledSinceMs();
  if (waitedSinceMs === undefined || swept.arrived === swept.entries) return { swept, sinceMs };
  if (repair.isLost()) return undefined;
  const below = await backTo(waitedSinceMs);
  // What was new on the first page tells of a loss, and is known by now.
  const { askedAtMs } = swept;
  const arrived = swept.arrived + below.arrived;
  return { swept: { ...below, askedAtMs, arrived }, sinceMs: waitedSinceMs };
}
