import { type EpochMs, epochMsOf } from '../core/clock.ts';
import type { HomeEntry } from '../core/status.ts';
import type { Refused } from '../mastodon/wire.ts';
import { ageClassOf } from '../store/counts.ts';

/**
 * Home entries as they were last filed. The top of the home is read every half minute and all of it
 * every twenty: nearly every entry says what it said before, and need not be filed again.
 */
export interface KnownEntries {
  /**
   * Hands those to `file` that say something that they did not say the last time, and remembers
   * them all once it has returned.
   */
  readonly file: <T>(
    entries: readonly HomeEntry[],
    nowMs: EpochMs,
    file: (news: readonly HomeEntry[]) => T,
  ) => T;
  /** Something else was heard of an entry or a status: the next word of it is news again. */
  readonly forget: (serverId: string) => void;
  /** What was not refused before: it stands in the home for as long as its neighbours. */
  readonly newlyRefused: (refused: readonly Refused[]) => readonly Refused[];
}

/** A home and a half; each costs as much memory as its JSON. */
const KEPT_MAX = 1_200;

interface Known {
  readonly text: string;
  readonly ageClass: number;
  readonly statusId: string;
}

export function openKnownEntries(): KnownEntries {
  const known = new Map<string, Known>(); // by the entry's own id, the longest unsaid first
  const entriesOf = new Map<string, Set<string>>(); // by the status that they show
  const refusedBefore = new Set<string>(); // the longest ago first

  const drop = (id: string) => {
    const statusId = known.get(id)?.statusId;
    if (statusId === undefined) return;
    known.delete(id);
    const others = entriesOf.get(statusId);
    others?.delete(id);
    if (others?.size === 0) entriesOf.delete(statusId);
  };
  const keep = (id: string, said: Known) => {
    drop(id);
    known.set(id, said);
    const entries = entriesOf.get(said.statusId) ?? new Set();
    entriesOf.set(said.statusId, entries.add(id));
  };

  return {
    file(entries, nowMs, file) {
      const said = entries.map((entry) => ({ entry, said: saidBy(entry, nowMs) }));
      const news = said.filter(({ entry, said: { text, ageClass } }) => {
        const before = known.get(entry.id);
        return before?.text !== text || before.ageClass !== ageClass;
      });
      const filed = file(news.map(({ entry }) => entry));
      for (const { entry, said: words } of said)
        keep(entry.id, { ...words, statusId: entry.status.id });
      for (const id of known.keys()) {
        if (known.size <= KEPT_MAX) break;
        drop(id);
      }
      return filed;
    },
    forget(serverId) {
      drop(serverId);
      for (const id of [...(entriesOf.get(serverId) ?? [])]) drop(id);
    },
    newlyRefused(refused) {
      const news = refused.filter((one) => !refusedBefore.has(nameOf(one)));
      for (const one of news) refusedBefore.add(nameOf(one));
      for (const name of refusedBefore) {
        if (refusedBefore.size <= KEPT_MAX) break;
        refusedBefore.delete(name);
      }
      return news;
    },
  };
}

const ID = /^\{"id":"?[\w-]+/;

/** Its counts may change, and it is the same all the same. */
function nameOf({ reason, sample }: Refused): string {
  return `${reason} ${ID.exec(sample)?.[0] ?? sample}`;
}

/** All that it says, and the age at which it says it: equal counts at another age are news. */
function saidBy(entry: HomeEntry, nowMs: EpochMs): Pick<Known, 'text' | 'ageClass'> {
  const text = textOf.get(entry) ?? JSON.stringify(entry);
  textOf.set(entry, text);
  return { text, ageClass: ageClassOf(nowMs - (epochMsOf(entry.status.created_at) ?? nowMs)) };
}

/** A page that says the same as the last time is the same objects. */
const textOf = new WeakMap<HomeEntry, string>();
