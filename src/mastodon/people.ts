import { DriftlineError } from '../core/errors.ts';
import { parseAccount, type WireAccount } from '../core/status.ts';
import { type Connection, get } from './send.ts';

/** Whose token it is. */
export async function verifyCredentials(connection: Connection): Promise<WireAccount> {
  const { json } = await get(connection, '/api/v1/accounts/verify_credentials', 'login');
  return parseAccount(json);
}

/** Where the stream is; undefined where the server has none. */
export async function streamingUrl(connection: Connection): Promise<string | undefined> {
  const { json } = await get(connection, '/api/v2/instance', 'login').catch((error: unknown) => {
    if (error instanceof DriftlineError && error.code === 'not_found') {
      return get(connection, '/api/v1/instance', 'login');
    }
    throw error;
  });
  const instance = json as {
    configuration?: { urls?: { streaming?: string } };
    urls?: { streaming_api?: string };
  };
  return instance.configuration?.urls?.streaming || instance.urls?.streaming_api || undefined;
}

const PAGES_MAX = 1_000; // 80,000 follows
const NEXT = /<([^>]+)>;\s*rel="next"/;

/** Everybody the owner follows, read to the end of the list. */
export async function followedAccounts(
  connection: Connection,
  ownerId: string,
): Promise<readonly WireAccount[]> {
  const followed: WireAccount[] = [];
  let path: string | undefined =
    `/api/v1/accounts/${encodeURIComponent(ownerId)}/following?limit=80`;
  for (let page = 0; path !== undefined && page < PAGES_MAX; page += 1) {
    const { json, headers } = await get(connection, path, 'follows');
    if (!Array.isArray(json))
      throw new DriftlineError('upstream', `${connection.server} sent no follow list`);
    followed.push(...json.map(parseAccount));
    const next = NEXT.exec(headers.get('link') ?? '')?.[1];
    // The link's host is the server's own idea of itself; path and query are what counts.
    path =
      next === undefined
        ? undefined
        : `${new URL(next, connection.server).pathname}${new URL(next, connection.server).search}`;
  }
  return followed;
}
