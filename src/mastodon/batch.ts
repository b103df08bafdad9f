import { DriftlineError } from '../core/errors.ts';
import { parseStatus, type WireStatus } from '../core/status.ts';
import { type Connection, get } from './send.ts';

/** Most ids of one request: more is a 422 (mastodon-api.md, section 4). */
export const BATCH_MAX = 20;

/**
 * Statuses by their ids, at most `BATCH_MAX`, in any order; who is missing is deleted or hidden from the
 * owner. Servers before 4.3 have no such endpoint: there each is asked for alone.
 */
export async function fetchStatuses(
  connection: Connection,
  ids: readonly string[],
  hasBatches: boolean,
): Promise<readonly WireStatus[]> {
  if (ids.length > BATCH_MAX) throw new RangeError(`at most ${BATCH_MAX} statuses at once`);
  if (!hasBatches) return (await Promise.all(ids.map((id) => fetchOne(connection, id)))).flat();
  const query = ids.map((id) => `id[]=${encodeURIComponent(id)}`).join('&');
  const { json } = await get(connection, `/api/v1/statuses?${query}`, 'counts');
  if (!Array.isArray(json))
    throw new DriftlineError('upstream', `${connection.server} sent no list of statuses`);
  return json.flatMap(parseOrSkip);
}

async function fetchOne(connection: Connection, id: string): Promise<readonly WireStatus[]> {
  try {
    return parseOrSkip(
      (await get(connection, `/api/v1/statuses/${encodeURIComponent(id)}`, 'counts')).json,
    );
  } catch (error) {
    if (error instanceof DriftlineError && error.code === 'not_found') return [];
    throw error;
  }
}

/** A status that we have already is only looked at for its counts: one that is broken now is left as it was. */
function parseOrSkip(json: unknown): readonly WireStatus[] {
  try {
    return [parseStatus(json)];
  } catch (error) {
    if (error instanceof DriftlineError) return [];
    throw error;
  }
}
