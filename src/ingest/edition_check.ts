import { openEntriesToCheck } from '../store/entries_to_check.ts';
import type { AskAgain } from './counts.ts';
import type { Session } from './session.ts';

const ROUND_MAX = 500;
const ALONE_ROUND_MAX = 60; // where each is a request of its own
/** So far has come what is done: the edition, and the place in it. */
const CHECKED = 'edition_checked';

/**
 * Asks about every entry of an edition once it is drawn. A deletion or an edit of what is older
 * than a home reaches is never streamed (mastodon-api.md, 1.6 and 1.7), and what is drawn at night
 * is read in the morning: what is gone is gone by then, and the rest says what it says now.
 */
export function openEditionCheck(session: Session, askAgain: AskAgain): () => Promise<void> {
  const { deps, state, loginKey, batch } = session;
  const list = openEntriesToCheck(deps.database);
  return async () => {
    const [edition = 0, position = 0] = (state.find(loginKey, CHECKED)?.value ?? '')
      .split('/')
      .map(Number);
    const most = batch > 1 ? ROUND_MAX : ALONE_ROUND_MAX;
    const entries = list({ login_key: loginKey, edition, position, limit: most });
    for (let from = 0; from < entries.length; from += batch) {
      const some = entries.slice(from, from + batch);
      await askAgain(some.map(({ server_id }) => server_id));
      const last = some.at(-1);
      if (last !== undefined)
        state.set(loginKey, CHECKED, `${last.edition}/${last.position}`, deps.time.now());
    }
    if (entries.length > 0) deps.log.info('ingest.edition_checked', { entries: entries.length });
  };
}
