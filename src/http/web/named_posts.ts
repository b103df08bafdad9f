import { counted } from '../../core/counted.ts';
import { NAMED_MAX } from '../../core/edition.ts';
import type { EntryOnPage } from '../../store/reading.ts';
import type { ShownStatus } from '../../store/shown_statuses.ts';
import { isHidden } from './cover_words.ts';
import type { Desk } from './desk.ts';

/** What an entry stands for beside itself, as far as it may be shown. */
export function namedPosts(
  desk: Pick<Desk, 'statuses' | 'now'>,
  { named }: EntryOnPage,
): readonly ShownStatus[] {
  return named
    .map((uri) => desk.statuses.ofUri(uri))
    .filter((other): other is ShownStatus => other !== undefined)
    .filter((other) => other.deleted_at_ms === null && !isHidden(desk, other));
}

/**
 * "and 2 more in this thread", "and 12 others posted this", "and 12 more"; there must be one. Where
 * as many are kept as can be, there may be more of them.
 */
export function namedWords(
  named: readonly Pick<ShownStatus, 'handle'>[],
  { handle }: Pick<ShownStatus, 'handle'>,
): string {
  const own = named.filter((other) => other.handle === handle).length;
  const and = named.length < NAMED_MAX ? 'and' : 'and at least';
  if (own === named.length) return `${and} ${named.length} more in this thread`;
  if (own > 0) return `${and} ${named.length} more`;
  const people = new Set(named.map((other) => other.handle)).size; // who posted it twice is one
  return `${and} ${counted(people, 'other')} posted this`;
}
