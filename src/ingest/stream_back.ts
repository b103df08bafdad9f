import { type EpochMs, MINUTE_MS } from '../core/clock.ts';
import { isUlid } from '../core/entry_time.ts';
import type { BeforeStream } from './before_stream.ts';
import type { ExclusiveLists } from './exclusive_lists.ts';
import type { Hearing } from './hearing.ts';
import type { Loss } from './loss.ts';
import type { Session } from './session.ts';

/** All at pace 1. Longer than whole sweeps are apart where the home can be read. */
const SPOKEN_MS = 6 * MINUTE_MS;
/** Of a stream that breaks off again: less is not worth a hole of its own. */
const SPOKEN_BETWEEN_MS = MINUTE_MS;
/** Whoever is silent for so long may have been deaf. */
const APART_MS = 5 * MINUTE_MS;

interface StreamBackNeeds {
  readonly loss: Loss;
  readonly hearing: Hearing;
  readonly beforeStream: BeforeStream;
  readonly exclusive: ExclusiveLists;
  /** The home should have been swept, and could not be. */
  readonly isOverdue: () => boolean;
}

export type StreamBack = ReturnType<typeof openStreamBack>;

/**
 * A loss lasts until the home is swept. Where that cannot be read for longer than it reaches back,
 * the hole would tell of all the time in which the stream was back, too, and spoke. So it ends
 * where the stream spoke again, and what that says counts as it does at any other time: what of it
 * was not so, the next poll that comes through tells (`deafness.ts`). Where this machine's clock
 * leapt meanwhile and no answer told of it, nobody knows when that was: then the loss lasts.
 */
export function openStreamBack(
  { deps, ownerId, clock }: Pick<Session, 'deps' | 'ownerId' | 'clock'>,
  { loss, hearing, beforeStream, exclusive, isOverdue }: StreamBackNeeds,
) {
  let spoken: { readonly fromMs: EpochMs; readonly untilMs: EpochMs } | undefined;
  let isUnswept = false;
  /** Lists and GoToSocial's followed tags are no part of what the stream says. */
  const isAllSaid = () => exclusive.areNone() && !isUlid(ownerId);
  const endLoss = (leastMs: number) => {
    if (spoken === undefined || !isAllSaid() || !isOverdue()) return;
    const { fromMs, untilMs } = spoken;
    if (!clock.isTold() || untilMs > deps.time.now()) return;
    if (untilMs - fromMs < leastMs / deps.pace || !loss.endWhere(fromMs)) return;
    hearing.polled(fromMs); // of what came before nothing is missing, or the hole tells
    beforeStream.told(fromMs);
    isUnswept = true;
  };
  return {
    /** A frame came. */
    spoke(atMs: EpochMs): void {
      const apartMs = spoken === undefined ? Number.POSITIVE_INFINITY : atMs - spoken.untilMs;
      const goesOn = apartMs >= 0 && apartMs <= APART_MS / deps.pace;
      spoken = { fromMs: (goesOn ? spoken?.fromMs : undefined) ?? atMs, untilMs: atMs };
      if (loss.lasts()) endLoss(SPOKEN_MS);
      else spoken = undefined;
    },
    /** Something is lost from now on. */
    brokeOff(): void {
      endLoss(SPOKEN_BETWEEN_MS);
      spoken = undefined;
    },
    /** The home was swept whole: what it did not reach it never will. */
    swept(): void {
      isUnswept = false;
    },
    /** A hole ended so, and no sweep has told yet how much of it the home still has. */
    isUnswept: () => isUnswept,
  };
}
