/** Does each of `works` in turn, `rounds` times, after one turn that is thrown away. Medians. */
export async function inTurns(rounds, ...works) {
  const took = works.map(() => []);
  for (let round = -1; round < rounds; round += 1) {
    for (const [nth, work] of works.entries()) {
      const ms = await work(round);
      if (round >= 0) took[nth].push(ms);
    }
  }
  return took.map(median);
}

/** The same, without a pause between them. */
export function inTurnsAtOnce(rounds, ...works) {
  const took = works.map(() => []);
  for (let round = -1; round < rounds; round += 1) {
    for (const [nth, work] of works.entries()) {
      const ms = milliseconds(() => work(round));
      if (round >= 0) took[nth].push(ms);
    }
  }
  return took.map(median);
}

export function median(values) {
  const sorted = [...values].sort((x, y) => x - y);
  return sorted[sorted.length >> 1];
}

export function milliseconds(work) {
  const startedMs = performance.now();
  work();
  return performance.now() - startedMs;
}
