import { SECOND_MS, type Time } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import type { Accountant, Purpose } from './accountant.ts';

/** The network, as it is handed in: `fetch`, or a demo's server in process. */
export type Send = (request: Request) => Promise<Response>;

/** Somebody logged in to a server, with everything that a request needs. */
export interface Connection {
  readonly server: string; // origin
  readonly token: string;
  readonly send: Send;
  readonly accountant: Accountant;
  readonly time: Time;
  readonly userAgent: string;
  readonly signal: AbortSignal;
}

export interface Answer {
  readonly json: unknown;
  readonly headers: Headers;
  /** 206: the server is still putting the home together; what came is no end of anything. */
  readonly isPartial: boolean;
}

const TIME_OUT_MS = 30 * SECOND_MS;
const TRIES_AFTER_429 = 3;
const CURSORS = ['max_id', 'min_id', 'since_id', 'page'];

/**
 * One GET, with its permit, its time-out and its answer understood.
 * Throws DriftlineError: 'unauthorized' for a 401, 'not_found' for 404 and 410, 'invalid' for
 * another 4xx, 'upstream' for everything that may pass: no answer, 5xx, a page where JSON was due.
 */
export async function get(connection: Connection, path: string, purpose: Purpose): Promise<Answer> {
  const url = new URL(path, connection.server);
  const isPaging = CURSORS.some((cursor) => url.searchParams.has(cursor));
  for (let attempt = 1; ; attempt += 1) {
    await connection.accountant.permit(purpose, isPaging, connection.signal);
    const { response, text } = await receive(connection, url);
    if (!isOneTooMany(response)) {
      connection.accountant.heard(response.headers, isPaging);
      return understand(url, response, text);
    }
    connection.accountant.refused(response.headers, isPaging);
    if (attempt >= TRIES_AFTER_429) return understand(url, response, text);
  }
}

/** GoToSocial throttles with 503 and says when to come back. */
function isOneTooMany({ status, headers }: Response): boolean {
  return status === 429 || (status === 503 && headers.has('retry-after'));
}

async function receive(
  connection: Connection,
  url: URL,
): Promise<{ response: Response; text: string }> {
  const timeOut = new AbortController();
  const cancel = connection.time.after(TIME_OUT_MS, () => timeOut.abort());
  const request = new Request(url, {
    headers: {
      authorization: `Bearer ${connection.token}`,
      'user-agent': connection.userAgent,
      accept: 'application/json',
    },
    redirect: 'manual', // a token goes nowhere but to the server that it belongs to
    signal: AbortSignal.any([connection.signal, timeOut.signal]),
  });
  try {
    const response = await connection.send(request);
    return { response, text: await response.text() };
  } catch (error) {
    if (connection.signal.aborted) throw connection.signal.reason;
    const why = timeOut.signal.aborted
      ? `did not answer within ${TIME_OUT_MS / SECOND_MS} s`
      : `cannot be reached${codeOf(error)}`;
    throw new DriftlineError('upstream', `${url.host} ${why}`, { cause: error });
  } finally {
    cancel();
  }
}

/** `{"error":"This action is outside the authorized scopes"}` */
function reasonIn(text: string): string {
  const said = /"error"\s*:\s*"([^"]{1,200})"/.exec(text)?.[1];
  return said ?? 'it gives no reason';
}

/** Node says why a connection failed one level down: ECONNREFUSED, ENOTFOUND … */
function codeOf(error: unknown): string {
  const { cause } = error as { readonly cause?: { readonly code?: unknown } };
  return typeof cause?.code === 'string' ? ` (${cause.code})` : '';
}

function understand(url: URL, response: Response, text: string): Answer {
  const { status, headers } = response;
  const what = `${url.host} answered ${status} to ${url.pathname}`;
  if (status === 401) {
    throw new DriftlineError(
      'unauthorized',
      `${url.host} refused the login: type driftline login ${url.host}`,
    );
  }
  if (status === 404 || status === 410) throw new DriftlineError('not_found', what);
  if (status >= 400 && status < 500 && status !== 429 && status !== 408)
    throw new DriftlineError('invalid', `${what}: ${reasonIn(text)}`);
  if (status < 200 || status >= 300) throw new DriftlineError('upstream', what);
  try {
    const isPartial = status === 206 || headers.has('mastodon-async-refresh');
    return { json: JSON.parse(text), headers, isPartial };
  } catch (error) {
    throw new DriftlineError('upstream', `${what} with something that is not JSON`, {
      cause: error,
    });
  }
}
