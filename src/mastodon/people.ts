import { DriftlineError } from '../core/errors.ts';
import { parseAccount, type WireAccount } from '../core/status.ts';
import { isUrl } from '../core/url_check.ts';
import type { Purpose } from './accountant.ts';
import { ALONE, BATCH_MAX, type Batch, probeBatch } from './batch.ts';
import { allLinked } from './linked_pages.ts';
import { isRefusal } from './refusal.ts';
import { type Connection, get, getOrNone } from './send.ts';

/**
 * Whose token it is. Throws DriftlineError('upstream') where the answer is no account: a server
 * that is half-way up, or what stands before it, answers 200 and {}.
 */
export async function verifyCredentials(
  connection: Connection,
  purpose: Purpose = 'login',
): Promise<WireAccount> {
  const { json } = await get(connection, '/api/v1/accounts/verify_credentials', purpose);
  try {
    return parseAccount(json);
  } catch (cause) {
    const what = `${connection.server} does not say whose login it is`;
    throw new DriftlineError('upstream', `${what}: ${(cause as Error).message}`, { cause });
  }
}

/** What a server says of itself, as far as we act on it. */
export interface Instance {
  /** wss://…, without a path; undefined where the server does not stream. */
  readonly streamingUrl: string | undefined;
  /** How many statuses one request may ask for, and how. */
  readonly batch: Batch;
}

type Json = Readonly<Record<string, unknown>>;

const BATCH_SINCE = 2; // api_versions.mastodon of 4.3

/**
 * Servers before 4.0, and some that are no Mastodon, know the older endpoint only, and one that
 * fails over the newer may still have it. That one they all have: where a page stands in its place,
 * the server is not back yet.
 */
async function askInstance(connection: Connection): Promise<Json> {
  let failure: DriftlineError | undefined;
  try {
    const newer = await getOrNone(connection, '/api/v2/instance');
    if (newer !== undefined) return objectOf(newer);
  } catch (error) {
    if (!(error instanceof DriftlineError) || error.code !== 'upstream') throw error;
    failure = error;
  }
  try {
    return objectOf((await get(connection, '/api/v1/instance', 'login')).json);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    if (failure !== undefined) throw failure;
    return {};
  }
}

/** Where nothing is told: most servers stream at the address that they are asked at. */
export function guessedInstance({ server }: Pick<Connection, 'server'>): Instance {
  return { streamingUrl: server.replace(/^http/, 'ws'), batch: ALONE };
}

export async function readInstance(connection: Connection): Promise<Instance> {
  const json = await askInstance(connection);
  const version = objectOf(json.api_versions).mastodon;
  return {
    streamingUrl: streamingUrlIn(json, connection),
    batch:
      typeof version === 'number' && version >= BATCH_SINCE
        ? { size: BATCH_MAX, parameter: 'id[]' }
        : await probeBatch(connection),
  };
}

/** The address alone, asked for anew: servers move their streams. */
export async function readStreamingUrl(connection: Connection): Promise<string | undefined> {
  return streamingUrlIn(await askInstance(connection), connection);
}

function streamingUrlIn(json: Json, connection: Connection): string | undefined {
  const urls = objectOf(objectOf(json.configuration).urls);
  return webSocketOf(urls.streaming ?? objectOf(json.urls).streaming_api, connection);
}

/** The token goes to that address: it is never less safe than the server itself. */
function webSocketOf(address: unknown, { server }: Connection): string | undefined {
  if (typeof address !== 'string' || !isUrl(address)) return undefined;
  const { host } = new URL(address);
  return `${server.startsWith('https:') ? 'wss' : 'ws'}://${host}`;
}

function objectOf(json: unknown): Json {
  return typeof json === 'object' && json !== null ? (json as Json) : {};
}

const PAGES_MAX = 1_000; // 80,000 follows

export interface Followed {
  readonly people: readonly WireAccount[];
  /** What stood in the list and is nobody. */
  readonly refused: readonly { readonly reason: string; readonly sample: string }[];
}

/** Everybody the owner follows, read to the end of the list. */
export async function followedAccounts(connection: Connection, ownerId: string): Promise<Followed> {
  const path = `/api/v1/accounts/${encodeURIComponent(ownerId)}/following?limit=80`;
  const followed = await allLinked(connection, path, { purpose: 'follows', pagesMax: PAGES_MAX });
  const people: WireAccount[] = [];
  const refused: { reason: string; sample: string }[] = [];
  for (const one of followed) {
    try {
      people.push(parseAccount(one));
    } catch (error) {
      if (!(error instanceof DriftlineError) || error.code !== 'invalid') throw error;
      refused.push({ reason: `a follow: ${error.message}`, sample: JSON.stringify(one) });
    }
  }
  return { people, refused };
}
