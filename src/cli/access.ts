import { DriftlineError } from '../core/errors.ts';
import { isToken, originOf } from '../mastodon/origin.ts';
import type { Renewal } from '../mastodon/send.ts';
import { type KeptCredentials, readableCredentials, readCredentials } from './credentials.ts';
import { openRenewal } from './renewal.ts';
import { type Session, said } from './session.ts';
import type { Surroundings } from './surroundings.ts';

/** Who to be at which server. */
export interface Access {
  readonly server: string; // origin
  readonly token: string;
  /** For a kept login. */
  readonly renewal?: Renewal | undefined;
  /** Changes with every login, even where the server gives the same token again. */
  readonly mark: string;
  /** Whether a login is kept here still: not after a logout, nor once it is another person's. */
  readonly isKept?: (() => boolean) | undefined;
  /** What gave the token, where that is no login. */
  readonly tokenFrom?: 'DRIFTLINE_TOKEN' | 'DRIFTLINE_TOKEN_FILE' | undefined;
}

/**
 * The environment wins over the login, the login over the settings. A kept token goes to the server
 * that gave it and to no other. undefined: nobody is logged in.
 */
export async function findAccess(
  session: Session,
  surroundings: Surroundings,
): Promise<Access | undefined> {
  const { env } = surroundings;
  const kept = readCredentials(session, surroundings);
  const named = said(env.DRIFTLINE_SERVER) ?? kept?.server ?? (await session.config()).server;
  const server = named === undefined ? undefined : originOf(named);
  const given = givenToken(session, surroundings);
  if (given !== undefined) {
    if (server !== undefined) return { server, ...given, mark: given.token };
    throw new DriftlineError(
      'usage',
      'a token is given, but no server: set DRIFTLINE_SERVER=https://your.server',
    );
  }
  if (kept === undefined || server === undefined) return undefined;
  if (kept.server === server) {
    const renewal = openRenewal(kept, session, surroundings);
    const mark = `${kept.token} ${kept.logged_in_at_ms ?? ''}`;
    const isKept = () => isKeptStill(kept, session, surroundings);
    return { server, token: kept.token, renewal, mark, isKept };
  }
  throw new DriftlineError(
    'usage',
    `the login is for ${kept.server}, not ${server}: "driftline login ${server}", or set DRIFTLINE_TOKEN`,
  );
}

/** One that cannot be read for the moment may be being mended. */
function isKeptStill(
  { server, account_id }: KeptCredentials,
  session: Session,
  surroundings: Surroundings,
): boolean {
  if (!surroundings.files.exists(session.credentialsFile)) return false;
  const now = readableCredentials(session, surroundings);
  return now === undefined || (now.server === server && now.account_id === account_id);
}

/** The same, where nothing can be done without. */
export async function needAccess(session: Session, surroundings: Surroundings): Promise<Access> {
  const access = await findAccess(session, surroundings);
  if (access !== undefined) return access;
  throw new DriftlineError(
    'unauthorized',
    'nobody is logged in: "driftline login SERVER", or set DRIFTLINE_SERVER and DRIFTLINE_TOKEN',
  );
}

/** What to do about a refused login, where a login would not help: the environment wins. */
export function withRemedy(error: unknown, { tokenFrom }: Access): unknown {
  const isRefused = error instanceof DriftlineError && error.code === 'unauthorized';
  if (!isRefused || tokenFrom === undefined) return error;
  const why = error.message.replace(/: (see there, then )?type driftline login.*$/, '');
  return new DriftlineError(
    'unauthorized',
    `${why}: put a good token into ${tokenFrom}, or unset it and type driftline login`,
  );
}

function givenToken(
  { log }: Session,
  { env, files }: Surroundings,
): Pick<Access, 'token' | 'tokenFrom'> | undefined {
  const token = said(env.DRIFTLINE_TOKEN)?.trim();
  if (token !== undefined) {
    if (isToken(token)) return { token, tokenFrom: 'DRIFTLINE_TOKEN' };
    throw new DriftlineError('usage', 'DRIFTLINE_TOKEN holds no access token, which is one word');
  }
  const file = said(env.DRIFTLINE_TOKEN_FILE);
  if (file === undefined) return undefined;
  const read = files.readText(file)?.trim();
  // Containers hand secrets out like that, so it is said and not refused.
  if (read !== undefined && files.isOpenToOthers(file))
    log.warn('login.token_open_to_others', { file, remedy: `chmod 600 ${file}` });
  if (read !== undefined && isToken(read))
    return { token: read, tokenFrom: 'DRIFTLINE_TOKEN_FILE' };
  throw new DriftlineError(
    'usage',
    `DRIFTLINE_TOKEN_FILE: there is no token in ${file}: write it there, one line`,
  );
}
