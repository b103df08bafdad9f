import { type EpochMs, MINUTE_MS } from '../core/clock.ts';
import { isUlid } from '../core/entry_time.ts';
import { compareIds, WHOLE_HOME_PAGES } from '../mastodon/home.ts';
import type { Session } from './session.ts';
import { hasComeTo, type Swept, sweep } from './sweep.ts';

/** Of whole sweeps after breaks of the stream. At pace 1. */
const WHOLE_EVERY_MS = 5 * MINUTE_MS;
/** A home that turns over sooner is swept as often as that while it does. */
const TIMES_A_TURN = 4;

/**
 * What was read of the home without a gap, from its top down. A stream that breaks off every half
 * minute would have all of it read each time, 20 pages, which is as many as a quarter of an hour
 * lets through after five minutes; what came in the next ten would come late. So after a break
 * soon after a sweep of the whole what entered since is read, mostly one page, down to the newest
 * entry of the last reading and not to the first that is known: the stream may have said what
 * stands above a gap. What came late, below that, is left to the next whole sweep. Until then the
 * hole lasts, so no promise of it is any weaker.
 */
export function openHomeTop(session: Session) {
  const { deps } = session;
  let newestId: string | undefined;
  let wholeMs: EpochMs | undefined;
  let everyMs = 0;
  const reached = ({ newestId: id }: Swept) => {
    if (id !== undefined && (newestId === undefined || compareIds(id, newestId) > 0)) newestId = id;
  };
  return {
    /** A sweep from the top downwards, as far as the home or its bound goes. */
    swept(whole: Swept): void {
      reached(whole);
      wholeMs = whole.askedAtMs;
      const turnMs = whole.askedAtMs - whole.oldestMs;
      everyMs = Math.min(WHOLE_EVERY_MS / deps.pace, turnMs / TIMES_A_TURN);
    },
    /** Also where the clock was set back meanwhile. */
    isWholeDue(): boolean {
      const sinceMs = wholeMs === undefined ? undefined : deps.time.now() - wholeMs;
      return sinceMs === undefined || sinceMs < 0 || sinceMs >= everyMs;
    },
    /** Whether there is anything down to which it can be read. */
    isKnown: () => newestId !== undefined,
    /** GoToSocial's pages lack what its stream says under followed tags. */
    isAllOfHome: () => newestId !== undefined && !isUlid(newestId),
    /** `isWhole`: it came down to what was read before, and tells of all that entered since. */
    async read(): Promise<Swept & { readonly isWhole: boolean }> {
      const untilId = newestId ?? '';
      const range = { purpose: 'poll', pagesMax: WHOLE_HOME_PAGES, untilId } as const;
      const swept = await sweep(session, range);
      const isWhole = !swept.isPartial && hasComeTo(swept.oldestId, untilId);
      if (isWhole) reached(swept);
      return { ...swept, isWhole };
    },
  };
}
