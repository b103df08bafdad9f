import { type EpochMs, MINUTE_MS, momentBefore } from '../core/clock.ts';
import type { Hearing } from './hearing.ts';
import { overlapMs, type Session } from './session.ts';
import type { Swept } from './sweep.ts';

/**
 * An entry is in the home before its frame is sent, and a server that is overloaded sends it
 * minutes later: what entered since then the stream may still say. At pace 1.
 */
const FRAME_LATE_MS = 5 * MINUTE_MS;

/**
 * What is new before the loss was in the home while the stream spoke, and it had not said so: nor,
 * maybe, what stood below and is out of reach.
 */
export function tellOfDeafness(
  { deps, holes, loginKey }: Session,
  { unpolledSinceMs, lostSinceMs }: Hearing,
  { askedAtMs }: Pick<Swept, 'askedAtMs'>,
): void {
  const unpolledMs = unpolledSinceMs();
  if (unpolledMs === undefined) return;
  holes.beginEarlier(loginKey, lostSinceMs(unpolledMs) - overlapMs(deps), askedAtMs);
}

/**
 * Whether a poll came upon what the stream should have said since. One that went back to
 * `unpolledSinceMs` tells so by anything new but the newest, unless that is all that it saw: else
 * what entered since then was read just now.
 */
export function tellsOfLoss(
  { deps, holes, loginKey }: Session,
  poll: Swept,
  sinceMs: EpochMs,
  unpolledSinceMs: EpochMs | undefined,
): boolean {
  const { askedAtMs, oldestMs, arrived, entries } = poll;
  const marginMs = overlapMs(deps);
  if (unpolledSinceMs !== undefined) {
    const saidByMs = momentBefore(askedAtMs, FRAME_LATE_MS / deps.pace);
    if (arrived === 0 || oldestMs >= saidByMs) return arrived > 0;
    const stretch = { fromMs: unpolledSinceMs - marginMs, untilMs: saidByMs };
    return holes.isUnsaid(loginKey, askedAtMs, stretch);
  }
  const metNothingKnown = entries > 0 && arrived === entries;
  return metNothingKnown && !holes.proves(loginKey, { ...poll, marginMs }, sinceMs);
}
