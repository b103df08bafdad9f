import type { EpochMs } from '../core/clock.ts';
import type { Feed } from '../core/feed.ts';
import type { LEANING_FACTORS } from '../core/leaning.ts';
import type { Database } from '../store/database.ts';
import { openPublishedFactors } from '../store/published_factors.ts';
import { integer, text } from '../store/shape.ts';
import { fitExponents, type Looks } from './leaning_fit.ts';

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

/** Of acts, and of looks without one: who acts on all they see says as little of what is good. */
const FEWEST = 10;
const LEAST = 0.25;
const MOST = 2;

/** By what the owner acted on of what they saw, as of a moment. docs/signals.md. */
export function leaningsAt(database: Database, { leanings }: Feed, nowMs: EpochMs): Leanings {
  if (leanings === false) return {};
  const looks = looksAt(database, nowMs);
  const acts = looks.isActedOn.reduce((sum, one) => sum + one, 0);
  if (Math.min(acts, looks.isActedOn.length - acts) < FEWEST) return {};
  const exponents = fitExponents(looks, Object.values(SPREADS)).map((one) =>
    Math.max(LEAST, Math.min(MOST, one)),
  );
  // Hundredths, so that the last bits of a machine's sums say nothing.
  return Object.fromEntries(
    LEANING.map((name, nth) => [name, Math.round((exponents[nth] ?? 1) * 100) / 100]),
  );
}

/** Of each edition by itself: what its entries weighed is a text of some 10 kB. */
function looksAt(database: Database, nowMs: EpochMs): Looks {
  const list = database.many('rank/list_looks', ['now_ms'], {
    edition: integer,
    seen: text,
    acted_on: text,
  });
  const published = openPublishedFactors(database);
  const editions = list({ now_ms: nowMs })
    .map(({ edition, seen, acted_on }) => ({
      factors: published.of(edition),
      // Each once: what was opened was seen as well.
      positions: Uint32Array.from(positionsIn(seen)).sort(),
      actedOn: positionsIn(acted_on),
    }))
    // A feed without factors weighed nothing.
    .filter(({ factors }) => Object.keys(factors).length > 0);
  const count = editions.reduce((sum, { positions }) => sum + positions.length, 0);
  const looks = {
    logs: new Float64Array(count * LEANING.length),
    isActedOn: new Uint8Array(count),
  };
  let first = 0;
  for (const { factors, positions, actedOn } of editions) {
    for (const [nth, name] of LEANING.entries())
      fill(looks.logs, { at: first * LEANING.length + nth, positions, micros: factors[name] });
    for (const [nth, position] of positions.entries())
      looks.isActedOn[first + nth] = Number(actedOn.has(position));
    first += positions.length;
  }
  return looks;
}

interface Column {
  readonly at: number;
  readonly positions: Uint32Array;
  readonly micros: readonly number[] | undefined;
}

/** One factor of one edition, into every row from `at` on. */
function fill(logs: Float64Array, { at, positions, micros }: Column): void {
  if (micros === undefined) return;
  for (let nth = 0; nth < positions.length; nth += 1)
    logs[at + nth * LEANING.length] = (micros[(positions[nth] as number) - 1] ?? 0) / 1e6;
}

function positionsIn(json: string): ReadonlySet<number> {
  return new Set(JSON.parse(json) as number[]);
}
