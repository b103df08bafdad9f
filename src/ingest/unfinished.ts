import { MINUTE_MS, momentBefore } from '../core/clock.ts';
import { fetchStatuses } from '../mastodon/batch.ts';
import { failsOverOne } from './failing.ts';
import type { Session } from './session.ts';

/** A server crawls links, makes media and hears of accepted quotes within about a minute. */
const AFTER_MS = MINUTE_MS;
const UNTIL_MS = 15 * MINUTE_MS;
const ROUND_MAX = 200;
const ALONE_ROUND_MAX = 20; // where each is a request of its own
const ASKED_MAX = 10_000;

/**
 * Looks once more at what arrived a minute ago with a link and no card, a medium without an
 * address, or a quote not yet accepted: no event tells when these come (mastodon-api.md, trap 36).
 */
export function openUnfinished(session: Session): () => Promise<void> {
  const { deps, connection, filing, actions, state, loginKey } = session;
  const asked = new Set<string>();
  return async () => {
    const { batch } = session;
    const nowMs = deps.time.now();
    const most = batch > 1 ? ROUND_MAX : ALONE_ROUND_MAX;
    const fromMs = momentBefore(nowMs, UNTIL_MS / deps.pace);
    const toMs = momentBefore(nowMs, AFTER_MS / deps.pace);
    const ids = state
      .unfinished(loginKey, fromMs, toMs, most + asked.size)
      .filter((id) => !asked.has(id))
      .slice(0, most);
    if (asked.size > ASKED_MAX) asked.clear();
    for (let from = 0; from < ids.length; from += batch) {
      const some = ids.slice(from, from + batch);
      try {
        const { statuses, askedAtMs: atMs } = await fetchStatuses(connection, some, batch);
        deps.database.transaction(() => {
          for (const status of statuses) {
            filing.refresh(loginKey, status, atMs);
            actions.compare(loginKey, status, atMs);
          }
        });
      } catch (error) {
        if (!(await failsOverOne(session, error))) throw error;
      }
      for (const id of some) asked.add(id);
    }
  };
}
