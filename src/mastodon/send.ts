import type { EpochMs, Time } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import { isUrl } from '../core/url_check.ts';
import type { Accountant, Purpose } from './accountant.ts';
import { permitted } from './permitted.ts';
import { pauseIn, turnsPages } from './rate_headers.ts';
import { isMissing, isStray, reasonIn, StrayPage } from './refusal.ts';
import { isGateways, isUnexplained, refusedLogin } from './refused_login.ts';
import type { ServerClock } from './server_clock.ts';

/** The network, as it is handed in: `fetch`, or a demo's server in process. */
export type Send = (request: Request) => Promise<Response>;

/** For a login that others may renew or whose tokens end. To renew is a request: it asks `permit`. */
export interface Renewal {
  /** The token that stands now, renewed where it ends soon and the server can be reached. */
  readonly current: (permit: Permit) => Promise<string>;
  /** What stands in the place of one that the server refused; undefined: nothing does. */
  readonly insteadOf: (token: string, permit: Permit) => Promise<string | undefined>;
  /** Whether the time is over that the server gave the token which stands. */
  readonly hasExpired: () => boolean;
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
  /** What else is asked of the home, `&name=value`. */
  readonly homeQuery?: string;
  /** What was answered last, by path: the top of the home or of a list says the same for long. */
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

const TRIES = 3; // after a 429, or with another token
/**
 * One GET, with its permit, its time-out and its answer understood.
 * Throws DriftlineError: 'unauthorized' where the login is over, 'not_found' for 404 and 410, 'invalid' for
 * another 4xx, 'upstream' for everything that may pass: no answer, 5xx, a page where JSON was due.
 */
export function get(connection: Connection, path: string, purpose: Purpose): Promise<Answer> {
  return exchange(connection, { method: 'GET', path, purpose, how: {} });
}

/** What more there is to say of something that is done. */
export interface Posting {
  /** The same for the same wish, however often it is sent. */
  readonly idempotencyKey?: string;
  /** Called when it may go out; what it throws keeps it here. */
  readonly beforeSending?: () => void;
  /** The server limits this more tightly than the rest, and its headers speak of that limit. */
  readonly isApart?: boolean;
  /** Hears how long a refusal of that limit lasts, ms. */
  readonly onPause?: (pauseMs: number) => void;
}

/** One POST of what the owner does, with the same care. */
export function post(connection: Connection, path: string, how: Posting): Promise<Answer> {
  return exchange(connection, { method: 'POST', path, purpose: 'act', how });
}

export interface Exchange {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly purpose: Purpose;
  readonly how: Posting;
}

async function exchange(connection: Connection, asked: Exchange): Promise<Answer> {
  const { path, how } = asked;
  const { accountant, time } = connection;
  const url = new URL(path, connection.server);
  const isPaging = turnsPages(url);
  let token = await currentToken(connection);
  for (let attempt = 1; ; attempt += 1) {
    const { askedAtMs, response, text } = await permitted(connection, { url, token, ...asked });
    const heard = { url, response, text, token, askedAtMs };
    if (!isOneTooMany(response)) {
      if (how.isApart !== true) accountant.heard(response.headers, isPaging);
      const next = attempt < TRIES ? await otherToken(connection, heard) : undefined;
      if (next === undefined) return understood(connection, heard, path);
      token = next;
      continue;
    }
    connection.clock?.heard(response.headers, askedAtMs); // before the pause begins
    if (how.isApart === true) how.onPause?.(pauseIn(response.headers, time.now()));
    else accountant.refused(response.headers, isPaging);
    if (attempt >= TRIES || how.isApart === true) return understand(heard);
  }
}

const WHO = '/api/v1/accounts/verify_credentials';

/**
 * Some servers answer 401 to whatever they do not have (mastodon-api.md, section 5.5), and what
 * stands before a server answers with pages of its own while that is away: the one question is
 * asked that says which.
 */
async function understood(connection: Connection, heard: Heard, path: string): Promise<Answer> {
  const { url, response, text, token, askedAtMs } = heard;
  const { status } = response;
  const isOdd = status === 401 || isStray(status, text);
  // Not with the token of a login since: it is taken, and says nothing of this one.
  if (url.pathname !== WHO && (isOdd || isUnexplained({ status, text })))
    await get({ ...connection, token, renewal: undefined }, WHO, 'login');
  if (url.pathname !== WHO && isOdd) {
    const what = `${url.host} answered ${status} to ${url.pathname}, and takes the login`;
    throw status === 401 ? new DriftlineError('invalid', what) : new StrayPage(what);
  }
  const answer = understand(heard, connection.answered?.get(path));
  const { time } = connection;
  const beforeMs = time.now();
  connection.clock?.heard(response.headers, askedAtMs);
  const nowMs = time.now();
  // It was asked for by a clock that may have been ahead, or behind, until this answer.
  const behindMs = Math.max(0, nowMs - beforeMs);
  return { ...answer, askedAtMs: Math.min(askedAtMs + behindMs, nowMs) as EpochMs };
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
    if (isMissing(error)) return undefined;
    throw error;
  }
}

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
  const { status } = response;
  if (renewal === undefined || refusedLogin(url, { status, text }) === undefined) return undefined;
  const next = await renewal.insteadOf(token, permitOf(connection));
  if (next === undefined && renewal.hasExpired())
    throw refusedLogin(url, { status, text, hasExpired: true });
  return next === token ? undefined : next;
}

/** GoToSocial throttles with 503 and says when to come back. */
export function isOneTooMany({ status, headers }: Pick<Response, 'status' | 'headers'>): boolean {
  return status === 429 || (status === 503 && headers.has('retry-after'));
}

function understand({ url, response, text, askedAtMs }: Heard, last?: Answer): Answer {
  const { status, headers } = response;
  const what = `${url.host} answered ${status} to ${url.pathname}`;
  const refused = refusedLogin(url, { status, text });
  if (refused !== undefined) throw refused;
  if (isStray(status, text)) throw new DriftlineError('upstream', `${what} with a page`);
  if (isGateways(url, { status, text }))
    throw new DriftlineError('upstream', `${what}, in words that are not its API’s`);
  if (status === 404 || status === 410) throw new DriftlineError('not_found', what);
  if (status >= 400 && status < 500 && status !== 429 && status !== 408)
    throw new DriftlineError('invalid', `${what}: ${reasonIn(text)}`);
  if (status < 200 || status >= 300)
    throw new DriftlineError('upstream', `${what}${movedTo(url, response)}`);
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

/** Where a server sends us that has moved; the token does not go there. */
function movedTo(url: URL, { status, headers }: Response): string {
  const to = headers.get('location') ?? '';
  if (status < 300 || status >= 400 || !isUrl(to, url.origin)) return '';
  const { origin } = new URL(to, url);
  return origin === url.origin ? '' : `: it sends us to ${origin}; if it moved there, log in there`;
}
