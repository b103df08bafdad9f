import { type EpochMs, HOUR_MS } from '../core/clock.ts';
import type { WireStatus } from '../core/status.ts';
import type { Database } from './database.ts';
import { integer } from './shape.ts';

/**
 * Which observed counts become snapshots. While listening, those that say something new in one of
 * the three age classes; in a recording every one in them, so that neither order nor repetition
 * matters; and of a recorded `snapshot` line every one, whatever its age.
 */
export type Keep = 'news' | 'classes' | 'all';

/** What is known of a status whose counts are observed again. */
export interface Counted {
  readonly favourites: number;
  readonly boosts: number;
  readonly replies: number;
  readonly status_key: number;
  readonly counts_at_ms: number;
  readonly created_at_ms: number;
  readonly first_seen_at_ms: number;
}

/** Counts, and the snapshots of them that are kept at an age. */
export function openCounts(database: Database) {
  const refresh = database.run('ingest/refresh_counts', [
    'status_key',
    'counts_at_ms',
    'ahead_ms',
    ...COUNTS,
  ]);
  const hasSnapshot = database.one('ingest/has_snapshot', ['status_key', 'age_class'], {
    found: integer,
  });
  const addSnapshot = database.run('ingest/add_snapshot', [
    'status_key',
    'observed_at_ms',
    'age_class',
    ...COUNTS,
  ]);

  const ageSnapshots = database.run('ingest/age_snapshots', ['status_key']);

  return {
    /** The counts of a status that we have, as they were at `atMs`. */
    observe(found: Counted, status: WireStatus, atMs: EpochMs, keep: Keep): void {
      const counts = countsOf(status);
      if (counts === undefined) return;
      const key = found.status_key;
      const ageClass = ageClassOf(atMs - Math.min(found.created_at_ms, found.first_seen_at_ms));
      // While listening, equal counts say something new only as the first of their age.
      const unchanged =
        found.counts_at_ms !== NEVER_MS && COUNTS.every((name) => counts[name] === found[name]);
      const isFirstOfAge = () =>
        ageClass !== OUTSIDE && !hasSnapshot({ status_key: key, age_class: ageClass });
      if (keep === 'news' && unchanged && !isFirstOfAge()) return;
      refresh({ status_key: key, counts_at_ms: atMs, ahead_ms: aheadMs(atMs, keep), ...counts });
      const isKept = keep === 'all' || mayBeOlder(found.created_at_ms, atMs, keep);
      if (ageClass === OUTSIDE && !isKept) return;
      addSnapshot({ status_key: key, observed_at_ms: atMs, age_class: ageClass, ...counts });
    },
    /** The counts with which a status came: a snapshot where it came late. */
    arrive(
      statusKey: number,
      status: WireStatus,
      { createdAtMs, atMs, keep }: { createdAtMs: number; atMs: EpochMs; keep: Keep },
    ): void {
      const counts = countsOf(status);
      if (counts === undefined) return;
      const ageClass = ageClassOf(Math.max(0, atMs - createdAtMs));
      if (ageClass === OUTSIDE && !mayBeOlder(createdAtMs, atMs, keep)) return;
      addSnapshot({
        status_key: statusKey,
        observed_at_ms: atMs,
        age_class: ageClass,
        ...counts,
      });
    },
    /** It reached us earlier than we thought, before it claims to be born. */
    age: (statusKey: number) => ageSnapshots({ status_key: statusKey }),
  };
}

/**
 * What claims to be of the future is as old as its first sight, of which a recording may tell
 * later: then its counts get their age.
 */
function mayBeOlder(createdAtMs: number, atMs: EpochMs, keep: Keep): boolean {
  return keep !== 'news' && createdAtMs > atMs;
}

/** No answer is so old when it is filed, and no frame. */
const LATE_MS = HOUR_MS;

/**
 * What was observed after that, while we listen, was so by a clock that was ahead and has been set
 * right since: it is no later word. A recording's lines may come in any order.
 */
export function aheadMs(atMs: EpochMs, keep: Keep): number {
  return keep === 'news' ? atMs + LATE_MS : Number.MAX_SAFE_INTEGER;
}

export const COUNTS = ['favourites', 'boosts', 'replies'] as const;

export interface Counts {
  readonly favourites: number;
  readonly boosts: number;
  readonly replies: number;
  readonly [name: string]: number;
}

/** `counts_at_ms` of a status whose counts nobody has told yet: not the same as having none. */
export const NEVER_MS = 0 as EpochMs;

/** Undefined where it tells none of them: unknown is not 0. */
export function countsOf(status: WireStatus): Counts | undefined {
  const { favourites_count, reblogs_count, replies_count } = status;
  if (![favourites_count, reblogs_count, replies_count].some(Number.isSafeInteger))
    return undefined;
  return {
    favourites: count(favourites_count),
    boosts: count(reblogs_count),
    replies: count(replies_count),
  };
}

function count(value: unknown): number {
  return Number.isSafeInteger(value) ? Math.max(0, value as number) : 0;
}

const OUTSIDE = 3;

/** The ages at which posts are compared (design, section 5): 0.5–3 h, 3–14 h, 14–80 h. */
export function ageClassOf(ageMs: number): number {
  if (ageMs < 0.5 * HOUR_MS || ageMs >= 80 * HOUR_MS) return OUTSIDE;
  return ageMs < 3 * HOUR_MS ? 0 : ageMs < 14 * HOUR_MS ? 1 : 2;
}
