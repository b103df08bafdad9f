/** Where the deepest part of `path` that stands in the text is written, from 1. */
export function lineOf(source: string, path: readonly string[]): number | undefined {
  const lines = source.split('\n');
  let found: number | undefined;
  let from = 0;
  for (const key of path) {
    const name = key.replace(/[^\w-]/g, '.');
    const at = lines.findIndex(
      (line, index) =>
        index >= from && new RegExp(`(^|[\\s.["'])${name}["']?\\s*[\\].=]`).test(line),
    );
    if (at < 0) continue;
    found = at + 1;
    from = at;
  }
  return found;
}
