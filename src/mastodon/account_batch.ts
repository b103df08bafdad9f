import { parseAccount, type WireAccount } from '../core/status.ts';
import type { Purpose } from './accountant.ts';
import { isMissing } from './refusal.ts';
import { type Connection, get } from './send.ts';

/** Most ids of one request, since Mastodon 4.3 (mastodon-api.md, section 0). */
export const ACCOUNTS_MAX = 40;

/**
 * Accounts by their ids, in any order; who is missing is gone or hidden. Undefined where the server
 * cannot be asked for several at once: it refuses, or knows none of them.
 */
export async function fetchAccounts(
  connection: Connection,
  ids: readonly string[],
  purpose: Purpose,
): Promise<readonly WireAccount[] | undefined> {
  if (ids.length > ACCOUNTS_MAX) throw new RangeError(`at most ${ACCOUNTS_MAX} accounts at once`);
  const query = ids.map((id) => `id[]=${encodeURIComponent(id)}`).join('&');
  try {
    const { json } = await get(connection, `/api/v1/accounts?${query}`, purpose);
    const found = Array.isArray(json) ? json.map(parseAccount) : [];
    return found.length === 0 ? undefined : found;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
