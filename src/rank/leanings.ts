import type { EpochMs } from '../core/clock.ts';
import type { Signals } from '../core/edition.ts';
import type { Feed } from '../core/feed.ts';
import type { Database } from '../store/database.ts';
import { integer, text } from '../store/shape.ts';
import { fitExponents, type Look } from './leaning_fit.ts';

/** What a factor counts with this owner, × its exponent as published; 1 where nothing is known. */
export type Leanings = Readonly<Record<string, number>>;

/**
 * What acts may tell of, not what is owed nor the owner's own words; and how far from 1 an owner's
 * exponent is thought to be before anything is known.
 */
const SPREADS = {
  own_percentile: 0.3,
  social_proof: 0.3,
  regard: 0.3,
  affinity: 0.3,
  topic: 0.3,
  tag_regard: 0.3,
  // Its published exponent is small.
  quiet: 0.6,
  kind: 0.3,
  stranger: 0.3,
  freshness: 0.3,
};
const LEANING = Object.keys(SPREADS);

const FEWEST_ACTS = 10;
const LEAST = 0.25;
const MOST = 2;

/** By what the owner acted on of what they saw, as of a moment. docs/signals.md. */
export function leaningsAt(database: Database, { leanings }: Feed, nowMs: EpochMs): Leanings {
  if (leanings === false) return {};
  const list = database.many('rank/list_looks', ['now_ms'], {
    signals: text,
    is_acted_on: integer,
  });
  const looks = list({ now_ms: nowMs })
    .map(({ signals, is_acted_on }): Look => {
      const frozen = JSON.parse(signals) as Signals;
      const logs = LEANING.map((name) => publishedLog(frozen, name));
      return { logs, isActedOn: is_acted_on === 1 };
    })
    // A feed without factors weighed nothing.
    .filter(({ logs }) => logs.some((log) => log !== 0));
  if (looks.filter(({ isActedOn }) => isActedOn).length < FEWEST_ACTS) return {};
  const exponents = fitExponents(looks, Object.values(SPREADS)).map((one) =>
    Math.max(LEAST, Math.min(MOST, one)),
  );
  // Hundredths, so that the last bits of a machine's sums say nothing.
  return Object.fromEntries(
    LEANING.map((name, nth) => [name, Math.round((exponents[nth] ?? 1) * 100) / 100]),
  );
}

/** A factor's logarithm before any exponent. */
function publishedLog(signals: Signals, name: string): number {
  const { factor_micro = 0, exponent = 1, leaning = 1 } = signals[name] ?? {};
  return exponent === 0 ? 0 : factor_micro / 1e6 / exponent / leaning;
}
