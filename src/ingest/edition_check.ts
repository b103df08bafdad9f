import { DAY_MS, HOUR_MS } from '../core/clock.ts';
import { fetchPresent } from '../mastodon/batch.ts';
import { openEntriesToCheck } from '../store/entries_to_check.ts';
import type { AskAgain } from './asking_again.ts';
import { failsOverOne } from './failing.ts';
import { openMissing } from './missing.ts';
import type { Session } from './session.ts';

const ROUND_MAX = 500;
const ALONE_ROUND_MAX = 60; // where each is a request of its own
const ALONE_BATCH = 20; // and so many until the place is noted
/** So far has come what is done: the edition, and the place in it. */
const CHECKED = 'edition_checked';
/** It is read all day long and asked about all day long, less often where that is costly. */
const AGAIN_MS = HOUR_MS;
const AGAIN_ALONE_MS = 6 * HOUR_MS;
const AGAIN = 'edition_checked_again';
const READ_MS = DAY_MS;

/**
 * Asks about every entry of an edition once it is drawn, and each hour or so of that day again. A
 * deletion or an edit of what is older than a home reaches is never streamed, and of a boost that
 * was taken back often nothing is (mastodon-api.md, 1.6 and 1.7); what is drawn at night is read in
 * the morning: what is gone is gone by then, and the rest says what it says now.
 */
export function openEditionCheck(session: Session, askAgain: AskAgain): () => Promise<void> {
  const { deps, state, connection, loginKey } = session;
  const missing = openMissing(session);
  const { time } = deps;
  const list = openEntriesToCheck(deps.database);

  const askBoosts = async (ids: readonly string[]) => {
    const gone: string[] = [];
    for (let from = 0; from < ids.length; from += session.batch) {
      const some = ids.slice(from, from + session.batch);
      try {
        const present = await fetchPresent(connection, some, session.batch);
        gone.push(...some.filter((id) => !present.has(id)));
      } catch (error) {
        // Over one of them it fails: they are asked about the next time.
        if (!(await failsOverOne(session, error))) throw error;
      }
    }
    await missing.look(gone);
  };

  /** Asks about what comes after a place; gives whether there is more. */
  const ask = async (after: Place, sinceMs: number, onPlace: (place: Place) => void) => {
    const isTogether = session.batch > 1;
    const most = isTogether ? ROUND_MAX : ALONE_ROUND_MAX;
    const batch = isTogether ? session.batch : ALONE_BATCH;
    const { edition, position } = after;
    const which = { edition, position, login_key: loginKey, since_ms: sinceMs };
    const found = list({ ...which, limit: most });
    const rows = wholePlaces(found, found.length === most);
    for (let from = 0; from < rows.length; from += batch) {
      const some = rows.slice(from, from + batch);
      const idsOf = (isBoost: number) =>
        some.filter(({ is_boost }) => is_boost === isBoost).map(({ server_id }) => server_id);
      await askAgain(idsOf(0));
      await askBoosts(idsOf(1));
      const isLast = from + batch >= rows.length;
      const done = wholePlaces(rows.slice(0, from + batch), !isLast).at(-1);
      if (done !== undefined) onPlace(done);
    }
    if (rows.length > 0) deps.log.info('ingest.edition_checked', { rows: rows.length });
    return found.length === most;
  };

  const askOfAll = async () => {
    let place: Place = { edition: 0, position: 0 };
    let isMore = true;
    const move = (to: Place) => {
      place = to;
    };
    while (isMore) isMore = await ask(place, time.now() - READ_MS, move);
  };

  return async () => {
    const checked = state.find(loginKey, CHECKED);
    const [edition = 0, position = 0] = (checked?.value ?? '').split('/').map(Number);
    const note = (place: Place) =>
      state.set(loginKey, CHECKED, `${place.edition}/${place.position}`, time.now());
    await ask({ edition, position }, 0, note);
    const lastMs = Math.max(
      state.find(loginKey, CHECKED)?.at_ms ?? time.now(),
      state.find(loginKey, AGAIN)?.at_ms ?? 0,
    );
    const againMs = (session.batch > 1 ? AGAIN_MS : AGAIN_ALONE_MS) / deps.pace;
    const sinceMs = time.now() - lastMs; // below 0: it was noted by a clock that was ahead
    if (sinceMs >= 0 && sinceMs < againMs) return;
    state.set(loginKey, AGAIN, '', time.now());
    await askOfAll();
  };
}

/** A place has several rows, the post and its boosts: without the last place where that is cut. */
function wholePlaces<R extends Place>(rows: readonly R[], isCut: boolean): readonly R[] {
  const last = rows.at(-1);
  if (!isCut || last === undefined) return rows;
  const whole = rows.filter(
    ({ edition, position }) => edition !== last.edition || position !== last.position,
  );
  return whole.length > 0 ? whole : rows;
}

interface Place {
  readonly edition: number;
  readonly position: number;
}
