import { SECOND_MS } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import type { AskThread } from '../http/server.ts';
import { openAccountant } from '../mastodon/accountant.ts';
import { readThread } from '../mastodon/thread.ts';
import { openLogins } from '../store/logins.ts';
import { openRateCounters } from '../store/rate_counters.ts';
import { findAccess } from './access.ts';
import type { PageSettings } from './page_wiring.ts';
import type { Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';
import { userAgentOf } from './user_agent.ts';

/** Somebody waits before the page; what is stored is shown without it. */
const PATIENCE_MS = 4 * SECOND_MS;

/**
 * Asks the home server what it knows around a status, by the login or by `given`, inside its rate
 * limit. Undefined where nobody is logged in there, or where it does not answer in time.
 */
export function openThreadAsking(
  { database, access: given }: Pick<PageSettings, 'database' | 'access'>,
  session: Session,
  surroundings: Surroundings,
): AskThread {
  const { time, stopped } = surroundings;
  const logins = openLogins(database);
  return async (server, id) => {
    const late = new AbortController();
    const cancel = time.after(PATIENCE_MS, () => late.abort(new Error('too late')));
    try {
      const access = given ?? (await findAccess(session, surroundings));
      if (access?.server !== server) return undefined;
      const loginKey = () => logins.all().find((login) => login.server === server)?.loginKey;
      const connection = {
        ...access,
        send: (request: Request) => surroundings.fetch(request),
        // Opened anew each time: what others have used meanwhile stands in the database.
        accountant: openAccountant(time, 1, openRateCounters(database, loginKey)),
        time,
        userAgent: userAgentOf(surroundings),
        signal: AbortSignal.any([stopped, late.signal]),
      };
      return await readThread(connection, id);
    } catch (error) {
      if (late.signal.aborted || error instanceof DriftlineError) return undefined;
      throw error;
    } finally {
      cancel();
    }
  };
}
