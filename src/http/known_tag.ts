/**
 * Whether who asks has it already, by `If-None-Match` (RFC 9110, 13.1.2): one tag or several, or
 * `*` for any. What stands between may have marked ours weak, since it packed the body.
 */
export function isKnown(header: string | undefined, etag: string): boolean {
  if (header?.trim() === '*') return true;
  const known: readonly string[] = header?.match(/"[^"]*"/g) ?? [];
  return known.includes(etag.replace(/^W\//, ''));
}
