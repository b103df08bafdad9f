import type { EpochMs } from '../core/clock.ts';
import { lastEnteredAtMs } from '../core/entry_time.ts';
import { DriftlineError } from '../core/errors.ts';
import type { Purpose } from '../mastodon/accountant.ts';
import {
  compareIds,
  HOME,
  type TimelinePage,
  type TimelinePath,
  timelinePage,
} from '../mastodon/home.ts';
import { openFirstReading } from './first_reading.ts';
import type { Session } from './session.ts';
import { mustBeFresh } from './stale_home.ts';
import { writeEach } from './write_each.ts';

export interface SweepRange {
  readonly purpose: Purpose;
  /** Most pages of 40. */
  readonly pagesMax: number;
  /** Stops as soon as a page held something known: the poll of the top. */
  readonly stopAtKnown?: boolean;
  /** Stops as soon as it has come back to then, unix ms. */
  readonly untilMs?: number;
  /** Stops as soon as it has come to that entry, or below it. */
  readonly untilId?: string;
  /** Goes on beyond `pagesMax` until then, unix ms: where homes have no end, as GoToSocial's. */
  readonly backToMs?: number | undefined;
  /** Begins below that entry; at the top where none is named. */
  readonly belowId?: string | undefined;
  /** The home, where none is named. */
  readonly timeline?: TimelinePath;
}

export interface Swept {
  /** When its first page was asked for: of what came later it knows nothing. */
  readonly askedAtMs: EpochMs;
  readonly pages: number;
  readonly entries: number;
  readonly arrived: number;
  /** When the oldest entry that it saw entered the home; now, where the home is empty. */
  readonly oldestMs: number;
  /** The id of that entry; undefined where the home is empty. */
  readonly oldestId: string | undefined;
  /** The id of the newest. */
  readonly newestId: string | undefined;
  /** The home was read to its end. */
  readonly reachedEnd: boolean;
  /** The server was putting the home together: what it gave proves nothing. */
  readonly isPartial: boolean;
}

/** What one window of requests lets through. What lies deeper is found author by author. */
const DEEPEST_PAGES = 200;

/** The server is at work on the home, after a long absence or since it lost its feeds. */
export function madeAnew({ deps }: Pick<Session, 'deps'>): DriftlineError {
  const what = 'is putting the home together anew: it is asked again';
  return new DriftlineError('upstream', `${deps.server} ${what}`);
}

/**
 * Reads the home from its top downwards and files what it holds. Ids are no order of arrival, so
 * nothing stands on a high-water mark: everything is filed again, and known entries bring fresh
 * counts.
 */
export async function sweep(session: Session, range: SweepRange): Promise<Swept> {
  const { deps, connection } = session;
  const isOfHome = range.timeline === undefined;
  const first = openFirstReading(session, (page) => filePage(session, page));
  const below = isOfHome ? await first.lookDown(range.purpose) : 0;
  const readsOn = isOfHome && !first.isOver(); // whoever stops now may leave the rest for ever
  const askedAtMs = deps.time.now();
  let swept: Swept = {
    askedAtMs,
    pages: 0,
    entries: 0,
    arrived: below,
    oldestMs: askedAtMs,
    oldestId: undefined,
    newestId: undefined,
    reachedEnd: false,
    isPartial: false,
  };
  let maxId = range.belowId;
  const goesOn = () =>
    swept.pages < range.pagesMax ||
    (swept.pages < DEEPEST_PAGES && swept.oldestMs > (range.backToMs ?? Number.POSITIVE_INFINITY));
  while (goesOn()) {
    const timeline = range.timeline ?? HOME;
    // One page told already that the home is made anew: each further one would wait as long.
    const page = await timelinePage(connection, timeline, range.purpose, maxId, !swept.isPartial);
    // It may have waited for its turn, and the clock may have been ahead until this answer.
    if (swept.pages === 0)
      swept = { ...swept, askedAtMs: page.askedAtMs, oldestMs: page.askedAtMs };
    if (page.lastId === undefined) {
      // While the server rebuilds the home, an empty page is no end of history.
      const isPartial = swept.isPartial || page.isPartial;
      swept = { ...swept, isPartial, reachedEnd: !isPartial };
      break;
    }
    if (isOfHome && maxId === undefined) await mustBeFresh(session, page);
    const arrived = filePage(session, page);
    const oldestMs = lastEnteredAtMs(page.entries, deps.time.now());
    swept = {
      ...swept,
      pages: swept.pages + 1,
      entries: swept.entries + page.entries.length,
      arrived: swept.arrived + arrived,
      oldestMs: earlierOf(swept, oldestMs),
      oldestId: page.entries.at(-1)?.id ?? swept.oldestId,
      newestId: swept.newestId ?? page.entries[0]?.id,
      reachedEnd: false,
      isPartial: swept.isPartial || page.isPartial,
    };
    if (range.untilMs !== undefined && swept.oldestMs <= range.untilMs) break;
    if (hasComeTo(swept.oldestId, range.untilId)) break;
    if (isOfHome && range.belowId === undefined) first.cameTo(swept);
    const isKnown = arrived < page.entries.length;
    if (range.stopAtKnown && isKnown && (!readsOn || swept.isPartial)) break;
    maxId = page.lastId;
  }
  if (isOfHome) first.ended(swept);
  return swept;
}

/** Of a first page as its entries say: this clock may be behind, and no sweep reaches further. */
function earlierOf({ pages, oldestMs: beforeMs }: Swept, oldestMs: number | undefined): number {
  return pages === 0 ? (oldestMs ?? beforeMs) : Math.min(beforeMs, oldestMs ?? beforeMs);
}

/** Whether entries were read down to that one. */
export function hasComeTo(oldestId: string | undefined, untilId: string | undefined): boolean {
  return oldestId !== undefined && untilId !== undefined && compareIds(oldestId, untilId) <= 0;
}

function filePage(session: Session, page: TimelinePage): number {
  const { deps, filing, actions, known, gone, loginKey } = session;
  const atMs = page.askedAtMs;
  const standing = page.entries.filter((entry) => !gone.since(entry, atMs));
  const arrived = known.file(standing, atMs, (news) =>
    news.length === 0
      ? 0
      : writeEach(deps.database, news, {
          write(entries) {
            const filed = filing.file(loginKey, entries, { atMs, how: 'sweep' });
            for (const { status } of entries) actions.compare(loginKey, status, atMs);
            return filed.arrived;
          },
          refuse: (entry, reason) => filing.refuse(reason, JSON.stringify(entry), atMs),
        }),
  );
  const refused = known.newlyRefused(page.refused);
  if (refused.length > 0)
    deps.database.transaction(() => {
      for (const { reason, sample } of refused) filing.refuse(reason, sample, atMs);
    });
  return arrived;
}
