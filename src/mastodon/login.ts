import { createHash } from 'node:crypto';
import { createOAuthAPIClient, createRestAPIClient } from 'masto';
import { DriftlineError } from '../core/errors.ts';
import { isUrl } from '../core/url_check.ts';
import { configOf, guarded, refusalIn, upstream } from './asking_masto.ts';
import { grantIn, type TokenGrant } from './granting.ts';
import { originOf } from './origin.ts';
import { type App, type AppMemory, registered } from './registration.ts';

/** What the credentials file holds. `client_id` is '' where a ready token was given. */
export interface Credentials extends TokenGrant {
  readonly server: string; // origin
  readonly account_id: string;
  readonly acct: string; // ada@example.social
  readonly scopes: string;
  readonly client_id: string;
  readonly client_secret: string;
}

export interface LoginWish {
  readonly server: string; // as the owner typed it
  /** Whether favourite, boost and bookmark are asked for too. */
  readonly mayAct: boolean;
  /** http://127.0.0.1:PORT/callback, or OUT_OF_BAND: one of those that are registered. */
  readonly redirectUri: string;
  /** All under which the app is to be known. */
  readonly redirectUris: readonly string[];
  /** The server did not take the narrow scopes when the owner was asked. */
  readonly isCoarse?: boolean | undefined;
  readonly userAgent: string;
  /** Not to be guessed; base64url of 32 bytes. Called for the state and for the verifier. */
  readonly randomText: () => string;
  readonly now: () => number; // unix ms
  readonly apps: AppMemory;
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

/** Asks the server for the address at which the owner says yes, with PKCE where it knows that. */
export async function beginLogin(wish: LoginWish): Promise<LoginUnderWay> {
  const server = originOf(wish.server);
  const app = await registered({ ...wish, server }, wish.apps);
  const state = wish.randomText();
  const verifier = wish.randomText();
  const address = new URL('/oauth/authorize', server);
  address.search = new URLSearchParams({
    response_type: 'code',
    client_id: app.client_id,
    redirect_uri: wish.redirectUri,
    scope: app.scopes,
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();
  const finish = (code: string) => finishLogin(wish, { app, verifier, code });
  return { server, address: address.href, state, finish };
}

interface Proof {
  readonly app: App;
  readonly verifier: string;
  readonly code: string;
}

async function finishLogin(wish: LoginWish, { app, verifier, code }: Proof): Promise<Credentials> {
  const { server, client_id, client_secret } = app;
  const what = 'did not accept the code';
  const ask = async () => {
    try {
      return await createOAuthAPIClient(configOf(server, wish.userAgent)).token.create({
        grantType: 'authorization_code',
        clientId: client_id,
        clientSecret: client_secret,
        redirectUri: wish.redirectUri,
        code: code.trim(),
        scope: app.scopes,
        // masto's types do not know PKCE; its serialiser sends what it is given.
        ...({ codeVerifier: verifier } as object),
      });
    } catch (error) {
      if (/invalid_client/.test(refusalIn(error)?.words ?? '')) wish.apps.forget(app);
      throw error;
    }
  };
  const answer = await guarded(server, what, ask, CODE_REMEDY);
  const grant = grantIn(answer, wish.now());
  if (grant === undefined) throw upstream(server, 'gave no token');
  const scopes = answer.scope ?? app.scopes;
  const given = { server, ...grant, scopes, client_id, client_secret };
  try {
    return { ...given, ...(await ownerOf(server, grant.token, wish.userAgent)) };
  } catch (error) {
    // Nobody will know of that token: it is to live nowhere.
    const unknown = { ...given, account_id: '', acct: '' };
    const isEnded = await revoke(unknown, wish.userAgent).catch(() => false);
    if (isEnded || !(error instanceof DriftlineError)) throw error;
    const more = 'the token that it gave lives on: see the authorised apps of your account there';
    throw new DriftlineError(error.code, `${error.message}; ${more}`);
  }
}

const CODE_REMEDY = 'a code serves once, and for ten minutes: log in again';
const TOKEN_REMEDY =
  'it must be the whole of a token that stands, with read:accounts and read:statuses at least';

/**
 * Checks a ready token and makes credentials of it. Throws DriftlineError('unauthorized') where it
 * may not read the home.
 */
export async function credentialsOf(
  server: string,
  token: string,
  userAgent: string,
): Promise<Credentials> {
  const origin = originOf(server);
  const accessToken = token.trim();
  const owner = await ownerOf(origin, accessToken, userAgent, TOKEN_REMEDY);
  const client = createRestAPIClient({ ...configOf(origin, userAgent), accessToken });
  const ask = async () => void (await client.v1.timelines.home.list({ limit: 1 }));
  await guarded(origin, 'does not let that token read the home', ask, TOKEN_REMEDY);
  return {
    server: origin,
    token: accessToken,
    ...owner,
    scopes: '',
    client_id: '',
    client_secret: '',
  };
}

async function ownerOf(server: string, token: string, userAgent: string, remedy?: string) {
  const what = 'did not say whose token this is';
  const client = createRestAPIClient({ ...configOf(server, userAgent), accessToken: token });
  const account = await guarded(server, what, () => client.v1.accounts.verifyCredentials(), remedy);
  const isSomebody = typeof account?.id === 'string' && typeof account.username === 'string';
  if (!isSomebody) throw upstream(server, what);
  const host = isUrl(account.url) ? new URL(account.url).host : new URL(server).host;
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

/**
 * The next token of a login whose tokens end (Akkoma, Pleroma). The one before is void from then
 * on. Throws DriftlineError('unauthorized') where there is none any more.
 */
export async function refreshed(
  credentials: Credentials,
  { userAgent, now }: Pick<LoginWish, 'userAgent' | 'now'>,
): Promise<Credentials> {
  const { server, client_id, client_secret, refresh_token } = credentials;
  if (refresh_token === undefined) throw new DriftlineError('unauthorized', `${server} gave none`);
  const answer = await guarded(server, 'did not refresh the login', () =>
    createOAuthAPIClient(configOf(server, userAgent)).token.create({
      clientId: client_id,
      clientSecret: client_secret,
      // masto's types know no refreshing.
      ...({ grantType: 'refresh_token', refreshToken: refresh_token } as unknown as {
        grantType: 'client_credentials';
        redirectUri: string;
      }),
    }),
  );
  const grant = grantIn(answer, now());
  if (grant === undefined) throw upstream(server, 'did not refresh the login');
  return { ...credentials, refresh_token, ...grant };
}
