import { DriftlineError } from '../core/errors.ts';
import type { Credentials } from '../mastodon/login.ts';
import { type Session, said } from './session.ts';
import type { Surroundings } from './surroundings.ts';

/** Who to be at which server. */
export interface Access {
  readonly server: string; // origin
  readonly token: string;
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
  const { originOf } = await import('../mastodon/login.ts');
  const server = named === undefined ? undefined : originOf(named);
  const given = tokenOf(surroundings);
  if (given !== undefined) {
    if (server !== undefined) return { server, token: given };
    throw new DriftlineError(
      'usage',
      'a token is given, but no server: set DRIFTLINE_SERVER=https://your.server',
    );
  }
  if (kept === undefined || server === undefined) return undefined;
  if (kept.server === server) return { server, token: kept.token };
  throw new DriftlineError(
    'usage',
    `the login is for ${kept.server}, not ${server}: "driftline login ${server}", or set DRIFTLINE_TOKEN`,
  );
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

function tokenOf({ env, files }: Surroundings): string | undefined {
  const token = said(env.DRIFTLINE_TOKEN);
  if (token !== undefined) return token.trim();
  const file = said(env.DRIFTLINE_TOKEN_FILE);
  if (file === undefined) return undefined;
  const read = files.readText(file)?.trim();
  if (read !== undefined && read !== '') return read;
  throw new DriftlineError(
    'usage',
    `DRIFTLINE_TOKEN_FILE: there is no token in ${file}: write it there, one line`,
  );
}

/** Throws where others on this machine could read the token. */
export function readCredentials(
  { credentialsFile }: Session,
  { files }: Surroundings,
): Credentials | undefined {
  const content = files.readText(credentialsFile);
  if (content === undefined) return undefined;
  if (files.isOpenToOthers(credentialsFile)) {
    throw new DriftlineError(
      'usage',
      `others can read ${credentialsFile}: "chmod 600" it, and log in anew if they may have`,
    );
  }
  try {
    const kept = JSON.parse(content) as Partial<Credentials>;
    if (typeof kept.server === 'string' && typeof kept.token === 'string') {
      return kept as Credentials;
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new DriftlineError('invalid', `${credentialsFile} is damaged: "driftline login" anew`);
}

export function keepCredentials(
  { credentialsFile }: Session,
  { files }: Surroundings,
  credentials: Credentials,
): void {
  files.writePrivate(credentialsFile, `${JSON.stringify(credentials, undefined, 2)}\n`);
}
