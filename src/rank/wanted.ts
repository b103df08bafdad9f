import type { Lane, Passing } from '../core/edition.ts';
import type { Wanted } from './front.ts';
import type { Layout } from './layout.ts';
import { byScore } from './turns.ts';

/** What somebody whom the owner always wants has to offer, the best first. */
type Offer = readonly [best: Wanted, ...others: Wanted[]];

/**
 * One offer for each author, in drawing order: where there are more of them than places, it is not
 * always the same who get none. What was snoozed is an offer of its own.
 */
export function wantedByAuthor(wanted: readonly Wanted[]): readonly Offer[] {
  const byAuthor = new Map<string, Wanted[]>();
  for (const one of wanted) {
    const name = one.signals.snoozed === undefined ? one.author : one.uri;
    byAuthor.set(name, [...(byAuthor.get(name) ?? []), one]);
  }
  return [...byAuthor.values()].map((those) => those.sort(freshestFirst) as [Wanted, ...Wanted[]]);
}

/** What does not rest after an offer before what does; then by score. */
function freshestFirst(one: Wanted, other: Wanted): number {
  return Number(one.isResting) - Number(other.isResting) || byScore(one, other);
}

interface PlaceSettings {
  readonly size: number;
  /** Freezes that it is a turn. */
  readonly asTurn: (one: Wanted) => Wanted;
  readonly laneOf: (one: Wanted) => Lane;
}

/**
 * A place for everybody whose best has none yet, as far as the edition reaches. Where the story or
 * the thread of the best stands in it already, the next best is taken; where that of all does, the
 * best stands all the same: the owner asked for a place, and a name under another's is none.
 */
export function placeWanted(
  layout: Layout,
  offers: readonly Offer[],
  { size, asTurn, laneOf }: PlaceSettings,
): void {
  for (const offer of offers) {
    if (layout.hasRead(offer[0])) continue;
    if (layout.chosen().length >= size) {
      layout.refuse(offer[0], CROWDED);
      continue;
    }
    const isPlaced = offer.some(
      (one) => layout.hasRead(one) || layout.place(asTurn(one), laneAs(one, laneOf), 'caps'),
    );
    if (!isPlaced) layout.place(asTurn(offer[0]), laneAs(offer[0], laneOf), 'stories');
  }
}

const CROWDED: Passing = {
  rule: 'always',
  reason: 'more people than places have your “always”',
};

/** That of a turn, which it counts as; strangers have none. */
function laneAs(one: Wanted, byTurn: (one: Wanted) => Lane): Lane {
  return one.isFollowed ? byTurn(one) : (one.ownLane ?? 'boosted');
}
