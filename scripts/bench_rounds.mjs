/** Does `a` and `b` in turns, `rounds` times, after one turn that is thrown away. Medians. */
export async function inTurns(rounds, a, b) {
  const ours = [];
  const theirs = [];
  for (let round = -1; round < rounds; round += 1) {
    const first = await a(round);
    const second = await b(round);
    if (round < 0) continue;
    ours.push(first);
    theirs.push(second);
  }
  return [median(ours), median(theirs)];
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
