import type { EpochMs } from '../core/clock.ts';
import type { ExclusiveLists } from './exclusive_lists.ts';
import type { Hearing } from './hearing.ts';
import { openHomeTop } from './home_top.ts';
import type { Loss } from './loss.ts';
import type { Mended } from './repair.ts';
import { overlapMs, type Session } from './session.ts';

interface CatchingUpNeeds {
  readonly hearing: Hearing;
  readonly loss: Loss;
  readonly exclusive: ExclusiveLists;
  /** Sweeps the whole home. */
  readonly mendAll: () => Promise<Mended>;
}

export type CatchingUp = ReturnType<typeof openCatchingUp>;

const NOT_LISTENING = 'the stream was not there';

/** How much of the home is read when: one sweep of the whole at a time, and its top between. */
export function openCatchingUp(
  session: Session,
  { hearing, loss, exclusive, mendAll }: CatchingUpNeeds,
) {
  const { deps, holes, loginKey } = session;
  const top = openHomeTop(session);
  const readTop = joining(top.read);
  let underWay: Promise<Mended> | undefined;
  /** The top counts from its end on: until what lies below is told, nothing above is proven. */
  const mendOnce = async (): Promise<Mended> => {
    const mended = await mendAll();
    // Else the hole would begin at it, whatever is missing from before.
    if (mended.isOfAll) top.swept(mended);
    return mended;
  };
  const mend = (): Promise<Mended> => {
    underWay ??= mendOnce().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
  /** The top was read: nothing from before is missing but what came late. */
  const cameTo = (askedAtMs: EpochMs) => {
    if (underWay !== undefined) return; // it knows of less, and ends the hole there
    deps.database.transaction(() => {
      hearing.polled(askedAtMs);
      if (!exclusive.areNone() || !top.isAllOfHome()) return;
      loss.write();
      holes.beginLater(loginKey, askedAtMs - overlapMs(deps));
      hearing.remember(askedAtMs, 'poll');
    });
  };
  const catchUp = async (): Promise<void> => {
    if (underWay === undefined && top.isWholeDue()) await mend();
    else if (!top.isKnown()) await underWay;
    else {
      const read = await readTop();
      if (read.isWhole) cameTo(read.askedAtMs);
      else await mend();
    }
  };
  return {
    mend,
    catchUp,
    isWholeDue: top.isWholeDue,
    rests: () => !loss.lasts() || (underWay === undefined && !top.isWholeDue()),
    /** One that is under way may have begun before what was lost since. */
    async mendFromNow(): Promise<void> {
      await underWay?.catch(() => {});
      await mend();
    },
    /** After a reconnect: a sweep may have closed the hole while nobody listened yet. */
    async recover(): Promise<void> {
      if (!top.isWholeDue()) loss.begin(NOT_LISTENING);
      await catchUp();
    },
  };
}

/**
 * Who asks for it while it is under way joins: in a pause that a server asks for, a stream that
 * breaks off every few minutes would have a hundred wait for the same, and all go out at its end.
 */
export function joining<T>(work: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<T> | undefined;
  return () => {
    underWay ??= work().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}
