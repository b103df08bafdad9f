import { createSecureContext } from 'node:tls';
import { DriftlineError } from '../core/errors.ts';
import type { Tls } from '../http/server.ts';
import { openAccountant } from '../mastodon/accountant.ts';
import type { Connection } from '../mastodon/send.ts';
import { type Access, findAccess } from './access.ts';
import { paceOf } from './ingest_wiring.ts';
import type { PageSettings } from './page_wiring.ts';
import type { Session } from './session.ts';
import type { Surroundings } from './surroundings.ts';
import type { TlsFiles } from './tls_options.ts';
import { userAgentOf } from './user_agent.ts';

type Asker = Pick<Access, 'server' | 'token' | 'mark'> & Partial<Access>;

/**
 * The way to the owner's server for other clients: as whoever is logged in now, so that a new login
 * is picked up without a restart. `given` is for a server that needs none.
 */
export function upstreamOf(
  session: Session,
  surroundings: Surroundings,
  { access: given, lineOf }: Pick<PageSettings, 'access' | 'lineOf'>,
): () => Promise<Connection> {
  let held: { readonly mark: string; readonly connection: Connection } | undefined;
  return async () => {
    const access: Asker | undefined =
      given === undefined
        ? await findAccess(session, surroundings)
        : { ...given, mark: given.token };
    if (access === undefined)
      throw new DriftlineError('unauthorized', 'nobody is logged in: type driftline login SERVER');
    if (held?.mark !== access.mark)
      held = { mark: access.mark, connection: connectionOf(access, lineOf, surroundings) };
    return held.connection;
  };
}

function connectionOf(
  access: Asker,
  lineOf: PageSettings['lineOf'],
  surroundings: Surroundings,
): Connection {
  const { time, stopped } = surroundings;
  return {
    server: access.server,
    token: access.token,
    renewal: access.renewal,
    send: (request) => surroundings.fetch(request),
    accountant: lineOf?.(access).accountant ?? openAccountant(time, paceOf(surroundings.env)),
    time,
    userAgent: userAgentOf(surroundings),
    signal: stopped,
  };
}

/** The texts of certificate and key. Throws DriftlineError('usage') that names the file. */
export function tlsOf(files: TlsFiles, surroundings: Surroundings): Tls {
  const read = (file: string, option: string) => {
    const text = surroundings.files.readText(file);
    if (text !== undefined) return text;
    throw new DriftlineError('usage', `${option}: there is no file ${file}`);
  };
  const pair = { cert: read(files.cert, '--tls-cert'), key: read(files.key, '--tls-key') };
  try {
    createSecureContext(pair);
  } catch (cause) {
    const what = `${files.cert} and ${files.key} are no certificate and its key`;
    throw new DriftlineError('usage', `${what}, in PEM: ${(cause as Error).message}`, { cause });
  }
  return pair;
}
