import { dice } from './dice.ts';
import { seedWords } from './seed_words.ts';

/** In 19 of 20 cases the truth lies between. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

const Z = 1.96; // 95 %

/**
 * Between what bounds a share lies of which `hits` of `tries` are known (Wilson 1927,
 * doi:10.1080/01621459.1927.10502953): honest with few of them, and with none. `tries` > 0.
 */
export function shareInterval(hits: number, tries: number): Interval {
  const share = hits / tries;
  const z2 = Z * Z;
  const middle = (share + z2 / (2 * tries)) / (1 + z2 / tries);
  const half =
    (Z * Math.sqrt((share * (1 - share)) / tries + z2 / (4 * tries * tries))) / (1 + z2 / tries);
  return { from: Math.max(0, middle - half), to: Math.min(1, middle + half) };
}

export interface Counted {
  readonly hits: number;
  readonly tries: number;
}

/**
 * Between what bounds the first share less the second lies, both from their own intervals
 * (Newcombe 1998, method 10, doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I).
 */
export function differenceInterval(first: Counted, second: Counted): Interval {
  const [a, b] = [shareInterval(first.hits, first.tries), shareInterval(second.hits, second.tries)];
  const [p, q] = [first.hits / first.tries, second.hits / second.tries];
  return {
    from: p - q - Math.hypot(p - a.from, b.to - q),
    to: p - q + Math.hypot(a.to - p, q - b.from),
  };
}

export type Verdict = 'beats chance' | 'worse than chance' | 'too little to tell';

/** What bounds say of something that is `even` where it is no better than chance. */
export function verdictOf(interval: Interval | null, even: number): Verdict {
  if (interval === null) return 'too little to tell';
  if (interval.from > even) return 'beats chance';
  return interval.to < even ? 'worse than chance' : 'too little to tell';
}

const RESAMPLES = 2_000;

/**
 * Between what bounds `measure` lies when the groups might have been others: the middle 95 % of what
 * it says of groups drawn from these with putting back (Efron 1979, doi:10.1214/aos/1176344552).
 * The dice are keyed: the same groups give the same bounds. Undefined where it says nothing.
 */
export function bootstrapInterval<G>(
  groups: readonly G[],
  measure: (drawn: readonly G[]) => number | undefined,
): Interval | undefined {
  const words = seedWords('bootstrap');
  const said: number[] = [];
  for (let nth = 0; nth < RESAMPLES; nth += 1) {
    const drawn = groups.map((_, at) => {
      const u = 1 - dice(words, nth * groups.length + at);
      return groups[Math.floor(u * groups.length)] as G;
    });
    const value = measure(drawn);
    if (value !== undefined) said.push(value);
  }
  if (said.length === 0) return undefined;
  said.sort((a, b) => a - b);
  const at = (share: number) => said[Math.round(share * (said.length - 1))] as number;
  return { from: at(0.025), to: at(0.975) };
}
