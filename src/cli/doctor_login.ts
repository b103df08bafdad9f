import { type EpochMs, isoOf, MINUTE_MS, SECOND_MS } from '../core/clock.ts';
import { counted } from '../core/counted.ts';
import { DriftlineError } from '../core/errors.ts';
import { type Accountant, openAccountant } from '../mastodon/accountant.ts';
import { verifyCredentials } from '../mastodon/people.ts';
import { pauseIn } from '../mastodon/rate_headers.ts';
import { get } from '../mastodon/send.ts';
import { isOfDate } from '../mastodon/unsent.ts';
import type { Database } from '../store/database.ts';
import { openLogins } from '../store/logins.ts';
import { openRateCounters } from '../store/rate_counters.ts';
import { type Access, findAccess } from './access.ts';
import type { Check } from './doctor_checks.ts';
import { proxyWords } from './proxy_words.ts';
import type { Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';
import { userAgentOf } from './user_agent.ts';

const PATIENCE_MS = 10 * SECOND_MS;
const HOME_TOP = '/api/v1/timelines/home?limit=1';

/** Whether there is a login, nobody else can read it, and the server still takes it. */
export async function checkLogin(
  session: Session,
  surroundings: Surroundings,
  isOffline: boolean,
): Promise<Check> {
  const name = 'login';
  let access: Access | undefined;
  try {
    access = await findAccess(session, surroundings);
    if (access === undefined) {
      const remedy = 'Run "driftline login SERVER".';
      return { name, ok: false, detail: 'nobody is logged in', remedy };
    }
    if (isOffline) return { name, ok: true, detail: `${access.server}, not asked`, remedy: null };
    const isThere = surroundings.files.exists(session.databaseFile);
    const nowMs = surroundings.time.now();
    const pausedUntilMs = isThere ? await pauseOf(access, session, nowMs) : 0;
    if (pausedUntilMs > nowMs) throw pausedFor(access.server, pausedUntilMs - nowMs);
    const { owner, usedUpUntilMs } = await askWhoIsLoggedIn(access, surroundings);
    const unasked = usedUpUntilMs === undefined ? '' : `; ${usedUpWords(usedUpUntilMs)}`;
    return { name, ok: true, detail: `${owner.acct} at ${access.server}${unasked}`, remedy: null };
  } catch (error) {
    if (surroundings.stopped.aborted) throw error;
    const detail = messageOf(error);
    const proxy = proxyWords(detail, surroundings.env);
    return { name, ok: false, detail, remedy: proxy ?? remedyOf(error, access) };
  }
}

/** Until when the server asked to be left alone, unix ms, and no longer; 0 where it did not. */
async function pauseOf({ server }: Access, session: Session, nowMs: number): Promise<number> {
  let database: Database | undefined;
  try {
    database = await session.openDatabase('read');
    const login = openLogins(database)
      .all()
      .find((one) => one.server === server);
    const counters = openRateCounters(database, () => login?.loginKey).read();
    const pause = counters.find(({ bucket }) => bucket === 'pause');
    return Math.min(pause?.windowStartMs ?? 0, nowMs + (pause?.used ?? 0) * SECOND_MS);
  } catch (error) {
    if (error instanceof DriftlineError) return 0; // said by the check of the database
    throw error;
  } finally {
    database?.close();
  }
}

function pausedFor(server: string, ms: number): DriftlineError {
  const minutes = Math.ceil(ms / MINUTE_MS);
  const what = `takes no more requests for ${counted(minutes, 'minute')}: too many were made`;
  return new DriftlineError('upstream', `${server} ${what}`);
}

/** The login is taken, and reading back may go on for hours: no fault, and said all the same. */
function usedUpWords(untilMs: number): string {
  const until = isoOf(Math.ceil(untilMs) as EpochMs);
  return `its rate limit is used up until ${until}, and the home is not asked for meanwhile`;
}

/**
 * Throws DriftlineError where the login is not taken, or may not read the home; `usedUpUntilMs`:
 * until when the rate limit leaves no request for that, unix ms.
 */
async function askWhoIsLoggedIn(access: Access, surroundings: Surroundings) {
  const { time, fetch, stopped } = surroundings;
  const patience = new AbortController();
  const cancel = time.after(PATIENCE_MS, () => patience.abort(new Error('too slow')));
  let usedUpUntilMs: number | undefined;
  const onWait = (_: unknown, untilMs: number) => {
    usedUpUntilMs = untilMs;
    patience.abort(new Error('nobody waits for it here'));
  };
  const accountant: Accountant = {
    ...openAccountant(time, 1, undefined, onWait),
    refused(headers) {
      patience.abort(pausedFor(access.server, pauseIn(headers, time.now())));
    },
  };
  const connection = {
    ...access,
    send: (request: Request) => fetch(request),
    accountant,
    time,
    userAgent: userAgentOf(surroundings),
    signal: AbortSignal.any([stopped, patience.signal]),
  };
  try {
    const owner = await verifyCredentials(connection);
    try {
      await get(connection, HOME_TOP, 'login'); // a ready token may be good for less
    } catch (error) {
      if (usedUpUntilMs === undefined) throw error;
    }
    return { owner, usedUpUntilMs };
  } finally {
    cancel();
  }
}

function messageOf(error: unknown): string {
  return error instanceof DriftlineError ? error.message : 'the server did not answer in time';
}

function remedyOf(error: unknown, access: Access | undefined): string {
  const code = error instanceof DriftlineError ? error.code : 'upstream';
  if (code === 'unauthorized' && access?.tokenFrom !== undefined)
    return `Put a good token into ${access.tokenFrom}, or unset it and log in.`;
  if (code === 'unauthorized') return 'Run "driftline login SERVER" again.';
  const cause = error instanceof DriftlineError ? error.cause : undefined;
  if (isOfDate(cause))
    return 'Look at the date of this machine. Where it is right, wait for the server.';
  if (code === 'upstream') return 'Wait for the server; "driftline run" keeps trying by itself.';
  return 'Do what it says.';
}
