import { type EpochMs, HOUR_MS, MINUTE_MS, momentBefore } from '../core/clock.ts';
import { SILENT } from '../store/hole_reasons.ts';
import { openSilences } from '../store/silences.ts';
import type { Hearing } from './hearing.ts';
import { overlapMs, type Session } from './session.ts';
import type { Swept } from './sweep.ts';

/**
 * An entry is in the home before its frame is sent, and a server that is overloaded sends it
 * minutes later: what entered since then the stream may still say. At pace 1.
 */
export const FRAME_LATE_MS = 5 * MINUTE_MS;

/**
 * What is new before the loss was in the home while the stream spoke, and it had not said so: nor,
 * maybe, what stood below and is out of reach.
 */
export function tellOfDeafness(
  session: Session,
  { unpolledSinceMs, lostSinceMs }: Hearing,
  swept: Pick<Swept, 'askedAtMs' | 'oldestMs'>,
): void {
  const { deps, holes, loginKey } = session;
  const unpolledMs = unpolledSinceMs();
  if (unpolledMs === undefined) return;
  const fromMs = lostSinceMs(unpolledMs) - overlapMs(deps);
  if (holes.beginEarlier(loginKey, fromMs, swept.askedAtMs) > 0) return;
  tellOfSilences(session, unpolledMs, swept);
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

/** So much of what came before tells how far apart it is. At pace 1. */
const RATED_MS = 3 * HOUR_MS;

/**
 * Since the last poll the stream alone has spoken, and the home no longer reaches back to it. Where
 * the stream fell silent meanwhile, for much longer than this home is, it may have been deaf: the
 * server keeps no trace of that but everybody's own page, and a hole has those read. It is none
 * where they show nothing new.
 */
export function tellOfSilences(
  { deps, holes, loginKey }: Session,
  unpolledSinceMs: EpochMs,
  { oldestMs, askedAtMs }: Pick<Swept, 'oldestMs' | 'askedAtMs'>,
): void {
  if (oldestMs <= unpolledSinceMs) return;
  const marginMs = overlapMs(deps);
  const silences = openSilences(deps.database)(loginKey, {
    fromMs: momentBefore(unpolledSinceMs, RATED_MS / deps.pace),
    endedAfterMs: unpolledSinceMs,
    untilMs: askedAtMs - 1, // what the sweep itself brought came later
  });
  for (const { fromMs, toMs } of silences) {
    const isOver = toMs - fromMs > marginMs && toMs <= oldestMs;
    if (!isOver) continue;
    const hole = { loginKey, fromMs: momentBefore(fromMs, marginMs), noticedAtMs: askedAtMs };
    holes.add({ ...hole, toMs, state: 'open', detail: SILENT });
  }
}
