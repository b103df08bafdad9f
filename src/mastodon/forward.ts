import { SECOND_MS } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import { blanked, unnamed } from './blanked.ts';
import { openPatience } from './patience.ts';
import { turnsPages } from './rate_headers.ts';
import { type Connection, currentToken, isOneTooMany, permitOf } from './send.ts';
import { codeOf } from './unsent.ts';
import { wholeBody } from './whole_body.ts';

/** What another app of the owner asks of the server through us, without a token of its own. */
export interface Forwarding {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer> | undefined;
}

/** The server's answer, as it came, but for our token. */
export interface Forwarded {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array<ArrayBuffer>;
}

const PURPOSE = 'client';
/**
 * What is posted, uploaded or deleted has limits of its own, thirty uploads in half an hour, and
 * the headers speak of whichever is nearest: they say nothing of what we read with.
 */
const READS: ReadonlySet<string> = new Set(['GET', 'HEAD']);
/** Somebody looks at a screen meanwhile. */
const PATIENCE_MS = 10 * SECOND_MS;
const UPLOAD_PATIENCE_MS = 120 * SECOND_MS;
/** A megabit a second, as narrow lines at home send: a film takes its time. */
const UPLOAD_BYTES_A_MS = 128;

/**
 * Sends a request of any method with the owner's token, as the most urgent of ours, and hands the
 * answer back whatever it says. Throws DriftlineError: 'upstream' where none comes, 'busy' where the
 * server's limit is used up, 'unauthorized' where the login is over.
 */
export async function forward(connection: Connection, asked: Forwarding): Promise<Forwarded> {
  const url = new URL(asked.path, connection.server);
  // A path like //elsewhere would take the token to another server.
  if (url.origin !== connection.server)
    throw new DriftlineError('invalid', `${asked.path} is no path of ${connection.server}`);
  const token = await currentToken(connection);
  const first = await sendOnce(connection, url, asked, token);
  if (first.status !== 401) return first;
  const next = await connection.renewal?.insteadOf(token, permitOf(connection));
  const answer =
    next === undefined || next === token ? first : await sendOnce(connection, url, asked, next);
  if (answer.status !== 401) return answer;
  throw new DriftlineError(
    'unauthorized',
    `${url.host} refused Driftline's own login: type driftline login ${url.host}`,
  );
}

function patienceFor({ body }: Forwarding): number {
  if (body === undefined) return PATIENCE_MS;
  return UPLOAD_PATIENCE_MS + body.length / UPLOAD_BYTES_A_MS;
}

async function sendOnce(
  connection: Connection,
  url: URL,
  asked: Forwarding,
  token: string,
): Promise<Forwarded> {
  const { accountant, userAgent } = connection;
  const isPaging = turnsPages(url);
  const { patience, end } = openPatience(connection, patienceFor(asked));
  let isPermitted = false;
  try {
    await accountant.permit(PURPOSE, isPaging, patience);
    isPermitted = true;
    const request = new Request(url, {
      method: asked.method,
      headers: { ...asked.headers, authorization: `Bearer ${token}`, 'user-agent': userAgent },
      ...(asked.body === undefined ? {} : { body: asked.body }),
      redirect: 'manual', // a token goes nowhere but to the server that it belongs to
      signal: patience,
    });
    const response = await connection.send(request);
    const { status, headers } = response;
    if (READS.has(asked.method)) {
      if (isOneTooMany(response)) accountant.refused(headers, isPaging);
      else accountant.heard(headers, isPaging);
    }
    const body = blanked(await wholeBody(response), token);
    return { status, headers: unnamed(headers, token), body };
  } catch (error) {
    if (connection.signal.aborted) throw connection.signal.reason;
    if (!isPermitted)
      throw new DriftlineError('busy', `${url.host} takes no more requests for some minutes`);
    const why = patience.aborted ? 'does not answer' : `cannot be reached${codeOf(error)}`;
    throw new DriftlineError('upstream', `${url.host} ${why}`, { cause: error });
  } finally {
    end();
  }
}
