/** Posts that were seen, in rows: the logarithms of each one's published factors. */
export interface Looks {
  readonly logs: Float64Array;
  /** 1 for each row that was acted on. */
  readonly isActedOn: Uint8Array;
}

const STEPS = 6;
/** Newton's steps are exact near the end and wild at the start. */
const STEP_MAX = 1;
/** The number of right digits doubles with each: after one like this nothing is left to tell. */
const STEP_LEAST = 1e-6;

/**
 * What each factor counts, by acts: the exponents of a Poisson regression of acts on the logarithms
 * of the factors, which believes the published ones until the data speak (a Gaussian prior: ridge).
 *
 * How steeply acts follow the score as a whole comes first, and is divided out: it is the
 * temperature's business. What was shown was chosen by the same factors, so among looks alone the
 * exponents are not biased by the choice.
 */
export function fitExponents(looks: Looks, spreads: readonly number[]): readonly number[] {
  const scores = scoresOf(looks, spreads.length);
  const [slope = 1] = regress(scores, { mean: [1], spread: [SCALE_SPREAD] });
  const scale = Math.max(SCALE_LEAST, slope);
  const mean = spreads.map(() => scale);
  const spread = spreads.map((one) => one * scale);
  return regress(looks, { mean, spread }).map((one) => one / scale);
}

const SCALE_SPREAD = 0.3;

/** Below this, acts say next to nothing of scores. */
const SCALE_LEAST = 0.15;

/** The same looks, with the sum of all their factors as the only one. */
function scoresOf({ logs, isActedOn }: Looks, width: number): Looks {
  const sums = new Float64Array(isActedOn.length);
  for (let look = 0; look < sums.length; look += 1) {
    let sum = 0;
    for (let at = look * width; at < (look + 1) * width; at += 1) sum += logs[at] as number;
    sums[look] = sum;
  }
  return { logs: sums, isActedOn };
}

interface Prior {
  readonly mean: readonly number[];
  readonly spread: readonly number[];
}

/** Newton's method, from the prior on. The intercept is what makes the acts come out right. */
function regress(looks: Looks, prior: Prior): readonly number[] {
  const acted = sumActs(looks, prior.mean.length);
  let exponents = prior.mean;
  for (let step = 0; step < STEPS; step += 1) {
    const { slope, curvature } = slopeAt(sumExpected(looks, exponents), acted, {
      exponents,
      prior,
    });
    const steps = solve(curvature, slope).map((one) =>
      Math.max(-STEP_MAX, Math.min(STEP_MAX, one)),
    );
    exponents = exponents.map((one, nth) => one + (steps[nth] as number));
    if (steps.every((one) => Math.abs(one) < STEP_LEAST)) break;
  }
  return exponents;
}

interface Acted {
  readonly acts: number;
  /** Of the logarithms of what was acted on. */
  readonly sums: Float64Array;
}

function sumActs({ logs, isActedOn }: Looks, width: number): Acted {
  const sums = new Float64Array(width);
  let acts = 0;
  for (let look = 0; look < isActedOn.length; look += 1) {
    if (isActedOn[look] === 0) continue;
    acts += 1;
    for (let nth = 0; nth < width; nth += 1)
      sums[nth] = (sums[nth] as number) + (logs[look * width + nth] as number);
  }
  return { acts, sums };
}

interface Expected {
  readonly all: number;
  /** Of the logarithms, and of the products of two of them, as far as the diagonal. */
  readonly sums: Float64Array;
  readonly products: Float64Array;
}

/** No factors of ours come near; those of a forged recording must not end in NaN. */
const LN_MAX = 300;

/** What one pass over the looks gives. Most factors of most posts are silent: 0. */
function sumExpected({ logs }: Looks, exponents: readonly number[]): Expected {
  const width = exponents.length;
  const weights = Float64Array.from(exponents);
  const sums = new Float64Array(width);
  const products = new Float64Array(width * width);
  let all = 0;
  for (let row = 0; row < logs.length; row += width) {
    let ln = 0;
    for (let nth = 0; nth < width; nth += 1)
      ln += (logs[row + nth] as number) * (weights[nth] as number);
    const expected = Math.exp(Math.max(-LN_MAX, Math.min(LN_MAX, ln)));
    all += expected;
    for (let nth = 0; nth < width; nth += 1) {
      const part = expected * (logs[row + nth] as number);
      if (part === 0) continue;
      sums[nth] = (sums[nth] as number) + part;
      for (let at = nth * width, other = row; other <= row + nth; at += 1, other += 1)
        products[at] = (products[at] as number) + part * (logs[other] as number);
    }
  }
  return { all, sums, products };
}

interface Fit {
  readonly exponents: readonly number[];
  readonly prior: Prior;
}

/** Of the logarithm of the likelihood and the prior: its slope, and minus its curvature. */
function slopeAt(expected: Expected, { acts, sums }: Acted, { exponents, prior }: Fit) {
  const mean = [...expected.sums].map((sum) => sum / expected.all);
  const precision = prior.spread.map((one) => 1 / one ** 2);
  const slope = exponents.map((exponent, nth) => {
    const surplus = (sums[nth] as number) - acts * (mean[nth] as number);
    return surplus - (exponent - (prior.mean[nth] as number)) * (precision[nth] as number);
  });
  const curvature = exponents.map((_, row) =>
    exponents.map((__, column) => {
      const at = Math.max(row, column) * exponents.length + Math.min(row, column);
      const spread =
        (expected.products[at] as number) / expected.all -
        (mean[row] as number) * (mean[column] as number);
      return acts * spread + (row === column ? (precision[row] as number) : 0);
    }),
  );
  return { slope, curvature };
}

/** Gauss's elimination: the prior keeps every matrix here positive. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, nth) => [...row, right[nth] ?? 0]);
  const count = rows.length;
  for (const [nth, pivot] of rows.entries())
    for (const row of rows.slice(nth + 1)) {
      const times = (row[nth] ?? 0) / (pivot[nth] ?? 1);
      for (let at = nth; at <= count; at += 1) row[at] = (row[at] ?? 0) - times * (pivot[at] ?? 0);
    }
  const found: number[] = [];
  for (const [nth, row] of [...rows.entries()].reverse()) {
    const known = found.reduce((sum, one, at) => sum + one * (row[at] ?? 0), 0);
    found[nth] = ((row[count] ?? 0) - known) / (row[nth] ?? 1);
  }
  return found;
}
