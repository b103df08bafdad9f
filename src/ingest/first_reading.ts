import { enteredAtMs } from '../core/entry_time.ts';
import type { Purpose } from '../mastodon/accountant.ts';
import { lowestPage, type TimelinePage, WHOLE_HOME_PAGES } from '../mastodon/home.ts';
import { isMissing } from '../mastodon/refusal.ts';
import { failsOverOne } from './failing.ts';
import type { Session } from './session.ts';
import type { Swept } from './sweep.ts';

/** The first draw waits until the home was read to its end, or as deep as one ever is. */
const HOME_READ = 'home_read';
/** How far down the home went when it was first looked at, and how far it was read since. */
const BOTTOM = 'home_bottom';
const BROKE_OFF = 'the first reading of the home broke off';

/** What of the home stood unread when it was first looked at, unix ms. */
interface Unread {
  /** What lies before is here. */
  readonly fromMs: number;
  /** What lies after is here, or another hole tells of it. */
  readonly toMs: number;
}

/**
 * Until the home was read to its end once, nobody knows what it held. Should the server go away in
 * the middle of that, what lay below falls out meanwhile, and no loss tells of it: nothing had been
 * heard then. So the bottom is read before the top, and whoever comes to the end of the home later,
 * and does not come back to what stood there, has found a hole.
 */
export function openFirstReading(session: Session, file: (page: TimelinePage) => number) {
  const { deps, state, holes, loginKey } = session;
  const isOver = () => state.find(loginKey, HOME_READ) !== undefined;
  const unread = (): Unread | undefined => {
    const written = state.find(loginKey, BOTTOM)?.value;
    return written === undefined ? undefined : JSON.parse(written);
  };
  const keep = (now: Unread) => state.set(loginKey, BOTTOM, JSON.stringify(now), deps.time.now());

  return {
    isOver,
    /** Reads the bottom of the home; gives how many arrived by that. */
    async lookDown(purpose: Purpose): Promise<number> {
      if (isOver() || unread() !== undefined) return 0;
      const page = await askedOrNone(session, purpose);
      if (page === undefined || page.isPartial) return 0;
      const nowMs = deps.time.now();
      const entered = page.entries.map((entry) => enteredAtMs(entry, nowMs));
      const fromMs = entered.length === 0 ? page.askedAtMs : Math.max(...entered);
      return deps.database.transaction(() => {
        keep({ fromMs, toMs: page.askedAtMs });
        return file(page);
      });
    },
    /** A sweep from the top has come down so far. */
    cameTo({ oldestMs, isPartial }: Swept): void {
      const before = isOver() || isPartial ? undefined : unread();
      if (before === undefined || before.toMs <= oldestMs) return;
      keep({ ...before, toMs: oldestMs });
    },
    ended({ reachedEnd, pages, entries, isPartial, oldestMs, askedAtMs }: Swept): void {
      if (isPartial || (!reachedEnd && pages < WHOLE_HOME_PAGES) || isOver()) return;
      const { fromMs, toMs } = unread() ?? { fromMs: askedAtMs, toMs: askedAtMs };
      const endMs = Math.min(toMs, oldestMs);
      deps.database.transaction(() => {
        state.set(loginKey, HOME_READ, '', askedAtMs);
        if (!reachedEnd || entries === 0 || endMs <= fromMs) return;
        holes.add({
          loginKey,
          fromMs: fromMs as typeof askedAtMs,
          toMs: endMs as typeof askedAtMs,
          state: 'open',
          noticedAtMs: deps.time.now(),
          detail: BROKE_OFF,
        });
      });
    },
  };
}

/** Undefined where the server has no such thing, or fails over it. */
async function askedOrNone(session: Session, purpose: Purpose): Promise<TimelinePage | undefined> {
  try {
    return await lowestPage(session.connection, purpose);
  } catch (error) {
    if (isMissing(error) || (await failsOverOne(session, error))) return undefined;
    throw error;
  }
}
