import { type EpochMs, SECOND_MS, type Time } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import type { Accountant, Purpose } from './accountant.ts';
import { refusedLogin } from './refused_login.ts';
import type { ServerClock } from './server_clock.ts';

/** The network, as it is handed in: `fetch`, or a demo's server in process. */
export type Send = (request: Request) => Promise<Response>;

/** For a login that others may renew or whose tokens end. To renew is a request: it asks `permit`. */
export interface Renewal {
  /** The token that stands now, renewed where it ends soon and the server can be reached. */
  readonly current: (permit: Permit) => Promise<string>;
  /** What stands in the place of one that the server refused; undefined: nothing does. */
  readonly insteadOf: (token: string, permit: Permit) => Promise<string | undefined>;
}

/** Resolves when one request may go. */
export type Permit = () => Promise<void>;

/** Somebody logged in to a server, with everything that a request needs. */
export interface Connection {
  readonly server: string; // origin
  readonly token: string;
  /** Where there is one, it says which token stands. */
  readonly renewal?: Renewal | undefined;
  readonly send: Send;
  readonly accountant: Accountant;
  readonly time: Time;
  readonly userAgent: string;
  readonly signal: AbortSignal;
  /** Hears what each answer says of the server's time. */
  readonly clock?: Pick<ServerClock, 'heard'> | undefined;
  /** What a request for several statuses calls their ids; Mastodon's `id[]` where it is not given. */
  readonly batchParameter?: string;
  /** What was answered last, by path: the top of the home says the same again and again. */
  readonly answered?: Map<string, Answer>;
}

export interface Answer {
  readonly text: string;
  /** The same object as the last time where the text is the same. */
  readonly json: unknown;
  readonly headers: Headers;
  /** When it was asked for: what it says may be as old as that, however late it comes. */
  readonly askedAtMs: EpochMs;
  /** 206: the server is still putting the home together; what came is no end of anything. */
  readonly isPartial: boolean;
}

const TIME_OUT_MS = 30 * SECOND_MS;
const TRIES = 3; // after a 429, or with another token
const CURSORS = ['max_id', 'min_id', 'since_id', 'page'];

/** Whether a request counts in the server's narrower bucket as well. */
export function turnsPages({ searchParams }: URL): boolean {
  return CURSORS.some((cursor) => searchParams.has(cursor));
}

/**
 * One GET, with its permit, its time-out and its answer understood.
 * Throws DriftlineError: 'unauthorized' where the login is over, 'not_found' for 404 and 410, 'invalid' for
 * another 4xx, 'upstream' for everything that may pass: no answer, 5xx, a page where JSON was due.
 */
export async function get(connection: Connection, path: string, purpose: Purpose): Promise<Answer> {
  const url = new URL(path, connection.server);
  const isPaging = turnsPages(url);
  let token = await currentToken(connection);
  for (let attempt = 1; ; attempt += 1) {
    await connection.accountant.permit(purpose, isPaging, connection.signal);
    const askedAtMs = connection.time.now();
    const { response, text } = await receive(connection, url, token);
    if (!isOneTooMany(response)) {
      connection.accountant.heard(response.headers, isPaging);
      const heard = { url, response, text, token, askedAtMs };
      const next = attempt < TRIES ? await otherToken(connection, heard) : undefined;
      if (next === undefined) return understood(connection, heard, path);
      token = next;
      continue;
    }
    connection.accountant.refused(response.headers, isPaging);
    if (attempt >= TRIES) return understand({ url, response, text, token, askedAtMs });
  }
}

const WHO = '/api/v1/accounts/verify_credentials';

/**
 * Some servers answer 401 to whatever they do not have (mastodon-api.md, section 5.5): before a
 * login counts as over, the one question is asked that says so.
 */
async function understood(connection: Connection, heard: Heard, path: string): Promise<Answer> {
  const { url, response } = heard;
  if (response.status === 401 && url.pathname !== WHO) {
    await get(connection, WHO, 'login');
    const what = `${url.host} answered 401 to ${url.pathname}, and takes the login`;
    throw new DriftlineError('invalid', what);
  }
  const answer = understand(heard, connection.answered?.get(path));
  connection.clock?.heard(response.headers);
  return answer;
}

/** The JSON of an answer; undefined where the server refuses, or has no such thing. */
export async function getOrNone(
  connection: Connection,
  path: string,
  purpose: Purpose = 'login',
): Promise<unknown> {
  try {
    return (await get(connection, path, purpose)).json;
  } catch (error) {
    if (error instanceof DriftlineError && REFUSALS.has(error.code)) return undefined;
    throw error;
  }
}

const REFUSALS: ReadonlySet<string> = new Set(['not_found', 'invalid']);

export function currentToken(connection: Connection): Promise<string> {
  const { token, renewal } = connection;
  return renewal === undefined ? Promise.resolve(token) : renewal.current(permitOf(connection));
}

export function permitOf({ accountant, signal }: Connection): Permit {
  return () => accountant.permit('login', false, signal);
}

interface Heard {
  readonly url: URL;
  readonly response: Response;
  readonly text: string;
  readonly token: string;
  readonly askedAtMs: EpochMs;
}

/** What to ask with instead, where the token was refused and another stands in its place. */
async function otherToken(
  connection: Connection,
  { url, response, text, token }: Heard,
): Promise<string | undefined> {
  const { renewal } = connection;
  if (renewal === undefined || refusedLogin(url, response.status, text) === undefined)
    return undefined;
  const next = await renewal.insteadOf(token, permitOf(connection));
  return next === token ? undefined : next;
}

/** GoToSocial throttles with 503 and says when to come back. */
function isOneTooMany({ status, headers }: Response): boolean {
  return status === 429 || (status === 503 && headers.has('retry-after'));
}

async function receive(
  connection: Connection,
  url: URL,
  token: string,
): Promise<{ response: Response; text: string }> {
  const { patience, end } = openPatience(connection);
  const request = new Request(url, {
    headers: {
      authorization: `Bearer ${token}`,
      'user-agent': connection.userAgent,
      accept: 'application/json',
    },
    redirect: 'manual', // a token goes nowhere but to the server that it belongs to
    signal: patience,
  });
  try {
    const response = await connection.send(request);
    return { response, text: await response.text() };
  } catch (error) {
    if (connection.signal.aborted) throw connection.signal.reason;
    const why = patience.aborted
      ? `did not answer within ${TIME_OUT_MS / SECOND_MS} s`
      : `cannot be reached${codeOf(error)}`;
    throw new DriftlineError('upstream', `${url.host} ${why}`, { cause: error });
  } finally {
    end();
  }
}

/**
 * Aborted by the time-out, or with the connection. By hand: of what AbortSignal.any joins to a
 * signal that lives for weeks, some 130 bytes a request stay (Node 20.20, 80,000 requests).
 */
export function openPatience(
  { signal, time }: Pick<Connection, 'signal' | 'time'>,
  timeOutMs = TIME_OUT_MS,
): { patience: AbortSignal; end: () => void } {
  const controller = new AbortController();
  const stop = () => controller.abort(signal.reason);
  const cancel = time.after(timeOutMs, () => controller.abort());
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  return {
    patience: controller.signal,
    end() {
      cancel();
      signal.removeEventListener('abort', stop);
    },
  };
}

/** `{"error":"This action is outside the authorized scopes"}` */
function reasonIn(text: string): string {
  const said = /"error"\s*:\s*"([^"]{1,200})"/.exec(text)?.[1];
  return said ?? 'it gives no reason';
}

/** Node says why a connection failed one level down: ECONNREFUSED, ENOTFOUND … */
export function codeOf(error: unknown): string {
  const { cause } = error as { readonly cause?: { readonly code?: unknown } };
  return typeof cause?.code === 'string' ? ` (${cause.code})` : '';
}

function understand({ url, response, text, askedAtMs }: Heard, last?: Answer): Answer {
  const { status, headers } = response;
  const what = `${url.host} answered ${status} to ${url.pathname}`;
  const refused = refusedLogin(url, status, reasonIn(text));
  if (refused !== undefined) throw refused;
  if (status === 404 || status === 410) throw new DriftlineError('not_found', what);
  if (status >= 400 && status < 500 && status !== 429 && status !== 408)
    throw new DriftlineError('invalid', `${what}: ${reasonIn(text)}`);
  if (status < 200 || status >= 300) throw new DriftlineError('upstream', what);
  try {
    const isPartial = status === 206 || headers.has('mastodon-async-refresh');
    const json = text === last?.text ? last.json : JSON.parse(text);
    return { text, json, headers, askedAtMs, isPartial };
  } catch (error) {
    throw new DriftlineError('upstream', `${what} with something that is not JSON`, {
      cause: error,
    });
  }
}
