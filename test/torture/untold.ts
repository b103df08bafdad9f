import type { RealProgram } from './real_program.ts';

/** Posts of a stretch of time that are neither stored nor within a hole that is told. */
export function untoldIn(
  { ask, momentOf }: RealProgram,
  authors: number,
  { fromMs = 0, untilMs }: { readonly fromMs?: number; readonly untilMs: number },
): readonly number[] {
  const stored = new Set(ask<string>("select json_extract(body, '$.content') from payloads"));
  const holes = ask<string>("select from_ms || ' ' || coalesce(to_ms, 9e15) from holes").map(
    (hole) => hole.split(' ').map(Number),
  );
  const isTold = (ms: number) => holes.some(([from = 0, to = 0]) => from <= ms && ms <= to);
  const untold: number[] = [];
  for (let nth = 0; momentOf(nth) < untilMs; nth += 1) {
    const text = `<p>p${nth} by a${nth % authors}</p>`;
    const atMs = momentOf(nth);
    if (atMs >= fromMs && !stored.has(text) && !isTold(atMs)) untold.push(nth);
  }
  return untold;
}
