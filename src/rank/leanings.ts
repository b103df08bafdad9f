import type { EpochMs } from '../core/clock.ts';
import type { Feed } from '../core/feed.ts';
import type { LEANING_FACTORS } from '../core/leaning.ts';
import type { Database } from '../store/database.ts';
import { openPublishedFactors } from '../store/published_factors.ts';
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
} satisfies Record<(typeof LEANING_FACTORS)[number], number>;
const LEANING = Object.keys(SPREADS);

const FEWEST_ACTS = 10;
const LEAST = 0.25;
const MOST = 2;

/** By what the owner acted on of what they saw, as of a moment. docs/signals.md. */
export function leaningsAt(database: Database, { leanings }: Feed, nowMs: EpochMs): Leanings {
  if (leanings === false) return {};
  const looks = looksAt(database, nowMs);
  if (looks.filter(({ isActedOn }) => isActedOn).length < FEWEST_ACTS) return {};
  const exponents = fitExponents(looks, Object.values(SPREADS)).map((one) =>
    Math.max(LEAST, Math.min(MOST, one)),
  );
  // Hundredths, so that the last bits of a machine's sums say nothing.
  return Object.fromEntries(
    LEANING.map((name, nth) => [name, Math.round((exponents[nth] ?? 1) * 100) / 100]),
  );
}

function looksAt(database: Database, nowMs: EpochMs): readonly Look[] {
  const list = database.many('rank/list_looks', ['now_ms'], {
    edition: integer,
    seen: text,
    acted_on: text,
  });
  const published = openPublishedFactors(database);
  return list({ now_ms: nowMs }).flatMap(({ edition, seen, acted_on }) => {
    const factors = published.of(edition);
    const micros = LEANING.map((name) => factors[name]);
    const actedOn = positionsIn(acted_on);
    return (
      [...positionsIn(seen)]
        .sort((one, other) => one - other)
        .map((position): Look => {
          const logs = micros.map((each) => (each?.[position - 1] ?? 0) / 1e6);
          return { logs, isActedOn: actedOn.has(position) };
        })
        // A feed without factors weighed nothing.
        .filter(({ logs }) => logs.some((log) => log !== 0))
    );
  });
}

/** Each once: what was opened was seen as well. */
function positionsIn(json: string): ReadonlySet<number> {
  return new Set(JSON.parse(json) as number[]);
}
