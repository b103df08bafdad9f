const OPEN: ReadonlySet<string> = new Set(['public', 'unlisted']);

/** Who alone may read a post; undefined where everybody may. */
export function lockWords(visibility: string): string | undefined {
  if (OPEN.has(visibility)) return undefined;
  if (visibility === 'private') return 'followers only';
  return visibility === 'direct' ? 'only whom it mentions' : 'not public';
}
