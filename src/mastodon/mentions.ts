import { type EpochMs, epochMsOf } from '../core/clock.ts';
import type { HomeEntry } from '../core/status.ts';
import type { Purpose } from './accountant.ts';
import { compareIds, isLastPage, letIn, listIn, lowestId, PAGE_ENTRIES } from './home.ts';
import { type Connection, get } from './send.ts';
import type { Refused } from './wire.ts';

/** Posts that name the owner, by the notifications of them, which have ids of their own. */
export interface MentionPage {
  readonly entries: readonly HomeEntry[];
  readonly refused: readonly Refused[];
  /** When the owner was told of the last of the page, unix ms; undefined on an empty one. */
  readonly oldestMs: number | undefined;
  /** The id below which the next page lies; undefined at the end. */
  readonly nextId: string | undefined;
  readonly askedAtMs: EpochMs;
}

/** With what a server keeps aside because the author does not follow back. */
const PATH = `/api/v1/notifications?types[]=mention&include_filtered=true&limit=${PAGE_ENTRIES}`;

/** One page of them, newest first, below `maxId` where there is one. */
export async function mentionPage(
  connection: Connection,
  purpose: Purpose,
  maxId?: string | undefined,
): Promise<MentionPage> {
  const query = maxId === undefined ? '' : `&max_id=${encodeURIComponent(maxId)}`;
  const answer = await get(connection, `${PATH}${query}`, purpose);
  const list = listIn(connection, answer);
  const told = list.map((one) => (one ?? {}) as Told);
  // Who does not know the parameter tells of favourites and follows too.
  const read = told.flatMap(({ type, status }) => (type === 'mention' ? [letIn(status)] : []));
  const lastId = lowestId(list);
  const isDown = lastId !== undefined && (maxId === undefined || compareIds(lastId, maxId) < 0);
  return {
    entries: read.flatMap((one) => ('entry' in one ? [one.entry] : [])),
    refused: read.flatMap((one) => ('reason' in one ? [one] : [])),
    oldestMs: told.length === 0 ? undefined : epochMsOf(told.at(-1)?.created_at),
    nextId: isLastPage(answer) || !isDown ? undefined : lastId,
    askedAtMs: answer.askedAtMs,
  };
}

interface Told {
  readonly type?: unknown;
  readonly created_at?: unknown;
  readonly status?: unknown;
}
