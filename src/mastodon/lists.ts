import { allLinked, linkedPage } from './linked_pages.ts';
import { isMissing } from './refusal.ts';
import type { Connection } from './send.ts';

/** A server has at most 50 lists (mastodon-api.md, section 2.4). */
const LISTS_MAX = 50;

/**
 * The ids of the lists whose members never reach the home: each has a timeline of its own. Servers
 * before 4.2 have none. Throws what `isMissing` knows where the server does not tell, and
 * DriftlineError('upstream') where it sends something else.
 */
export async function exclusiveLists(connection: Connection): Promise<readonly string[]> {
  const { list } = await linkedPage(connection, '/api/v1/lists', 'follows');
  return list.flatMap(exclusiveId).slice(0, LISTS_MAX);
}

/** The ids of who is on a list; undefined where the server does not tell. */
export async function listMembers(
  connection: Connection,
  id: string,
): Promise<readonly string[] | undefined> {
  const path = `/api/v1/lists/${encodeURIComponent(id)}/accounts?limit=80`;
  try {
    const all = await allLinked(connection, path, { purpose: 'follows', pagesMax: PAGES_MAX });
    return all.flatMap((one) => {
      const { id: member } = (one ?? {}) as { readonly id?: unknown };
      return typeof member === 'string' ? [member] : [];
    });
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

const PAGES_MAX = 60; // 4,800 people

function exclusiveId(list: unknown): readonly string[] {
  const { id, exclusive } = (list ?? {}) as { readonly id?: unknown; readonly exclusive?: unknown };
  return exclusive === true && typeof id === 'string' ? [id] : [];
}
