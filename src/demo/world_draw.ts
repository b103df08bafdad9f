import seedrandom from 'seedrandom';

/**
 * A stream of seeded draws. Each part of the world has its own, so that parts do not disturb one
 * another.
 */
export interface Draw {
  /** Uniform in [0, 1). */
  readonly share: () => number;
  /** A whole number, both ends included. */
  readonly whole: (from: number, to: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(list: readonly T[]) => T;
  /** Standard normal. */
  readonly normal: () => number;
}

export function drawFrom(seed: string): Draw {
  const share = seedrandom.alea(seed);
  return {
    share,
    whole: (from, to) => from + Math.floor(share() * (to - from + 1)),
    chance: (probability) => share() < probability,
    pick: <T>(list: readonly T[]) => list[Math.floor(share() * list.length)] as T,
    // Box and Muller (1958); 1 − share() is never 0.
    normal: () => Math.sqrt(-2 * Math.log(1 - share())) * Math.cos(2 * Math.PI * share()),
  };
}

/**
 * A number of events in a stretch of time where `mean` are expected (Knuth's way; mean below 200).
 */
export function countFor(draw: Draw, mean: number): number {
  const floor = Math.exp(-mean);
  let product = draw.share();
  let count = 0;
  while (product > floor && count < 400) {
    product *= draw.share();
    count += 1;
  }
  return count;
}

/** One of the list, each as likely as its weight. The weights are not all 0. */
export function pickWeighted<T>(draw: Draw, list: readonly T[], weightOf: (of: T) => number): T {
  const weights = list.map(weightOf);
  let left = draw.share() * weights.reduce((sum, one) => sum + one, 0);
  for (let at = 0; at < list.length; at += 1) {
    left -= weights[at] as number;
    if (left < 0) return list[at] as T;
  }
  return list[list.length - 1] as T;
}

/** A new list in drawn order. */
export function shuffled<T>(draw: Draw, list: readonly T[]): T[] {
  const order = [...list];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = draw.whole(0, last);
    [order[last], order[other]] = [order[other] as T, order[last] as T];
  }
  return order;
}
