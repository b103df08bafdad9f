import { bootstrapInterval, type Interval, type Verdict, verdictOf } from '../core/interval.ts';
import type { Propensity } from './propensity.ts';

/** One post that the owner acted on, as a feed's replay fared with it. */
export interface JudgedAct extends Propensity {
  /** The night by which it is judged: acts of one morning hang together. */
  readonly night: number;
  readonly isPlaced: boolean;
  /** The chance that uniform draws of the same sizes would have placed it. */
  readonly chance: number;
  /** Whether one who knows the acts had room for it. */
  readonly isPlaceable: boolean;
}

export interface ActScore {
  readonly acts: number;
  /** Of them on imported editions: they count once each, since nobody knows more. */
  readonly unweighed: number;
  /** So many acts of equal weight would say as much (Kish 1965). */
  readonly effectiveActs: number;
  /** Shares of what one who knows the acts would have placed; null where there is nothing. */
  readonly captured: number | null;
  readonly chance: number | null;
  /** The first over the second: 1 is as good as chance. */
  readonly againstChance: number | null;
  readonly interval: Interval | null;
  readonly verdict: Verdict;
}

/** With fewer, a lucky week is no week like any other, whatever the resamples say. */
const NIGHTS_MIN = 7;
const ACTS_MIN = 20;
/** So many of the acts may be on editions that do not say how likely their places were. */
const UNWEIGHED_MAX = 0.1;

/**
 * Pure. The interval comes from resampling whole nights: an exact one would take the acts for
 * independent, and ten favourites of one good morning are not ten mornings. Its lower bound
 * supposes that the feed missed all that chance did not happen to show, its upper that it had it.
 *
 * @param shownByChance with what chance a night showed a candidate for which no weight spoke, 0..1
 */
export function scoreActs(acts: readonly JudgedAct[], shownByChance: number): ActScore {
  const nights = [...sumsByNight(acts).values()];
  const all = total(nights);
  const unshown = unshownShare(acts, shownByChance);
  const least = bootstrapInterval(nights, (drawn) => ratioOf(total(drawn), unshown, 0));
  const most = bootstrapInterval(nights, (drawn) => ratioOf(total(drawn), unshown, 1));
  const interval = least && most ? { from: least.from, to: most.to } : null;
  const effectiveActs = effectiveOf(acts.map(({ weight }) => weight));
  const unweighed = acts.filter(({ isWeighed }) => !isWeighed).length;
  const isEnough =
    nights.length >= NIGHTS_MIN &&
    acts.length >= ACTS_MIN &&
    unweighed <= UNWEIGHED_MAX * acts.length;
  const placeable = partOf(all, 'placeable');
  const share = (part: number) => (placeable > 0 ? Math.min(1, part / placeable) : null);
  return {
    acts: acts.length,
    unweighed,
    effectiveActs,
    captured: share(partOf(all, 'placed')),
    chance: share(partOf(all, 'chance')),
    againstChance: ratioOf(all) ?? null,
    interval,
    verdict: isEnough ? verdictOf(interval, 1) : 'too little to tell',
  };
}

interface Sums {
  acts: number;
  weight: number;
  placed: number;
  chance: number;
  placeable: number;
}

/** Acts on what was found without us, and on what we offered: those are weighed. */
interface Night {
  readonly found: Sums;
  readonly offered: Sums;
}

function noActs(): Sums {
  return { acts: 0, weight: 0, placed: 0, chance: 0, placeable: 0 };
}

function sumsByNight(acts: readonly JudgedAct[]): ReadonlyMap<number, Night> {
  const nights = new Map<number, Night>();
  for (const { night, weight, isOffered, isPlaced, chance, isPlaceable } of acts) {
    const both = nights.get(night) ?? { found: noActs(), offered: noActs() };
    nights.set(night, both);
    const sums = isOffered ? both.offered : both.found;
    sums.acts += 1;
    sums.weight += weight;
    sums.chance += weight * chance;
    if (isPlaced) sums.placed += weight;
    if (isPlaceable) sums.placeable += weight;
  }
  return nights;
}

const PARTS = ['acts', 'weight', 'placed', 'chance', 'placeable'] as const;

function total(nights: readonly Night[]): Night {
  const sum = { found: noActs(), offered: noActs() };
  for (const { found, offered } of nights) {
    for (const part of PARTS) {
      sum.found[part] += found[part];
      sum.offered[part] += offered[part];
    }
  }
  return sum;
}

/** Weighed acts count together as many as they are: they say what share, not how much there is. */
function partOf({ found, offered }: Night, part: 'placed' | 'chance' | 'placeable'): number {
  if (offered.weight === 0) return found[part];
  return found[part] + (offered.acts * offered[part]) / offered.weight;
}

/** `unshown`: the share of what is worth an act that was not shown; `placed`: how much of that. */
function ratioOf(all: Night, unshown = 0, placed = 0): number | undefined {
  const chance = partOf(all, 'chance');
  if (chance <= 0) return undefined;
  const { found, offered } = all;
  const shown = (1 - unshown) * (partOf(all, 'placed') - found.placed);
  return (found.placed + shown + unshown * placed * offered.acts) / chance;
}

/**
 * Of all that the owner would have acted on, the share that was not shown and may still be there.
 * Each act on what chance showed stands for 1 / `shownByChance` like it; if there were c of them, in
 * 39 of 40 cases no more than u(c) were to be expected (for none, 3.7), and what is above c weighs.
 */
function unshownShare(acts: readonly JudgedAct[], shownByChance: number): number {
  const offered = acts.filter(({ isOffered }) => isOffered);
  if (offered.length === 0) return 0;
  if (shownByChance <= 0) return 1;
  const byChance = offered.filter(({ isByChance }) => isByChance).length;
  const unshown = (mostExpected(byChance) - byChance) / shownByChance;
  return unshown / (unshown + offered.reduce((sum, { weight }) => sum + weight, 0));
}

/** Upper bound, 97.5 %, of a Poisson mean of which `count` were seen (Wilson and Hilferty 1931). */
function mostExpected(count: number): number {
  const n = count + 1;
  return n * (1 - 1 / (9 * n) + 1.96 / (3 * Math.sqrt(n))) ** 3;
}

function effectiveOf(weights: readonly number[]): number {
  const squares = weights.reduce((sum, weight) => sum + weight * weight, 0);
  return squares === 0 ? 0 : weights.reduce((sum, weight) => sum + weight, 0) ** 2 / squares;
}

export interface OpenedAct {
  readonly firstNight: number;
  readonly lastNight: number;
}

/**
 * Which acts one who knows them all could place in editions of these sizes: each night those first
 * whose time runs out first, which loses the fewest.
 */
export function placeableActs<A extends OpenedAct>(
  acts: readonly A[],
  sizes: readonly number[],
): ReadonlySet<A> {
  const taken = new Set<A>();
  const byEnd = [...acts].sort((a, b) => a.lastNight - b.lastNight);
  for (const [night, size] of sizes.entries()) {
    const open = byEnd.filter(
      (act) => act.firstNight <= night && act.lastNight >= night && !taken.has(act),
    );
    for (const act of open.slice(0, size)) taken.add(act);
  }
  return taken;
}
