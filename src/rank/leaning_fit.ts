/** A post that was seen: the logarithms of its published factors, and whether it was acted on. */
export interface Look {
  readonly logs: readonly number[];
  readonly isActedOn: boolean;
}

const STEPS = 6;
/** Newton's steps are exact near the end and wild at the start. */
const STEP_MAX = 1;

/**
 * What each factor counts, by acts: the exponents of a Poisson regression of acts on the logarithms
 * of the factors, which believes the published ones until the data speak (a Gaussian prior: ridge).
 *
 * How steeply acts follow the score as a whole comes first, and is divided out: it is the
 * temperature's business. What was shown was chosen by the same factors, so among looks alone the
 * exponents are not biased by the choice.
 */
export function fitExponents(
  looks: readonly Look[],
  spreads: readonly number[],
): readonly number[] {
  const sums = looks.map(({ logs, isActedOn }) => ({
    logs: [logs.reduce((sum, one) => sum + one, 0)],
    isActedOn,
  }));
  const [slope = 1] = regress(sums, { mean: [1], spread: [SCALE_SPREAD] });
  const scale = Math.max(SCALE_LEAST, slope);
  const mean = spreads.map(() => scale);
  const spread = spreads.map((one) => one * scale);
  return regress(looks, { mean, spread }).map((one) => one / scale);
}

const SCALE_SPREAD = 0.3;

/** Below this, acts say next to nothing of scores. */
const SCALE_LEAST = 0.15;

/** Newton's method, from the prior on. The intercept is what makes the acts come out right. */
function regress(looks: readonly Look[], prior: Prior): readonly number[] {
  const acts = looks.filter(({ isActedOn }) => isActedOn).length;
  let exponents = prior.mean;
  for (let step = 0; step < STEPS; step += 1) {
    const { slope, curvature } = slopeAt(looks, { exponents, prior, acts });
    const steps = solve(curvature, slope);
    exponents = exponents.map(
      (one, nth) => one + Math.max(-STEP_MAX, Math.min(STEP_MAX, steps[nth] ?? 0)),
    );
  }
  return exponents;
}

interface Prior {
  readonly mean: readonly number[];
  readonly spread: readonly number[];
}

interface Fit {
  readonly exponents: readonly number[];
  readonly prior: Prior;
  readonly acts: number;
}

/** Of the logarithm of the likelihood and the prior: its slope, and minus its curvature. */
function slopeAt(looks: readonly Look[], { exponents, prior, acts }: Fit) {
  const expected = looks.map(({ logs }) =>
    Math.exp(logs.reduce((sum, log, nth) => sum + log * (exponents[nth] ?? 0), 0)),
  );
  const all = expected.reduce((sum, one) => sum + one, 0);
  const shares = expected.map((one) => one / all);
  const mean = exponents.map((_, nth) =>
    looks.reduce((sum, { logs }, at) => sum + (shares[at] ?? 0) * (logs[nth] ?? 0), 0),
  );
  const precision = (nth: number) => 1 / (prior.spread[nth] ?? 1) ** 2;
  const slope = exponents.map((exponent, nth) => {
    const surplus = looks.reduce(
      (sum, { logs, isActedOn }, at) =>
        sum + (Number(isActedOn) - acts * (shares[at] ?? 0)) * (logs[nth] ?? 0),
      0,
    );
    return surplus - (exponent - (prior.mean[nth] ?? 0)) * precision(nth);
  });
  const curvature = exponents.map((): number[] => []);
  for (const row of exponents.keys())
    for (let column = 0; column <= row; column += 1) {
      const [ofRow, ofColumn] = [mean[row] ?? 0, mean[column] ?? 0];
      const spread = looks.reduce(
        (sum, { logs }, at) =>
          sum + (shares[at] ?? 0) * ((logs[row] ?? 0) - ofRow) * ((logs[column] ?? 0) - ofColumn),
        0,
      );
      const one = acts * spread + (row === column ? precision(row) : 0);
      (curvature[row] as number[])[column] = one;
      (curvature[column] as number[])[row] = one;
    }
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
