import { type EpochMs, epochMsOf } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import { fromOlderFilter } from '../core/filter.ts';
import { parseAccount, type WireAccount } from '../core/status.ts';
import { allLinked, linkedPage } from './linked_pages.ts';
import { isMissing } from './refusal.ts';
import { type Connection, get, getOrNone } from './send.ts';
import { orRefused } from './wire.ts';

type Json = Readonly<Record<string, unknown>>;

/** A filter in the form of `GET /api/v2/filters`, of which only the id was checked. */
export interface WireFilter {
  readonly id: string;
  readonly [member: string]: unknown;
}

const PURPOSE = 'owner';

/** All filters. Where the server knows only the older kind, they are given in the newer's form. */
export async function fetchFilters(connection: Connection): Promise<readonly WireFilter[]> {
  try {
    return filtersIn((await get(connection, '/api/v2/filters', PURPOSE)).json);
  } catch (error) {
    // 404 at an older Mastodon; others say 400 or 405 to what they do not have. What may pass is
    // no such word: the older list names the same filters otherwise.
    const older = isMissing(error) ? await olderFilters(connection) : undefined;
    if (older === undefined) throw error;
    return older;
  }
}

async function olderFilters(connection: Connection): Promise<readonly WireFilter[] | undefined> {
  const json = await getOrNone(connection, '/api/v1/filters', PURPOSE);
  return json === undefined ? undefined : filtersIn(listOf(json, 'filters').map(fromOlderFilter));
}

function filtersIn(json: unknown): readonly WireFilter[] {
  return listOf(json, 'filters')
    .filter((one): one is Json => typeof one === 'object' && one !== null)
    .filter(({ id }) => typeof id === 'string' || Number.isSafeInteger(id))
    .map((filter) => ({ ...filter, id: String(filter.id) }));
}

/** Somebody the owner mutes or blocks. */
export interface WireRefusal {
  readonly account: WireAccount;
  /** When the mute ends by itself; null: never. */
  readonly untilMs: EpochMs | null;
}

export interface RefusalPage {
  readonly people: readonly WireRefusal[];
  readonly next: string | undefined;
  /** There may be more that cannot be asked for: by ids which no page tells. */
  readonly isCut: boolean;
}

export const MUTES = '/api/v1/mutes?limit=80';
export const BLOCKS = '/api/v1/blocks?limit=80';

/** A page of those whom the owner mutes or blocks, the latest first. */
export async function refusalPage(connection: Connection, path: string): Promise<RefusalPage> {
  const { list, next, isCut } = await linkedPage(connection, path, PURPOSE);
  return { people: list.flatMap(refusalIn), next, isCut };
}

/** When the mute ends is no part of the person's profile. */
function refusalIn(json: unknown): readonly WireRefusal[] {
  const { mute_expires_at, ...profile } = (json ?? {}) as Json;
  const read = orRefused(() => ({ account: parseAccount(profile) }), json);
  return 'account' in read
    ? [{ account: read.account, untilMs: epochMsOf(mute_expires_at) ?? null }]
    : [];
}

const NAMES_PAGES_MAX = 20; // of 200

/** The servers that the owner blocks. */
export async function fetchDomainBlocks(connection: Connection): Promise<readonly string[]> {
  const all = await allLinked(connection, '/api/v1/domain_blocks?limit=200', {
    purpose: PURPOSE,
    pagesMax: NAMES_PAGES_MAX,
  });
  return all.filter((domain) => typeof domain === 'string');
}

/** The names of the tags that the owner follows. */
export async function fetchFollowedTags(connection: Connection): Promise<readonly string[]> {
  const all = await allLinked(connection, '/api/v1/followed_tags?limit=200', {
    purpose: PURPOSE,
    pagesMax: NAMES_PAGES_MAX,
  });
  return all
    .map((tag) => (tag as { readonly name?: unknown } | null)?.name)
    .filter((name) => typeof name === 'string');
}

/** How the owner stands to somebody. */
export interface Relationship {
  readonly id: string;
  readonly isFollowed: boolean;
  readonly isMuted: boolean;
  readonly isBlocked: boolean;
  readonly showsBoosts: boolean;
  readonly languages: readonly string[] | null;
}

/** Most accounts of one request (mastodon-api.md, section 3). */
export const RELATIONSHIPS_MAX = 40;

export async function fetchRelationships(
  connection: Connection,
  ids: readonly string[],
): Promise<readonly Relationship[]> {
  const query = ids.map((id) => `id[]=${encodeURIComponent(id)}`).join('&');
  const { json } = await get(connection, `/api/v1/accounts/relationships?${query}`, PURPOSE);
  return listOf(json, 'relationships').flatMap((one) => relationshipIn(one) ?? []);
}

/** How the owner stands to somebody, as the server says it; undefined where it says no such. */
export function relationshipIn(json: unknown): Relationship | undefined {
  const { id, following, muting, blocking, showing_reblogs, languages } = (json ?? {}) as Json;
  if (typeof id !== 'string') return undefined;
  const named = Array.isArray(languages) ? languages : [];
  const some = named.filter((language) => typeof language === 'string');
  return {
    id,
    isFollowed: following === true,
    isMuted: muting === true,
    isBlocked: blocking === true,
    showsBoosts: showing_reblogs !== false,
    languages: some.length > 0 ? some : null,
  };
}

/** One account, as it is now: it may have moved. */
export async function fetchAccount(connection: Connection, id: string): Promise<WireAccount> {
  const path = `/api/v1/accounts/${encodeURIComponent(id)}`;
  return parseAccount((await get(connection, path, PURPOSE)).json);
}

function listOf(json: unknown, what: string): readonly unknown[] {
  if (Array.isArray(json)) return json;
  throw new DriftlineError('upstream', `the server sent ${what} that are no list`);
}
