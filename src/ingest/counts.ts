import { BATCH_MAX, fetchStatuses } from '../mastodon/batch.ts';
import type { Session } from './session.ts';

/** Most statuses of one round: 25 requests, a twelfth of the token's window. */
const ROUND_MAX = 500;

/**
 * Asks for the counts of candidates that have come to an age at which they are compared (a streamed
 * status arrives with zeros, and no event ever updates them). Who is missing from an answer is deleted or
 * hidden and is left to the next sweep. Gives how many were refreshed.
 */
export async function refreshCounts(session: Session, hasBatches = true): Promise<number> {
  const { deps, connection, filing, actions, state, loginKey } = session;
  const due = state.dueForCounts(loginKey, deps.time.now(), ROUND_MAX);
  let refreshed = 0;
  for (let from = 0; from < due.length; from += BATCH_MAX) {
    const statuses = await fetchStatuses(connection, due.slice(from, from + BATCH_MAX), hasBatches);
    const atMs = deps.time.now();
    deps.database.transaction(() => {
      for (const status of statuses) {
        if (filing.refresh(loginKey, status, atMs)) refreshed += 1;
        actions.notice(loginKey, status, atMs);
      }
    });
  }
  if (refreshed > 0) deps.log.info('ingest.counts_refreshed', { statuses: refreshed });
  return refreshed;
}
