import { isMissing } from './refusal.ts';
import { type Connection, get } from './send.ts';

/** A server has at most 50 lists (mastodon-api.md, section 2.4). */
const LISTS_MAX = 50;

/**
 * The ids of the lists whose members never reach the home: each has a timeline of its own. Servers
 * before 4.2, and others, have none.
 */
export async function exclusiveLists(connection: Connection): Promise<readonly string[]> {
  try {
    const { json } = await get(connection, '/api/v1/lists', 'follows');
    return (Array.isArray(json) ? json : []).flatMap(exclusiveId).slice(0, LISTS_MAX);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function exclusiveId(list: unknown): readonly string[] {
  const { id, exclusive } = (list ?? {}) as { readonly id?: unknown; readonly exclusive?: unknown };
  return exclusive === true && typeof id === 'string' ? [id] : [];
}
