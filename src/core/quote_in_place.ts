type Json = Readonly<Record<string, unknown>>;

/**
 * Pleroma has what a status quotes among its own members, where Akkoma and others give it in
 * `quote`: there everybody looks for it who shows, searches or deletes it.
 */
export function quoteInPlace(status: Json): Json {
  const pleroma = status.pleroma as Json | null | undefined;
  const quoted = pleroma?.quote;
  if (typeof quoted !== 'object' || quoted === null) return status;
  const { quote: _, ...rest } = pleroma as Json;
  return { ...status, quote: status.quote ?? quoted, pleroma: rest };
}
