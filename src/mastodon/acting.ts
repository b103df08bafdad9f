import type { EpochMs } from '../core/clock.ts';
import { parseHomeEntry, type WireStatus } from '../core/status.ts';
import { type Connection, get, type Posting, post } from './send.ts';

/** What can be done to a status, as the API calls it. */
export type ActKind = 'favourite' | 'reblog' | 'bookmark';

export interface Doing {
  readonly kind: ActKind;
  readonly undo: boolean;
  readonly statusId: string;
}

/** What the server says of the status itself, afterwards. */
export interface Done {
  readonly status: WireStatus | undefined;
  readonly atMs: EpochMs;
}

/**
 * Does it. The answer to a boost is the boost, with the post within; what it is matters less than
 * that it came. Throws as `get` does.
 */
export async function act(connection: Connection, doing: Doing, how: Posting): Promise<Done> {
  const { kind, undo, statusId } = doing;
  const name = undo ? `un${kind}` : kind;
  const path = `/api/v1/statuses/${encodeURIComponent(statusId)}/${name}`;
  const isApart = kind === 'reblog' && undo;
  const answer = await post(connection, path, { ...how, isApart });
  return { status: statusIn(answer.json), atMs: answer.askedAtMs };
}

/** What the server says of it now, with the owner's flags. Throws as `get` does. */
export async function statusNow(connection: Connection, statusId: string): Promise<Done> {
  const path = `/api/v1/statuses/${encodeURIComponent(statusId)}`;
  const { json, askedAtMs } = await get(connection, path, 'act');
  return { status: statusIn(json), atMs: askedAtMs };
}

/** The post that an answer is about; undefined where it is none. */
export function statusIn(json: unknown): WireStatus | undefined {
  try {
    return parseHomeEntry(json).status;
  } catch {
    return undefined; // it was done all the same
  }
}

/** No status has it, on any server: Mastodon looks for the scope before it looks for the status. */
const NOBODYS = '0';

/** What a login may do, where nobody said so: by taking back what was never done. */
export async function mayDo(connection: Connection, kind: ActKind): Promise<boolean> {
  try {
    await act(connection, { kind, undo: true, statusId: NOBODYS }, {});
    return true;
  } catch (error) {
    const { code, message } = error as { readonly code?: string; readonly message: string };
    if (code === 'not_found') return true;
    if (code === 'invalid') return !isNarrow(message);
    throw error;
  }
}

/** Mastodon, Akkoma and Pleroma, GoToSocial. */
export function isNarrow(message: string): boolean {
  return /answered 403\b/.test(message) && /scope|permission/i.test(message);
}
