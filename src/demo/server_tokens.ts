import { createHash, randomBytes } from 'node:crypto';
import { type Clock, MINUTE_MS } from '../core/clock.ts';
import { isUrl } from '../core/url_check.ts';

const CODE_LIVES_MS = 10 * MINUTE_MS;

/** What a person reads a code from, where no browser can call back. */
export const OUT_OF_BAND = 'urn:ietf:wg:oauth:2.0:oob';

export interface App {
  readonly id: string;
  readonly name: string;
  readonly website: string | null;
  readonly redirectUris: readonly string[];
  readonly scopes: readonly string[];
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface Token {
  readonly text: string;
  readonly app: App;
  readonly scopes: readonly string[];
  readonly createdMs: number;
  /** False for a token of the app alone (client_credentials): it reads no home. */
  readonly isOfUser: boolean;
  isRevoked: boolean;
  /** Where tokens of this server end, as those of Akkoma and Pleroma do; they can be refreshed. */
  readonly ending?: { readonly atMs: number; readonly refreshText: string };
}

export interface Grant {
  readonly app: App;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly challenge: string | undefined;
}

/** Apps, codes and tokens of the one account that the demo knows. */
export interface Tokens {
  readonly register: (app: Omit<App, 'id' | 'clientId' | 'clientSecret'>) => App;
  readonly appOf: (clientId: string | undefined) => App | undefined;
  readonly grant: (grant: Grant) => string;
  /** A code counts once, within ten minutes, and only with the verifier whose hash asked for it. */
  readonly redeem: (
    code: string,
    asked: { app: App; redirectUri: string; verifier: string | undefined },
  ) => Token | undefined;
  readonly issue: (app: App, scopes: readonly string[], isOfUser: boolean, text?: string) => Token;
  readonly find: (text: string | undefined) => Token | undefined;
  /** The token that takes another's place, and ends it; undefined where that was done before. */
  readonly refresh: (refreshText: string, app: App) => Token | undefined;
  readonly isOver: (token: Token) => boolean;
  /** Servers before 4.3 did this with apps that nobody seemed to use. */
  readonly forgetApps: () => void;
}

/** @param livesMs how long a token is good; undefined: for ever, as on Mastodon */
export function openTokens(now: Clock, livesMs?: number): Tokens {
  const apps = new Map<string, App>();
  const codes = new Map<string, Grant & { readonly atMs: number }>();
  const tokens = new Map<string, Token>();

  const issue: Tokens['issue'] = (app, scopes, isOfUser, text = secret()) => {
    // `reuse_access_token`: the same app, person and scopes get the same token again.
    for (const token of tokens.values()) {
      const isSame = token.app === app && token.isOfUser === isOfUser && !token.isRevoked;
      if (isSame && token.scopes.join(' ') === scopes.join(' ')) return token;
    }
    return keep({ text, app, scopes, createdMs: now(), isOfUser, isRevoked: false });
  };
  const keep = (token: Token): Token => {
    tokens.set(token.text, token);
    return token;
  };
  const ending = (): Pick<Token, 'ending'> =>
    livesMs === undefined ? {} : { ending: { atMs: now() + livesMs, refreshText: secret() } };

  return {
    register(asked) {
      const app = {
        ...asked,
        id: String(apps.size + 1),
        clientId: secret(),
        clientSecret: secret(),
      };
      apps.set(app.clientId, app);
      return app;
    },
    appOf: (clientId) => (clientId === undefined ? undefined : apps.get(clientId)),
    grant(grant) {
      const code = secret();
      codes.set(code, { ...grant, atMs: now() });
      return code;
    },
    redeem(code, { app, redirectUri, verifier }) {
      const grant = codes.get(code);
      if (grant === undefined || grant.app !== app || grant.redirectUri !== redirectUri) return;
      codes.delete(code);
      if (now() - grant.atMs > CODE_LIVES_MS || !isProven(grant.challenge, verifier)) return;
      if (livesMs === undefined) return issue(app, grant.scopes, true);
      const { scopes } = grant;
      const createdMs = now();
      const text = secret();
      return keep({
        ...{ text, app, scopes, createdMs, isOfUser: true, isRevoked: false },
        ...ending(),
      });
    },
    issue,
    find: (text) => (text === undefined ? undefined : tokens.get(text)),
    refresh(refreshText, app) {
      const known = [...tokens.values()].find((one) => one.ending?.refreshText === refreshText);
      if (known === undefined || known.app !== app || known.isRevoked) return;
      known.isRevoked = true;
      const { scopes, isOfUser } = known;
      const one = { text: secret(), app, scopes, createdMs: now(), isOfUser, isRevoked: false };
      return keep({ ...one, ...ending() });
    },
    isOver: ({ ending: end }) => end !== undefined && now() >= end.atMs,
    forgetApps: () => apps.clear(),
  };
}

/** `read` allows every `read:…`. */
export function allows(scopes: readonly string[], needed: string): boolean {
  return scopes.includes(needed) || scopes.includes(needed.split(':')[0] ?? needed);
}

/**
 * A loopback address is registered without its port, which the client learns only when it listens;
 * Doorkeeper ignores the port of 127.0.0.1 and [::1], and of nothing else.
 */
export function isRegistered(app: App, redirectUri: string): boolean {
  return app.redirectUris.some(
    (known) => known === redirectUri || withoutPort(known) === withoutPort(redirectUri),
  );
}

function withoutPort(uri: string): string {
  if (!isUrl(uri)) return uri;
  const url = new URL(uri);
  if (url.hostname === '127.0.0.1' || url.hostname === '[::1]') url.port = '';
  return url.href;
}

function isProven(challenge: string | undefined, verifier: string | undefined): boolean {
  if (challenge === undefined) return true;
  if (verifier === undefined) return false;
  return createHash('sha256').update(verifier).digest('base64url') === challenge;
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}
