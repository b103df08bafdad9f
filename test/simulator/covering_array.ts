/**
 * Which of `count` faults are on in which run, so that any two of them are met in all four ways:
 * both, either alone, neither. With N runs that is possible for (N - 1) over ceil(N / 2) faults
 * (Kleitman and Spencer 1973, doi:10.1016/0012-365X(73)90098-8): each fault is on in a different
 * choice of ceil(N / 2) of the runs after the first, in which all are off.
 */
export function coveringArray(count: number): readonly (readonly boolean[])[] {
  for (let runs = 2; ; runs += 1) {
    const columns = choices(runs - 1, Math.ceil(runs / 2));
    if (columns.length < count) continue;
    const used = columns.slice(0, count);
    return Array.from({ length: runs }, (_, run) =>
      used.map((chosen) => run > 0 && chosen.includes(run - 1)),
    );
  }
}

/** All ways to choose `size` of the numbers 0 … of - 1. */
function choices(of: number, size: number): readonly (readonly number[])[] {
  if (size === 0) return [[]];
  if (size > of) return [];
  const without = choices(of - 1, size);
  const withLast = choices(of - 1, size - 1).map((chosen) => [...chosen, of - 1]);
  return [...without, ...withLast];
}
