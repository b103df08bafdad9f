import { type EpochMs, MINUTE_MS } from '../core/clock.ts';
import { listPath, WHOLE_HOME_PAGES } from '../mastodon/home.ts';
import { exclusiveLists, listMembers } from '../mastodon/lists.ts';
import { isRefusal } from '../mastodon/refusal.ts';
import { LIST_GONE as GONE } from '../store/hole_reasons.ts';
import { type ListReach, TRIMMED_FROM } from '../store/holes.ts';
import { noted, openAsking } from './asking.ts';
import { FailsOverOne, failsOverOne } from './failing.ts';
import { lastsSince, noteTurnedOver, noteUnread } from './holes_of_lists.ts';
import type { Session } from './session.ts';
import { type SweepRange, type Swept, sweep } from './sweep.ts';

/**
 * The members of an exclusive list never reach the home: what the list has of them arrives as well.
 * Lists are polled and audited in turn, one at a time, so that many cost no more than one.
 */
export interface ExclusiveLists {
  readonly poll: () => Promise<void>;
  /** Reads one of them whole. */
  readonly audit: () => Promise<void>;
  /** As far as is known. */
  readonly areNone: () => boolean;
  /** Reads each back to `untilMs`, and tells how far it came. */
  readonly mend: (untilMs: number) => Promise<readonly ListReach[]>;
}

/** Which lists there are changes seldom, and without a word. */
const ASKED_EVERY_MS = 20 * MINUTE_MS;
const KNOWN = 'exclusive_lists';

export function openExclusiveLists(session: Session): ExclusiveLists {
  const { deps } = session;
  const known = openKnownLists(session);
  const members = openMembers(session);
  const lists = openListIds(session, known);
  const { sweepList, lastReadMs } = openReading(session, lists.askAnew);
  let turns = 0;

  const { ids } = lists;

  const next = async (): Promise<string | undefined> => {
    const all = await ids();
    turns += 1;
    return all[turns % Math.max(1, all.length)];
  };

  /** Whichever of poll and audit comes first after a while sees what is new. */
  const readOn = async (id: string, range: SweepRange): Promise<void> => {
    const lastMs = lastReadMs(id);
    const swept = await sweepList(id, range);
    if (swept !== undefined && lastMs !== undefined) noteTurnedOver(session, swept, lastMs);
  };

  return {
    async poll() {
      const id = await next();
      const range = { purpose: 'poll', pagesMax: WHOLE_HOME_PAGES, stopAtKnown: true } as const;
      for (const left of lists.takeLeft()) await sweepList(left, range);
      if (id !== undefined) await readOn(id, range);
    },
    async audit() {
      const id = await next();
      known.keep(await ids());
      if (id === undefined) return;
      await readOn(id, { purpose: 'audit', pagesMax: WHOLE_HOME_PAGES });
      const sinceMs = members.rememberedMs(id);
      if (await members.hasLost(id)) noteUnread(session, `${GONE} somebody had left it`, sinceMs);
    },
    areNone: () => lists.areNone(),
    async mend(untilMs) {
      const reaches: ListReach[] = [];
      const before = known.read();
      const now = await ids();
      // What its members said in the meantime stood in it alone: only their own pages have it.
      const unread = { oldestMs: deps.time.now(), isUntrimmed: false };
      const readable = new Set([...now, ...lists.takeLeft()]);
      for (const id of new Set([...readable, ...before])) {
        const range = { purpose: 'repair', pagesMax: WHOLE_HOME_PAGES, untilMs } as const;
        const swept = readable.has(id) ? await sweepList(id, range) : undefined;
        if (swept === undefined) {
          reaches.push(unread);
          continue;
        }
        if (await members.hasLost(id)) reaches.push(unread);
        const { oldestMs, reachedEnd, entries } = swept;
        reaches.push({ oldestMs, isUntrimmed: reachedEnd && entries < TRIMMED_FROM });
      }
      known.keep(await ids());
      return reaches;
    },
  };
}

/** Reads lists, and knows when each was read last. */
function openReading(session: Session, askAnew: () => void) {
  const lastReadMs = new Map<string, EpochMs>();
  const isUnreadable = openUnreadable(session);
  return {
    lastReadMs: (id: string) => lastReadMs.get(id),
    /** Undefined where the list was deleted meanwhile, or the server fails over it. */
    async sweepList(id: string, range: SweepRange): Promise<Swept | undefined> {
      try {
        const swept = await sweep(session, { ...range, timeline: listPath(id) });
        lastReadMs.set(id, swept.askedAtMs);
        return swept;
      } catch (error) {
        if (isRefusal(error)) {
          askAnew();
          const sinceMs = lastReadMs.get(id);
          // What is mended tells of that itself: the list comes as unread.
          const isTold = range.purpose === 'repair' && lastsSince(session, sinceMs);
          if (!isTold) noteUnread(session, `${GONE} it had been deleted`, sinceMs);
          lastReadMs.delete(id);
        } else if (!(await isUnreadable(id, error))) throw error;
        return undefined;
      }
    },
  };
}

/**
 * Which lists there are, asked for now and then. Where the server is well and tells it wrong, they
 * are the ones that there were.
 */
function openListIds(session: Session, known: ReturnType<typeof openKnownLists>) {
  const { deps, connection } = session;
  const ask = openAsking(session);
  const isUnreadable = openUnreadable(session);
  let asked: { readonly ids: readonly string[]; readonly atMs: EpochMs } | undefined;
  const left = new Set<string>();
  return {
    /** Until this run could ask, as the last one knew. */
    areNone: () => (asked?.ids.length ?? 0) === 0 && known.areNone(),
    /** Those that were exclusive the last time: what they held until then is to be read still. */
    takeLeft(): readonly string[] {
      const taken = [...left];
      left.clear();
      return taken;
    },
    async ids(): Promise<readonly string[]> {
      const nowMs = deps.time.now();
      if (asked !== undefined && nowMs - asked.atMs < ASKED_EVERY_MS / deps.pace) return asked.ids;
      let ids: readonly string[] = [];
      try {
        await ask('exclusive lists', async () => {
          ids = await exclusiveLists(connection);
        });
      } catch (error) {
        if (!(await isUnreadable('all', error))) throw error;
        ids = asked?.ids ?? known.read();
      }
      for (const id of asked?.ids ?? []) if (!ids.includes(id)) left.add(id);
      asked = { ids, atMs: deps.time.now() }; // now that the server said what time it is
      return ids;
    },
    askAnew(): void {
      asked = asked && { ...asked, atMs: 0 as EpochMs };
    },
  };
}

/** Whether the server fails over a list and is well; said once. */
function openUnreadable(session: Session): (id: string, error: unknown) => Promise<boolean> {
  const said = new Set<string>();
  return async (id, error) => {
    if (!(await failsOverOne(session, error))) return false;
    const why = (error as Error).message;
    if (!said.has(id)) session.deps.log.warn('ingest.list_unreadable', { list: id, why });
    said.add(id);
    return true;
  };
}

/** Which lists there were, for the next outage: of one that is gone then, nothing was read. */
function openKnownLists({ deps, state, loginKey }: Session) {
  const written = () => state.find(loginKey, KNOWN)?.value;
  return {
    read: (): readonly string[] => JSON.parse(written() ?? '[]'),
    /** False, too, where nobody has asked yet. */
    areNone: () => written() === '[]',
    keep(ids: readonly string[]): void {
      const now = JSON.stringify(ids);
      if (now !== written()) state.set(loginKey, KNOWN, now, deps.time.now());
    },
  };
}

/**
 * Who is on which list. Whoever is taken off one in an outage has said things that neither the list
 * shows any more nor the home ever did.
 */
function openMembers(session: Session) {
  const { deps, connection, state, loginKey } = session;
  const nameOf = (id: string) => `${KNOWN}_members/${id}`;
  const keep = (id: string, members: readonly string[]) =>
    state.set(loginKey, nameOf(id), JSON.stringify(members), deps.time.now());
  /** Undefined where the server does not tell, or fails over it and is well. */
  const membersOf = async (id: string) => {
    try {
      return await noted(session, 'who is on your lists', () => listMembers(connection, id));
    } catch (error) {
      if (error instanceof FailsOverOne) return undefined;
      throw error;
    }
  };
  return {
    rememberedMs: (id: string) => state.find(loginKey, nameOf(id))?.at_ms as EpochMs | undefined,
    /** Whether somebody has left it since that was last remembered: as soon as it is told again. */
    async hasLost(id: string): Promise<boolean> {
      const before: readonly string[] = JSON.parse(state.find(loginKey, nameOf(id))?.value ?? '[]');
      const now = await membersOf(id);
      if (now === undefined) return false;
      keep(id, now);
      return before.some((member) => !now.includes(member));
    },
  };
}
