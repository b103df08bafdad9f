import { throwOf } from '../core/dice.ts';
import type { Bar, PastOffer, Replay } from '../store/replay.ts';

/** How likely it was that we would show what the owner then acted on. */
export interface Propensity {
  /** 1 / that chance; 1 where we did not offer it: then it was found without us. */
  readonly weight: number;
  readonly isOffered: boolean;
  /** When the edition was drawn that offered it last; null: none did. */
  readonly offeredAtMs: number | null;
  /** False for what an imported edition offered: it does not say how likely its places were. */
  readonly isWeighed: boolean;
  /** Whether pure chance offered it. */
  readonly isByChance: boolean;
}

const FOUND: Propensity = {
  weight: 1,
  isOffered: false,
  offeredAtMs: null,
  isWeighed: true,
  isByChance: false,
};

/**
 * Whoever acts on what was shown praises whoever chose it. So an act on something that we offered
 * counts 1 / the chance with which the frozen weights and the wildcards offered it that night
 * (Horvitz and Thompson 1952, doi:10.1080/01621459.1952.10483446): what was sure to be shown counts
 * once, and what chance alone could show stands for the many like it that it did not.
 */
export function openPropensity(replay: Replay) {
  const bars = new Map<number, Bar>();
  const barOf = (edition: number) => {
    const known = bars.get(edition) ?? replay.barOf(edition);
    bars.set(edition, known);
    return known;
  };
  return (statusKey: number, actedAtMs: number): Propensity => {
    const offer = replay.offerBefore(statusKey, actedAtMs);
    if (offer === undefined) return FOUND;
    return {
      weight: 1 / chanceOf(offer, barOf(offer.edition)),
      isOffered: true,
      offeredAtMs: offer.drawn_at_ms,
      isWeighed: offer.came_from !== 'import',
      isByChance: offer.lane === 'wildcard',
    };
  };
}

/**
 * With what chance an edition offered what it did. With the others' keys as they fell, a candidate
 * stands in it when its own is above the least that earned a place: u > that throw (Cohen and
 * Kaplan 2007, doi:10.1145/1281100.1281133). Or pure chance takes it. Turns are no dice's work, and
 * what stands below the least came in with another part of its thread: for those it is 1.
 */
export function chanceOf(offer: PastOffer, bar: Bar): number {
  const isSure = offer.is_turn === 1 || offer.is_as_it_came === 1;
  if (offer.came_from === 'import' || isSure || offer.candidates <= offer.size) return 1;
  const byChance = Math.min(1, bar.wildcards / offer.candidates);
  if (bar.least_key === null) return byChance === 0 ? 1 : byChance;
  if (offer.lane !== 'wildcard' && offer.draw_key < bar.least_key) return 1;
  return 1 - throwOf(bar.least_key, offer.score_micro, offer.temperature) * (1 - byChance);
}
