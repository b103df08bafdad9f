import { DAY_MS, type EpochMs } from '../core/clock.ts';
import { NAMED_MAX } from '../core/edition.ts';
import type { Database } from '../store/database.ts';
import { integer, text } from '../store/shape.ts';
import type { Chosen } from './choose.ts';

/** What links to one page longer apart than this is not one story. */
const STORY_DAYS = 30;
/**
 * Uris of what each entry stands for beside itself: the rest of its thread, and others who posted
 * its link, as far as they stand in the home and have no entry of their own.
 */
export function openNaming(database: Database, entries: readonly Chosen[], nowMs: EpochMs) {
  const params = ['status_key', 'since_ms', 'now_ms', 'limit'];
  const list = database.many('rank/list_others', params, { uri: text });
  const hasAny = database.one('rank/has_others', ['status_key'], { found: integer });
  const standing = new Set(entries.map(({ candidate }) => candidate.uri));
  return ({ candidate }: Chosen): readonly string[] => {
    const which = { status_key: candidate.statusKey };
    if (hasAny(which) === undefined) return [];
    const when = { since_ms: nowMs - STORY_DAYS * DAY_MS, now_ms: nowMs };
    return list({ ...which, ...when, limit: NAMED_MAX })
      .map(({ uri }) => uri)
      .filter((uri) => !standing.has(uri));
  };
}
