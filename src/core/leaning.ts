import type { Signal, Signals } from './edition.ts';

/** The factors of which acts may tell: not what is owed, nor the owner's own words. */
export const LEANING_FACTORS = [
  'affinity',
  'freshness',
  'kind',
  'own_percentile',
  'quiet',
  'regard',
  'social_proof',
  'stranger',
  'tag_regard',
  'topic',
] as const;

/**
 * What the leaning factors of an edition do to its entries, in their order: millionths of their
 * logarithms as published, before exponents and leanings. A factor that says nothing of any of them
 * is left out.
 */
export type PublishedFactors = Readonly<Record<string, readonly number[]>>;

export function publishedFactors(entries: readonly Signals[]): PublishedFactors {
  return withoutSilent(
    LEANING_FACTORS.map((name) => [name, entries.map((signals) => publishedMicro(signals[name]))]),
  );
}

/** In the order of their names, so that equal ones are written alike. */
export function withoutSilent(
  factors: readonly (readonly [name: string, micros: readonly number[]])[],
): PublishedFactors {
  const speaking = factors.filter(([, micros]) => micros.some((micro) => micro !== 0));
  return Object.fromEntries(speaking.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

/** What an exponent of 0 was put upon is not known any more. */
function publishedMicro({ factor_micro = 0, exponent = 1, leaning = 1 }: Partial<Signal> = {}) {
  return exponent === 0 ? 0 : Math.round(factor_micro / exponent / leaning);
}
