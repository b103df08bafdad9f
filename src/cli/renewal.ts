import { MINUTE_MS, SECOND_MS } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import type { Permit, Renewal } from '../mastodon/send.ts';
import {
  type KeptCredentials,
  keepCredentials,
  readableCredentials,
  readCredentials,
  withCredentialsHeld,
} from './credentials.ts';
import type { Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';
import { userAgentOf } from './user_agent.ts';

/** Before the end a renewal that failed may wait: the token is still good. */
const TRY_AGAIN_MS = MINUTE_MS;
/** How soon a new login of the same person is used, where the token before it is still good. */
const LOOK_MS = 5 * SECOND_MS;

/**
 * Keeps a login alive: a token that ends soon is exchanged for the next, and one that was refused
 * is looked for in the file: another Driftline, or a new login, may have put there the one that
 * stands.
 */
export function openRenewal(
  kept: KeptCredentials,
  session: Session,
  surroundings: Surroundings,
): Renewal {
  const { time } = surroundings;
  let held = kept;
  let notBeforeMs = 0;
  let lookedMs = time.now();
  let underWay: Promise<boolean> | undefined;

  const renewOnce = async (permit: Permit): Promise<boolean> => {
    const next = await nextOf(held, permit, session, surroundings);
    if (next !== undefined) held = next;
    return next !== undefined;
  };
  /** Many requests ask at once. */
  const renew = (permit: Permit): Promise<boolean> => {
    underWay ??= renewOnce(permit).finally(() => {
      underWay = undefined;
    });
    return underWay;
  };

  return {
    async current(permit) {
      const nowMs = time.now();
      if (nowMs - lookedMs >= LOOK_MS) {
        lookedMs = nowMs;
        held = replacementOf(held, readableCredentials(session, surroundings)) ?? held;
      }
      if (nowMs < (held.renew_at_ms ?? Number.POSITIVE_INFINITY) || nowMs < notBeforeMs)
        return held.token;
      try {
        await renew(permit);
      } catch (error) {
        if (!(error instanceof DriftlineError)) throw error;
        notBeforeMs = nowMs + TRY_AGAIN_MS;
        session.log.warn('login.not_renewed', { why: error.message });
      }
      return held.token;
    },
    async insteadOf(token, permit) {
      if (token !== held.token) return held.token; // renewed while that request was under way
      return (await renew(permit)) ? held.token : undefined;
    },
    hasExpired: () => time.now() >= (held.expires_at_ms ?? Number.POSITIVE_INFINITY),
  };
}

/** The credentials that stand in the place of `held`; undefined where nothing does. */
async function nextOf(
  held: KeptCredentials,
  permit: Permit,
  session: Session,
  surroundings: Surroundings,
): Promise<KeptCredentials | undefined> {
  const other = replacementOf(held, readCredentials(session, surroundings));
  if (other !== undefined || held.refresh_token === undefined) return other;
  await permit(); // before the file is held: it may take minutes
  return withCredentialsHeld(session, surroundings, async () => {
    const meanwhile = replacementOf(held, readCredentials(session, surroundings));
    if (meanwhile !== undefined) return meanwhile;
    if (!surroundings.files.exists(session.credentialsFile)) return undefined; // logged out
    // The server voids what it replaces, so there must be room for what comes.
    keepCredentials(session, surroundings, held);
    const { refreshed } = await import('../mastodon/login.ts');
    const { time } = surroundings;
    const userAgent = userAgentOf(surroundings);
    try {
      const next = await refreshed(held, { userAgent, now: time.now });
      keepCredentials(session, surroundings, next);
      session.log.info('login.renewed', { server: next.server });
      return next;
    } catch (error) {
      // What the server said of the token is then said of the login.
      if (!(error instanceof DriftlineError) || error.code !== 'unauthorized') throw error;
      session.log.warn('login.not_renewed', { why: error.message });
      return undefined;
    }
  });
}

/** What somebody else has put into the file meanwhile, for the same person at the same server. */
function replacementOf(
  held: KeptCredentials,
  read: KeptCredentials | undefined,
): KeptCredentials | undefined {
  const isSamePerson = read?.server === held.server && read.account_id === held.account_id;
  return isSamePerson && read.token !== held.token ? read : undefined;
}
