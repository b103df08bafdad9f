import { SECOND_MS } from '../core/clock.ts';
import type { Access } from './access.ts';
import { paceOf } from './ingest_wiring.ts';
import type { Surroundings } from './surroundings.ts';

/** How soon a new login, or the end of one, is noticed, at pace 1. */
export const LOOK_FOR_LOGIN_MS = 5 * SECOND_MS;

/**
 * Aborted when the owner stops, or a login is kept here no more: a token that nobody could revoke
 * would serve on, and whoever logged out would be read all the same.
 */
export function whileLoggedIn(
  { isKept }: Pick<Access, 'isKept'>,
  { time, env, stopped }: Surroundings,
) {
  const ended = new AbortController();
  const lookMs = LOOK_FOR_LOGIN_MS / paceOf(env);
  const look = () => {
    if (isKept?.() === false) ended.abort();
    else cancel = time.after(lookMs, look);
  };
  let cancel = time.after(lookMs, look);
  return {
    signal: AbortSignal.any([stopped, ended.signal]),
    hasEnded: () => ended.signal.aborted,
    /** No more need to look. */
    close: () => cancel(),
  };
}
