import { isRefusal } from './account_batch.ts';
import type { Purpose } from './accountant.ts';
import { type Connection, get } from './send.ts';

/** A server has at most 50 lists (mastodon-api.md, section 2.4). */
const LISTS_MAX = 50;

/**
 * The ids of the lists whose members never reach the home: each has a timeline of its own. Servers
 * before 4.2, and others, have none.
 */
export async function exclusiveLists(connection: Connection): Promise<readonly string[]> {
  const lists = await listOrNone(connection, '/api/v1/lists', 'follows');
  return (lists ?? [])
    .filter((list) => list.exclusive === true && typeof list.id === 'string')
    .slice(0, LISTS_MAX)
    .map((list) => list.id as string);
}

/** The tags that the owner follows; undefined where the server does not say. */
export async function followedTagNames(
  connection: Connection,
  purpose: Purpose,
): Promise<readonly string[] | undefined> {
  const tags = await listOrNone(connection, '/api/v1/followed_tags?limit=200', purpose);
  return tags?.flatMap(({ name }) => (typeof name === 'string' ? [name] : []));
}

type Json = Readonly<Record<string, unknown>>;

async function listOrNone(
  connection: Connection,
  path: string,
  purpose: Purpose,
): Promise<readonly Json[] | undefined> {
  try {
    const { json } = await get(connection, path, purpose);
    if (!Array.isArray(json)) return undefined;
    return json.filter((one): one is Json => typeof one === 'object' && one !== null);
  } catch (error) {
    if (isRefusal(error)) return undefined;
    throw error;
  }
}
