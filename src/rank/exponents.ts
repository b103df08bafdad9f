import type { Feed } from '../core/feed.ts';
import type { Counts } from './candidate_signals.ts';
import type { Leanings } from './leanings.ts';
import { isOverload } from './overload.ts';

/** The factors of sql/rank/draw_front.sql, by the names of their exponents there. */
export const EXPONENTS = [
  'own_percentile',
  'social_proof',
  'regard',
  'affinity',
  'language',
  'topic',
  'tag_regard',
  'quiet',
  'debt',
  'kind',
  'stranger',
  'freshness',
  'fatigue',
  'story',
  'dial',
] as const;

/**
 * The feed's, × what each counts with the owner; what neither mentions counts as published. In an
 * overload nothing is owed: nearly all who are followed had no offer for a week, so that it would
 * tell them from strangers and from whom people like best, and from each other hardly.
 */
export function exponentsOf(
  feed: Feed,
  leanings: Leanings,
  load: number,
): Readonly<Record<string, number>> {
  const counted: Leanings = isOverload(load) ? { ...leanings, debt: 0 } : leanings;
  return Object.fromEntries(
    EXPONENTS.map((name) => [name, (feed.exponents[name] ?? 1) * (counted[name] ?? 1)]),
  );
}

/** What is said beside a factor: what is not × 1. */
export function countsOf(feed: Feed, leanings: Leanings): Counts {
  const said = EXPONENTS.map((name) => {
    const [exponent, leaning] = [feed.exponents[name] ?? 1, leanings[name] ?? 1];
    return [
      name,
      { ...(exponent === 1 ? {} : { exponent }), ...(leaning === 1 ? {} : { leaning }) },
    ] as const;
  });
  return Object.fromEntries(said);
}
