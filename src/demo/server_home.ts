import type { Entry } from './server_archive.ts';
import { type Cursor, compareIds, pageOf, placeOf } from './server_paging.ts';

/** A boost is left out while its status, or another boost of it, is among that many newest. */
const GROUPED_WITHIN = 40;

/** At the bottom of a home that is full; or by the author, or the owner. */
export type HowItLeft = 'trimmed' | 'removed';

/** The owner's home feed, as Mastodon keeps it in Redis: ids in order, no more than `limit`. */
export interface Home {
  /** False where the entry is grouped away: then it is neither kept nor streamed. */
  readonly add: (entry: Entry) => boolean;
  /** True where the entry was still in the feed; only then does a client hear of the removal. */
  readonly remove: (id: string) => boolean;
  readonly page: (cursor: Cursor, limit: number) => readonly Entry[];
  readonly size: () => number;
}

/** (mastodon/mastodon, app/lib/feed_manager.rb, add_to_feed and trim) */
export function openHome(
  limit: number,
  onLeft: (id: string, how: HowItLeft) => void = () => {},
): Home {
  const entries: Entry[] = []; // ascending by id

  const isGrouped = (entry: Entry) => {
    for (const recent of entries.slice(-GROUPED_WITHIN)) {
      if (recent.filed !== entry.filed) continue;
      if (entry.booster !== undefined || recent.booster !== undefined) return true;
    }
    return false;
  };

  return {
    add(entry) {
      if (isGrouped(entry)) return false;
      const newest = entries[entries.length - 1];
      if (newest === undefined || compareIds(newest.id, entry.id) < 0) entries.push(entry);
      else if (!insertBelow(entries, entry)) return false;
      // A late entry older than all the others is trimmed at once, and streamed all the same.
      const trimmed = entries.splice(0, Math.max(0, entries.length - limit));
      for (const { id } of trimmed) onLeft(id, 'trimmed');
      return true;
    },
    remove(id) {
      const place = placeOf(entries, id);
      if (entries[place]?.id !== id) return false;
      entries.splice(place, 1);
      onLeft(id, 'removed');
      return true;
    },
    page: (cursor, size) => pageOf(entries, cursor, size),
    size: () => entries.length,
  };
}

function insertBelow(entries: Entry[], entry: Entry): boolean {
  const place = placeOf(entries, entry.id);
  if (entries[place]?.id === entry.id) return false;
  entries.splice(place, 0, entry);
  return true;
}
