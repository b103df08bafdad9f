import { createHash } from 'node:crypto';
import { createOAuthAPIClient, createRestAPIClient } from 'masto';
import { SECOND_MS } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';

/** What the credentials file holds. `client_id` is '' where a ready token was given. */
export interface Credentials {
  readonly server: string; // origin
  readonly token: string;
  readonly account_id: string;
  readonly acct: string; // ada@example.social
  readonly scopes: string;
  readonly client_id: string;
  readonly client_secret: string;
}

/** What a person reads a code from, where no browser can call back. */
export const OUT_OF_BAND = 'urn:ietf:wg:oauth:2.0:oob';

export const READING_SCOPES = 'read';
export const ACTING_SCOPES = 'read write:favourites write:bookmarks write:statuses';

const TIMEOUT_MS = 20 * SECOND_MS;
const NAME = 'Driftline';

export interface LoginWish {
  readonly server: string; // as the owner typed it
  /** Whether favourite, boost and bookmark are asked for too. */
  readonly mayAct: boolean;
  /** http://127.0.0.1:PORT/callback, or OUT_OF_BAND. */
  readonly redirectUri: string;
  readonly userAgent: string;
  /** Not to be guessed; base64url of 32 bytes. Called for the state and for the verifier. */
  readonly randomText: () => string;
}

/** A login under way: the owner opens `address`, the server gives a code. */
export interface LoginUnderWay {
  readonly server: string;
  readonly address: string;
  /** What must come back beside the code on a loopback redirect. */
  readonly state: string;
  /** Turns the code into credentials. Throws DriftlineError('unauthorized' or 'upstream'). */
  readonly finish: (code: string) => Promise<Credentials>;
}

/**
 * `example.social`, `@ada@example.social` or a URL, as an origin. Throws DriftlineError('usage').
 */
export function originOf(server: string): string {
  const host = server.trim().replace(/^@?[^@/]*@/, '');
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(host) ? host : `https://${host}`;
  const isGood = URL.canParse(address) && new URL(address).hostname !== '';
  if (host === '' || !isGood || !/^https?:/i.test(address)) {
    throw new DriftlineError(
      'usage',
      `"${server}" is no server: give its name, as in "driftline login example.social"`,
    );
  }
  const url = new URL(address);
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new DriftlineError('usage', `${url.host} must be reached by https: the token goes there`);
  }
  return url.origin;
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\./.test(hostname);
}

/**
 * Registers this program with the server, once for each login: nothing is shared between machines.
 */
export async function beginLogin(wish: LoginWish): Promise<LoginUnderWay> {
  const server = originOf(wish.server);
  const scopes = wish.mayAct ? ACTING_SCOPES : READING_SCOPES;
  const app = await guarded(server, 'did not register Driftline', () =>
    createRestAPIClient(configOf(server, wish.userAgent)).v1.apps.create({
      clientName: NAME,
      redirectUris: wish.redirectUri,
      scopes,
    }),
  );
  // A page where JSON was due comes out of masto as undefined.
  const { clientId, clientSecret } = (app ?? {}) as { clientId?: string; clientSecret?: string };
  if (!clientId || !clientSecret) throw upstream(server, 'did not register Driftline');
  const state = wish.randomText();
  const verifier = wish.randomText();
  const address = new URL('/oauth/authorize', server);
  address.search = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: wish.redirectUri,
    scope: scopes,
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();
  const keys = { clientId, clientSecret, verifier, scopes };
  return { server, address: address.href, state, finish: (code) => finish(wish, keys, code) };
}

interface Keys {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly verifier: string;
  readonly scopes: string;
}

async function finish(wish: LoginWish, keys: Keys, code: string): Promise<Credentials> {
  const server = originOf(wish.server);
  const { clientId, clientSecret } = keys;
  const answer = await guarded(server, 'did not accept the code', () =>
    createOAuthAPIClient(configOf(server, wish.userAgent)).token.create({
      grantType: 'authorization_code',
      clientId,
      clientSecret,
      redirectUri: wish.redirectUri,
      code: code.trim(),
      scope: keys.scopes,
      // masto's types do not know PKCE; its serialiser sends what it is given.
      ...({ codeVerifier: keys.verifier } as object),
    }),
  );
  const token = (answer as { accessToken?: unknown } | undefined)?.accessToken;
  if (typeof token !== 'string' || token === '') throw upstream(server, 'gave no token');
  const owner = await ownerOf(server, token, wish.userAgent);
  return {
    server,
    token,
    ...owner,
    scopes: answer.scope ?? keys.scopes,
    client_id: clientId,
    client_secret: clientSecret,
  };
}

/** Checks a ready token and makes credentials of it. */
export async function credentialsOf(
  server: string,
  token: string,
  userAgent: string,
): Promise<Credentials> {
  const origin = originOf(server);
  const owner = await ownerOf(origin, token.trim(), userAgent);
  return {
    server: origin,
    token: token.trim(),
    ...owner,
    scopes: '',
    client_id: '',
    client_secret: '',
  };
}

async function ownerOf(server: string, token: string, userAgent: string) {
  const account = await guarded(server, 'did not say whose token this is', () =>
    createRestAPIClient({
      ...configOf(server, userAgent),
      accessToken: token,
    }).v1.accounts.verifyCredentials(),
  );
  if (typeof account?.id !== 'string') throw upstream(server, 'did not say whose token this is');
  const host = URL.canParse(account.url) ? new URL(account.url).host : new URL(server).host;
  return { account_id: account.id, acct: `${account.username}@${host}` };
}

/**
 * Ends the token at the server. A token that was given ready has no app of ours and cannot be
 * ended.
 */
export async function revoke(credentials: Credentials, userAgent: string): Promise<boolean> {
  if (credentials.client_id === '') return false;
  await guarded(credentials.server, 'did not revoke the token', () =>
    createOAuthAPIClient(configOf(credentials.server, userAgent)).revoke({
      clientId: credentials.client_id,
      clientSecret: credentials.client_secret,
      token: credentials.token,
    }),
  );
  return true;
}

function configOf(server: string, userAgent: string) {
  return {
    url: server,
    timeout: TIMEOUT_MS,
    requestInit: {
      headers: { 'User-Agent': userAgent },
      redirect: 'error' as const, // codes and tokens go to nobody but the server that was named
    },
    log: 'error' as const, // it would print what it does
  };
}

/**
 * masto throws many things: an HTML page is a bare TypeError, a refusal a MastoHttpError with its
 * status.
 */
async function guarded<T>(server: string, what: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    const { statusCode, message } = cause as { statusCode?: unknown; message?: unknown };
    const isRefusal = typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500;
    // Without the cause: masto puts the whole answer into some of its errors, and a token may be in
    // it.
    if (!isRefusal) throw upstream(server, what, cause);
    throw new DriftlineError('unauthorized', `${server} ${what}: ${plainWords(message)}`, {
      cause,
    });
  }
}

function upstream(server: string, what: string, cause?: unknown): DriftlineError {
  return new DriftlineError('upstream', `${server} ${what}: ${whyOf(cause)}`);
}

/** Node says one level down why a connection failed; masto why it gave up. */
function whyOf(error: unknown): string {
  const { name, message, cause } = (error ?? {}) as Failed;
  if (/timeout/i.test(String(name))) return `no answer within ${TIMEOUT_MS / SECOND_MS} s`;
  if (message !== 'fetch failed') return 'is it a Mastodon server?';
  if (/redirect/.test(String(cause?.message)))
    return 'it sends us elsewhere; name the server that shows your home';
  const why = plainWords(cause?.code ?? cause?.message ?? 'no reason given');
  return `it cannot be reached (${why}); check its name and your network`;
}

interface Failed {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly cause?: { readonly code?: unknown; readonly message?: unknown };
}

const WORDS_MAX = 200;

/** What somebody else said, as it may stand in a line on a terminal. */
export function plainWords(said: unknown): string {
  return String(said)
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, WORDS_MAX);
}
