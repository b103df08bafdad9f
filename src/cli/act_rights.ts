import { SECOND_MS, sleep } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import { mayDo } from '../mastodon/acting.ts';
import type { Connection } from '../mastodon/send.ts';
import type { Database } from '../store/database.ts';
import { openIngestState } from '../store/ingest_state.ts';
import { openLogins } from '../store/logins.ts';
import { WISH_KINDS, type WishKind } from '../store/outbox.ts';
import { readCredentials } from './credentials.ts';
import { type Session, said } from './session.ts';
import type { Surroundings } from './surroundings.ts';

const SCOPES = { favourite: 'favourites', reblog: 'statuses', bookmark: 'bookmarks' } as const;

/** What scopes let a login do; undefined where nobody said which it has. */
function rightsIn(scopes: string): ReadonlySet<WishKind> | undefined {
  if (scopes.trim() === '') return undefined;
  const granted = new Set(scopes.split(/\s+/));
  const may = (kind: WishKind) => granted.has('write') || granted.has(`write:${SCOPES[kind]}`);
  return new Set(WISH_KINDS.filter(may));
}

/** What the kept login was granted; undefined for a token that was given ready. */
export function grantedBy(
  session: Session,
  surroundings: Surroundings,
): ReadonlySet<WishKind> | undefined {
  const scopes = scopesOfLogin(session, surroundings);
  return scopes === undefined ? undefined : rightsIn(scopes);
}

const NO_SCOPES = 'none';

/** The same as scopes. */
export function scopesOfLogin(session: Session, surroundings: Surroundings): string | undefined {
  const { env } = surroundings;
  if ((said(env.DRIFTLINE_TOKEN) ?? said(env.DRIFTLINE_TOKEN_FILE)) !== undefined) return undefined;
  try {
    return readCredentials(session, surroundings)?.scopes ?? NO_SCOPES;
  } catch (error) {
    if (error instanceof DriftlineError) return NO_SCOPES;
    throw error;
  }
}

const MAY_ACT = 'may_act';
const TRY_AGAIN_MS = 30 * SECOND_MS;

/** What is known of a token that nobody said the scopes of. */
export interface Rights {
  readonly may: () => ReadonlySet<WishKind>;
  readonly lacks: (kind: WishKind) => void;
  /** Asks the server, as often as it takes. */
  readonly find: (connection: Connection) => Promise<void>;
}

export function openKnownRights(database: Database): Rights {
  const state = openIngestState(database);
  const logins = openLogins(database);
  const loginKey = () => logins.all()[0]?.loginKey;
  let known: ReadonlySet<WishKind> | undefined;

  const remembered = (): ReadonlySet<WishKind> => {
    const key = loginKey();
    const words = key === undefined ? undefined : state.find(key, MAY_ACT)?.value.split(' ');
    return new Set(WISH_KINDS.filter((kind) => words?.includes(kind)));
  };
  const may = () => {
    known ??= loginKey() === undefined ? undefined : remembered();
    return known ?? new Set();
  };
  const ask = async (connection: Connection) => {
    const found = new Set<WishKind>();
    for (const kind of WISH_KINDS) if (await mayDo(connection, kind)) found.add(kind);
    known = found;
    const key = loginKey();
    if (key !== undefined) state.set(key, MAY_ACT, [...found].join(' '), connection.time.now());
  };

  return {
    may,
    lacks(kind) {
      known = new Set([...may()].filter((one) => one !== kind));
    },
    async find(connection) {
      while (!connection.signal.aborted) {
        try {
          return await ask(connection);
        } catch (error) {
          if (connection.signal.aborted) return;
          if (!(error instanceof DriftlineError) || error.code === 'unauthorized') throw error;
          await sleep(connection.time, TRY_AGAIN_MS, connection.signal).catch(() => {});
        }
      }
    },
  };
}
