import { capital } from '../core/capital.ts';
import { type EpochMs, HOUR_MS, MINUTE_MS, sleep } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import type { Trouble } from '../http/server.ts';
import { type IngestNews, ingest } from '../ingest/ingest.ts';
import type { Line } from '../ingest/line.ts';
import { LockedOut } from '../mastodon/refused_login.ts';
import type { Database } from '../store/database.ts';
import { type Access, findAccess, withRemedy } from './access.ts';
import { ingestDeps, paceOf } from './ingest_wiring.ts';
import { LOOK_FOR_LOGIN_MS, whileLoggedIn } from './login_watch.ts';
import type { Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';

const ANEW_MS = 5 * MINUTE_MS; // at pace 1

/** An account that a moderator has locked is let in again without a word. */
const LOCKED_MS = HOUR_MS; // at pace 1
const NEVER_MS = Number.POSITIVE_INFINITY;

const NO_LOGIN: Trouble = {
  what: 'Nobody is logged in, so nothing new comes in',
  remedy: 'Run "driftline login SERVER"; it is picked up without a restart.',
};

export interface IngestingParts {
  readonly database: Database;
  readonly tell: (trouble: Trouble | undefined) => void;
  /** Shared with whoever else asks that server. */
  readonly lineOf: (access: Access) => Line;
}

/**
 * Ingests until stopped, and outlives a refused login: the page goes on from what is stored, `tell`
 * says what is wrong (undefined: nothing), and a new login is picked up without a restart.
 */
export async function keepIngesting(
  parts: IngestingParts,
  session: Session,
  surroundings: Surroundings,
): Promise<void> {
  const { stopped, time } = surroundings;
  const { tell } = parts;
  let refused: Refused | undefined;
  let said: string | undefined;
  const sayOnce = (trouble: Trouble) => {
    const { what, remedy } = trouble;
    if (what !== said) session.log.warn('ingest.no_login', { why: what, remedy });
    said = what;
    tell(trouble);
  };
  while (!stopped.aborted) {
    const access = await lookForAccess(session, surroundings, sayOnce);
    if (access !== undefined) said = undefined;
    const isRefused = access?.mark === refused?.mark && (refused?.againInMs ?? 0) > 0;
    if (access !== undefined && !isRefused) {
      tell(undefined);
      refused = await ingestUntilRefused(parts, access, session, surroundings);
      continue;
    }
    const waitMs = LOOK_FOR_LOGIN_MS / paceOf(surroundings.env);
    await sleep(time, waitMs, stopped).catch(() => {}); // rejects only when stopped
    if (refused !== undefined) refused = { ...refused, againInMs: refused.againInMs - waitMs };
  }
}

/** A login that the server does not take, and in what time it is tried again. */
interface Refused {
  readonly mark: string;
  readonly againInMs: number;
}

/** A login that cannot be read is said, and looked for again: the owner may be mending it. */
async function lookForAccess(
  session: Session,
  surroundings: Surroundings,
  tell: (trouble: Trouble) => void,
): Promise<Access | undefined> {
  try {
    const access = await findAccess(session, surroundings);
    if (access === undefined) tell(NO_LOGIN);
    return access;
  } catch (error) {
    if (!(error instanceof DriftlineError)) throw error;
    tell({ what: 'The login cannot be used', remedy: error.message });
    return undefined;
  }
}

async function ingestUntilRefused(
  { database, tell, lineOf }: IngestingParts,
  access: Access,
  session: Session,
  surroundings: Surroundings,
): Promise<Refused | undefined> {
  const line = lineOf(access);
  const login = whileLoggedIn(access, surroundings);
  const deps = { ...ingestDeps(database, access, session, surroundings), line };
  let stuck: Trouble | undefined; // and stays so, whatever the server does meanwhile
  const onNews = (news: IngestNews) => {
    if (news.kind === 'stuck') stuck = stuckBy(news);
    if (news.kind === 'unstuck') stuck = undefined;
    tell(stuck ?? troubleOf(news));
  };
  try {
    await ingest({ ...deps, signal: login.signal, onNews });
    return undefined; // stopped by the owner, or logged out
  } catch (caught) {
    const error = withRemedy(caught, access);
    if (isOddAnswer(error)) {
      session.log.warn('ingest.ended', { why: error.message });
      tell(tryingAgain(error, surroundings.time.now()));
      await sleep(surroundings.time, ANEW_MS / deps.pace, surroundings.stopped).catch(() => {});
      return undefined;
    }
    if (!(error instanceof DriftlineError) || error.code !== 'unauthorized') throw error;
    session.log.warn('ingest.refused', { why: error.message });
    const isLocked = caught instanceof LockedOut;
    tell({
      what: 'Nothing new comes in',
      sinceMs: surroundings.time.now(),
      remedy: remedyOf(error, access, isLocked),
    });
    return { mark: access.mark, againInMs: isLocked ? LOCKED_MS / deps.pace : NEVER_MS };
  } finally {
    login.close();
  }
}

/** What a server says that is no word about the login: what is stored is read on meanwhile. */
function isOddAnswer(error: unknown): error is DriftlineError {
  return error instanceof DriftlineError && ODD_ANSWERS.has(error.code);
}

const ODD_ANSWERS: ReadonlySet<string> = new Set(['invalid', 'not_found', 'upstream']);

function tryingAgain({ message }: DriftlineError, sinceMs: EpochMs): Trouble {
  const remedy = `${message}. Driftline tries again every five minutes.`;
  return { what: 'Nothing new comes in', sinceMs, remedy };
}

/** "The login was revoked at example.social: type driftline login example.social." */
function remedyOf({ message }: DriftlineError, { tokenFrom }: Access, isLocked: boolean): string {
  const reason = capital(message);
  if (isLocked) return `${reason}. Driftline tries again each hour.`;
  return tokenFrom === 'DRIFTLINE_TOKEN'
    ? `${reason}. Then start Driftline again.`
    : `${reason}. It is picked up without a restart.`;
}

function troubleOf(news: IngestNews): Trouble | undefined {
  if (news.kind !== 'waiting' && news.kind !== 'down') return undefined;
  return {
    what: 'Your server is away',
    sinceMs: news.sinceMs,
    remedy:
      'Driftline keeps trying, and fills in what it missed as far as the server reaches back.',
  };
}

function stuckBy({ sinceMs, why }: Extract<IngestNews, { readonly kind: 'stuck' }>): Trouble {
  return {
    what: 'Nothing can be written, so nothing new comes in',
    sinceMs,
    remedy: `${capital(why)}. Driftline goes on by itself then.`,
  };
}
