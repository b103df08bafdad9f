import type { DriftlineError } from '../core/errors.ts';
import { isMissing } from '../mastodon/refusal.ts';
import type { Session } from './session.ts';

/** How a list that was asked for came to its end. */
export type ListEnd = 'cut' | undefined;

export type Ask = (what: string, work: () => Promise<unknown>) => Promise<boolean>;

/** What the login may not read, as `doctor` tells it: a JSON list. */
export const NOT_ALLOWED = 'not_allowed';
/** What the server has answered, be it that it has none or tells nothing: a JSON list. */
export const ANSWERED = 'answered';
/** Lists of which the server gives the latest alone, and no way further down: a JSON list. */
export const CUT = 'lists_cut';
/** Of what is asked here, what every server is asked for within minutes, whoever the owner is. */
export const ASKED_OF_ALL: readonly string[] = [
  ...['filters', 'mutes', 'blocks', 'blocked servers', 'followed tags', 'favourites', 'bookmarks'],
];

/**
 * Asks for what a token may not be allowed to see, or a server may not have. A refusal is logged
 * once, with what to do, and asked again the next time: tokens and servers change. False where it
 * was refused; what may pass is thrown.
 */
export function openAsking({ deps, state, loginKey }: Session): Ask {
  const { log, server, time } = deps;
  const refused = new Set<string>();
  const noteIn = (list: string, what: string, isIn: boolean) => {
    const before: string[] = JSON.parse(state.find(loginKey, list)?.value ?? '[]');
    if (before.includes(what) === isIn) return;
    const others = before.filter((other) => other !== what);
    const now = isIn ? [...others, what] : others;
    state.set(loginKey, list, JSON.stringify(now), time.now());
  };
  const noteWhether = (what: string, isAllowed: boolean) => {
    noteIn(ANSWERED, what, true);
    noteIn(NOT_ALLOWED, what, !isAllowed);
  };
  return async (what, work) => {
    try {
      noteIn(CUT, what, (await work()) === 'cut');
      refused.delete(what);
      noteWhether(what, true);
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
      noteWhether(what, code !== 'invalid');
      return false;
    }
  };
}
