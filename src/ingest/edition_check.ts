import { DAY_MS, HOUR_MS } from '../core/clock.ts';
import { fetchPresent } from '../mastodon/batch.ts';
import { openEntriesToCheck } from '../store/entries_to_check.ts';
import type { AskAgain } from './counts.ts';
import type { Session } from './session.ts';

const ROUND_MAX = 500;
const ALONE_ROUND_MAX = 60; // where each is a request of its own
/** So far has come what is done: the edition, and the place in it. */
const CHECKED = 'edition_checked';
/** It is read all day long, and asked about all day long where that takes a few requests. */
const AGAIN_MS = HOUR_MS;
const READ_MS = DAY_MS;

/**
 * Asks about every entry of an edition once it is drawn, and each hour of that day again. A
 * deletion or an edit of what is older than a home reaches is never streamed, and of a boost that
 * was taken back often nothing is (mastodon-api.md, 1.6 and 1.7); what is drawn at night is read in
 * the morning: what is gone is gone by then, and the rest says what it says now.
 */
export function openEditionCheck(session: Session, askAgain: AskAgain): () => Promise<void> {
  const { deps, state, filing, connection, loginKey, batch } = session;
  const { time } = deps;
  const list = openEntriesToCheck(deps.database);
  const most = batch > 1 ? ROUND_MAX : ALONE_ROUND_MAX;
  let againMs = time.now() + AGAIN_MS / deps.pace;

  const askBoosts = async (ids: readonly string[]) => {
    if (ids.length === 0) return;
    const present = await fetchPresent(connection, ids, batch);
    for (const id of ids) if (!present.has(id)) filing.forget(loginKey, id, time.now());
  };

  /** Asks about what comes after a place; gives how many rows. */
  const ask = async (after: Place, sinceMs: number, onPlace: (place: Place) => void) => {
    const rows = list({ ...after, login_key: loginKey, since_ms: sinceMs, limit: most });
    for (let from = 0; from < rows.length; from += batch) {
      const some = rows.slice(from, from + batch);
      const idsOf = (isBoost: number) =>
        some.filter(({ is_boost }) => is_boost === isBoost).map(({ server_id }) => server_id);
      await askAgain(idsOf(0));
      await askBoosts(idsOf(1));
      const last = some.at(-1);
      if (last !== undefined) onPlace(last);
    }
    if (rows.length > 0) deps.log.info('ingest.edition_checked', { entries: rows.length });
    return rows.length;
  };

  return async () => {
    const [edition = 0, position = 0] = (state.find(loginKey, CHECKED)?.value ?? '')
      .split('/')
      .map(Number);
    const note = (place: Place) =>
      state.set(loginKey, CHECKED, `${place.edition}/${place.position}`, time.now());
    if ((await ask({ edition, position }, 0, note)) > 0)
      againMs = time.now() + AGAIN_MS / deps.pace;
    if (batch === 1 || time.now() < againMs) return;
    againMs = time.now() + AGAIN_MS / deps.pace;
    let place: Place = { edition: 0, position: 0 };
    const move = (to: Place) => {
      place = to;
    };
    while ((await ask(place, time.now() - READ_MS, move)) === most);
  };
}

interface Place {
  readonly edition: number;
  readonly position: number;
}
