import type { EpochMs } from '../../core/clock.ts';
import type { EntryOnPage } from '../../store/reading.ts';
import type { ShownStatuses } from '../../store/shown_statuses.ts';

/** An entry as it is shown now: whoever was muted or blocked since it was drawn is not named. */
export function withNamedBoosters(
  statuses: Pick<ShownStatuses, 'refused'>,
  entry: EntryOnPage,
  nowMs: EpochMs,
): EntryOnPage {
  if (entry.boosters.length === 0) return entry;
  const refused = statuses.refused(entry.boosters, nowMs);
  return { ...entry, boosters: entry.boosters.filter((handle) => !refused.has(handle)) };
}
