import { parseStatus, type WireStatus } from '../core/status.ts';
import { type Connection, get } from './send.ts';
import { orRefused } from './wire.ts';

/** What a server knows around a status. */
export interface ThreadThere {
  readonly ancestors: readonly WireStatus[];
  readonly descendants: readonly WireStatus[];
}

/** Asked of the home server when somebody opens a thread, and at no other time. */
export async function readThread(connection: Connection, id: string): Promise<ThreadThere> {
  const path = `/api/v1/statuses/${encodeURIComponent(id)}/context`;
  const { json } = await get(connection, path, 'poll');
  const { ancestors, descendants } = (json ?? {}) as Record<string, unknown>;
  return { ancestors: statusesIn(ancestors), descendants: statusesIn(descendants) };
}

const STATUSES_MAX = 400;

/** One that cannot be read keeps none of the others from being shown. */
function statusesIn(list: unknown): readonly WireStatus[] {
  if (!Array.isArray(list)) return [];
  return list.slice(0, STATUSES_MAX).flatMap((json) => {
    const read = orRefused(() => ({ status: parseStatus(json) }), json);
    return 'status' in read ? [read.status] : [];
  });
}
