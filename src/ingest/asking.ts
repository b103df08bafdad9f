import type { DriftlineError } from '../core/errors.ts';
import { isMissing } from '../mastodon/refusal.ts';
import { FailsOverOne, failsOverOne } from './failing.ts';
import type { Session } from './session.ts';

/** How a list that was asked for came to its end. */
export type ListEnd = 'cut' | undefined;

export type Ask = (what: string, work: () => Promise<unknown>) => Promise<boolean>;

/** What the login may not read, as `doctor` tells it: a JSON list. */
export const NOT_ALLOWED = 'not_allowed';
/** What the server has answered, be it that it has none or tells nothing: a JSON list. */
export const ANSWERED = 'answered';
/** What it fails over while it is well, and since when: a JSON object, unix ms by name. */
export const FAILING = 'failing_over';
/** Lists of which the server gives the latest alone, and no way further down: a JSON list. */
export const CUT = 'lists_cut';
/** Who the owner follows, as it is called where it is asked for. */
export const FOLLOWS = 'whom you follow';
/** Of what is asked here, what every server is asked for within minutes, whoever the owner is. */
export const ASKED_OF_ALL: readonly string[] = [
  ...['filters', 'mutes', 'blocks', 'blocked servers', 'followed tags', 'favourites', 'bookmarks'],
  FOLLOWS,
];

/**
 * Asks for something, and notes for `doctor` how that was answered. What is thrown goes on:
 * FailsOverOne where the server is well and fails over this alone.
 */
export async function noted<T>(session: Session, what: string, work: () => Promise<T>): Promise<T> {
  const note = openNotes(session);
  try {
    const told = await work();
    note.answered(what, true);
    return told;
  } catch (error) {
    if (isMissing(error)) note.answered(what, (error as DriftlineError).code !== 'invalid');
    else if (await failsOverOne(session, error)) {
      note.failed(what);
      throw new FailsOverOne(error as DriftlineError);
    }
    throw error;
  }
}

/** What the server fails over while it is well, by the names under which it is asked for. */
export function failingOver({ state, loginKey }: Pick<Session, 'state' | 'loginKey'>) {
  return Object.keys(JSON.parse(state.find(loginKey, FAILING)?.value ?? '{}'));
}

function openNotes({ deps, state, loginKey }: Session) {
  const { time } = deps;
  const noteIn = (list: string, what: string, isIn: boolean) => {
    const before: string[] = JSON.parse(state.find(loginKey, list)?.value ?? '[]');
    if (before.includes(what) === isIn) return;
    const others = before.filter((other) => other !== what);
    const now = isIn ? [...others, what] : others;
    state.set(loginKey, list, JSON.stringify(now), time.now());
  };
  const failing = (): Record<string, number> =>
    JSON.parse(state.find(loginKey, FAILING)?.value ?? '{}');
  const keepFailing = (now: Record<string, number>) =>
    state.set(loginKey, FAILING, JSON.stringify(now), time.now());
  return {
    noteIn,
    answered(what: string, isAllowed: boolean): void {
      noteIn(ANSWERED, what, true);
      noteIn(NOT_ALLOWED, what, !isAllowed);
      const { [what]: sinceMs, ...others } = failing();
      if (sinceMs !== undefined) keepFailing(others);
    },
    failed(what: string): void {
      const before = failing();
      if (before[what] === undefined) keepFailing({ ...before, [what]: time.now() });
    },
  };
}

/**
 * Asks for what a token may not be allowed to see, or a server may not have. A refusal is logged
 * once, with what to do, and asked again the next time: tokens and servers change. False where it
 * was refused; what may pass is thrown.
 */
export function openAsking(session: Session): Ask {
  const { log, server } = session.deps;
  const { noteIn } = openNotes(session);
  const refused = new Set<string>();
  return async (what, work) => {
    try {
      noteIn(CUT, what, (await noted(session, what, work)) === 'cut');
      refused.delete(what);
      return true;
    } catch (error) {
      if (!isMissing(error)) throw error;
      const { code, message: why } = error as DriftlineError;
      if (!refused.has(what)) {
        const { host } = new URL(server);
        const remedy =
          code === 'invalid'
            ? `if the login may not read them, type driftline login ${host} and allow it`
            : 'the server has none';
        log.warn('ingest.not_told', { what, why, remedy });
      }
      refused.add(what);
      return false;
    }
  };
}
