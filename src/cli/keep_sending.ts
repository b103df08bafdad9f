import { type Bell, openBell } from '../core/bell.ts';
import { SECOND_MS, sleep } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import type { Acting } from '../http/acting.ts';
import { type Line, ownersConnectionOn } from '../ingest/line.ts';
import { sendWishes } from '../ingest/sending.ts';
import type { Database } from '../store/database.ts';
import { tryLock } from '../store/lock.ts';
import type { WishKind } from '../store/outbox.ts';
import { realName } from '../store/real_name.ts';
import { type Access, findAccess } from './access.ts';
import { grantedBy, openKnownRights, type Rights, scopesOfLogin } from './act_rights.ts';
import { ingestDeps, paceOf } from './ingest_wiring.ts';
import { LOOK_FOR_LOGIN_MS, whileLoggedIn } from './login_watch.ts';
import type { Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';

const MAY_FOR_MS = 50;
/** How long a page waits for what was just asked for. */
const TRIED_WITHIN_MS = 1.2 * SECOND_MS;

/** Sends what the owner wishes, and tells the page what may be wished. */
export interface Sending {
  readonly acting: Acting;
  /** Until stopped; outlives a login that is refused, and a server that is away. */
  readonly keep: () => Promise<void>;
}

export interface SendingParts {
  readonly database: Database;
  readonly lineOf: (access: Access) => Line;
  /** Whose login; that which is kept or given, where it is not said. */
  readonly access?: Access & { readonly may: ReadonlySet<WishKind> };
}

export function openSending(
  parts: SendingParts,
  session: Session,
  surroundings: Surroundings,
): Sending {
  const bell = openBell();
  const known = openKnownRights(parts.database);
  const { time } = surroundings;
  let read: { readonly may: ReadonlySet<WishKind>; readonly untilMs: number } | undefined;
  /** Every post of a page asks, and the answer is in a file. */
  const may: Acting['may'] = (asOf) => {
    const nowMs = time.now();
    if (asOf === 'now' || read === undefined || nowMs >= read.untilMs) {
      const found = parts.access?.may ?? grantedBy(session, surroundings) ?? known.may();
      read = { may: found, untilMs: nowMs + MAY_FOR_MS };
    }
    return read.may;
  };
  const acting: Acting = {
    may,
    ...(parts.access === undefined ? { granted: () => scopesOfLogin(session, surroundings) } : {}),
    tried: () => Promise.race([bell.round(), after(TRIED_WITHIN_MS, surroundings)]),
  };
  const keep = async () => {
    const lock = await lockOutbox(session, surroundings);
    if (lock === undefined) return;
    try {
      let refused: string | undefined;
      while (!surroundings.stopped.aborted) {
        const access = parts.access ?? (await lookForAccess(session, surroundings));
        if (access !== undefined && access.mark !== refused) {
          refused = await sendUntilRefused(
            { ...parts, access, bell, known },
            session,
            surroundings,
          );
          continue;
        }
        const waitMs = LOOK_FOR_LOGIN_MS / paceOf(surroundings.env);
        await bell.rest(time, waitMs, surroundings.stopped);
      }
    } finally {
      lock.release();
    }
  };
  return { acting, keep };
}

/** Two that send would do everything twice. undefined: stopped before the other one ended. */
async function lockOutbox({ databaseFile }: Session, { time, stopped, env }: Surroundings) {
  for (;;) {
    const lock = tryLock(`${realName(databaseFile)}.outbox`);
    if (lock !== undefined) return lock;
    await sleep(time, LOOK_FOR_LOGIN_MS / paceOf(env), stopped).catch(() => {});
    if (stopped.aborted) return undefined;
  }
}

/** What is wrong with a login is said by those that read. */
async function lookForAccess(
  session: Session,
  surroundings: Surroundings,
): Promise<Access | undefined> {
  try {
    return await findAccess(session, surroundings);
  } catch (error) {
    if (error instanceof DriftlineError) return undefined;
    throw error;
  }
}

interface Works extends Omit<SendingParts, 'access'> {
  readonly access: Access;
  readonly bell: Bell;
  readonly known: Rights;
}

/** Gives the mark of a login that was refused. */
async function sendUntilRefused(
  { database, access, lineOf, bell, known }: Works,
  session: Session,
  surroundings: Surroundings,
): Promise<string | undefined> {
  const deps = ingestDeps(database, access, session, surroundings);
  const over = new AbortController(); // what still waits goes with the next login
  const login = whileLoggedIn(access, surroundings);
  const signal = AbortSignal.any([login.signal, over.signal]);
  const connection = ownersConnectionOn(lineOf(access), { ...deps, signal });
  try {
    await Promise.all([
      sendWishes({
        ...{ database, connection, bell, time: surroundings.time },
        ...{ pace: deps.pace, log: session.log, onNarrow: known.lacks },
      }),
      grantedBy(session, surroundings) === undefined ? known.find(connection) : undefined,
    ]);
    return undefined; // stopped by the owner
  } catch (error) {
    if (login.signal.aborted) return undefined; // or logged out
    if (!(error instanceof DriftlineError) || error.code !== 'unauthorized') throw error;
    session.log.warn('outbox.waits_for_a_login', { why: error.message });
    return access.mark;
  } finally {
    login.close();
    over.abort();
  }
}

function after(delayMs: number, { time }: Surroundings): Promise<void> {
  return new Promise((resolve) => {
    time.after(delayMs, resolve);
  });
}
