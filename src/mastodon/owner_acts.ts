import { type EpochMs, epochMsOf } from '../core/clock.ts';
import { parseHomeEntry, parseStatus, type WireStatus } from '../core/status.ts';
import { lowestId } from './home.ts';
import { linkedPage } from './linked_pages.ts';
import type { Connection } from './send.ts';
import { orRefused } from './wire.ts';

const PURPOSE = 'owner';

export const FAVOURITES = '/api/v1/favourites?limit=40';
export const BOOKMARKS = '/api/v1/bookmarks?limit=40';

/** At first login: the last four hundred of each list. Later, as far as something known. */
export const ACTS_MAX = 400;
/** Pages hold forty, or twenty where a server gives no more. */
export const ACT_PAGES_MAX = 20;

export interface KeptPage {
  readonly statuses: readonly WireStatus[];
  readonly next: string | undefined;
  /** There may be more that cannot be asked for: by ids of the acts alone, which no page tells. */
  readonly isCut: boolean;
  /** It says how things stood then. */
  readonly askedAtMs: EpochMs;
}

/** A page of what the owner favoured or bookmarked, the latest act first. */
export async function keptPage(connection: Connection, path: string): Promise<KeptPage> {
  const { list, ...page } = await linkedPage(connection, path, PURPOSE);
  const read = list.map((json) => orRefused(() => ({ status: parseStatus(json) }), json));
  const statuses = read.flatMap((one) => ('status' in one ? [one.status] : []));
  return { ...page, statuses };
}

/** A post of the owner: a boost, an answer to somebody, or neither. */
export interface OwnPost {
  readonly id: string;
  readonly atMs: EpochMs;
  /** It itself, or what it boosts. */
  readonly status: WireStatus;
  readonly isBoost: boolean;
  /** The server's id of what it answers, where that is another's. */
  readonly answers: string | undefined;
}

export interface OwnPage {
  readonly posts: readonly OwnPost[];
  readonly next: string | undefined;
  readonly askedAtMs: EpochMs;
}

export function ownPosts(ownerId: string): string {
  return `/api/v1/accounts/${encodeURIComponent(ownerId)}/statuses?limit=40`;
}

/** A page of the owner's own posts, newest first: its pages turn by the ids of what is on them. */
export async function ownPage(connection: Connection, path: string): Promise<OwnPage> {
  const found = await linkedPage(connection, path, PURPOSE);
  const { list, askedAtMs } = found;
  const next = found.next ?? (found.mayGoOn ? pathBelow(path, lowestId(list)) : undefined);
  const read = list.map((json) => orRefused(() => ({ post: ownPostIn(json) }), json));
  return { posts: read.flatMap((one) => ('post' in one ? [one.post] : [])), next, askedAtMs };
}

/** Undefined where that is the same page: then the server overlooks cursors. */
function pathBelow(path: string, id: string | undefined): string | undefined {
  if (id === undefined) return undefined;
  const below = `${path.replace(/&max_id=.*$/, '')}&max_id=${encodeURIComponent(id)}`;
  return below === path ? undefined : below;
}

function ownPostIn(json: unknown): OwnPost {
  const { id, status, booster, boostedAtMs } = parseHomeEntry(json);
  const { created_at, in_reply_to_id, in_reply_to_account_id, account } = status;
  const isBoost = booster !== undefined;
  const answersOther = !isBoost && in_reply_to_account_id !== account.id;
  return {
    id,
    atMs: boostedAtMs ?? (epochMsOf(created_at) as EpochMs), // checked when it was parsed
    status,
    isBoost,
    answers: answersOther ? (in_reply_to_id ?? undefined) : undefined,
  };
}
