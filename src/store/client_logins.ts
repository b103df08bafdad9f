import type { EpochMs } from '../core/clock.ts';
import type { Database } from './database.ts';
import { bytes, integer, nullable, type RowOf, text } from './shape.ts';

const appRow = {
  client_id: text,
  secret_hash: bytes,
  name: text,
  website: nullable(text),
  redirect_uris: text,
  scopes: text,
  created_at_ms: integer,
};

const tokenRow = {
  token_key: integer,
  client_id: text,
  scopes: text,
  of_owner: integer,
  counts_seen: integer,
  used_at_ms: nullable(integer),
  name: text,
  website: nullable(text),
};

const listedRow = {
  token_key: integer,
  name: text,
  scopes: text,
  counts_seen: integer,
  created_at_ms: integer,
  used_at_ms: nullable(integer),
};

export type ClientToken = RowOf<typeof tokenRow>;
/** A client that the owner let in. */
export type ListedClient = RowOf<typeof listedRow>;

/** A client that registered itself. */
export interface ClientApp {
  readonly clientId: string;
  readonly secretHash: Uint8Array;
  readonly name: string;
  readonly website: string | null;
  readonly redirectUris: readonly string[];
  readonly scopes: string;
  readonly createdAtMs: EpochMs;
}

export interface TokenGiven {
  readonly tokenHash: Uint8Array;
  readonly clientId: string;
  readonly scopes: string;
  readonly isOfOwner: boolean;
  /** Whether what is read with it may count as seen. */
  readonly countsSeen: boolean;
  readonly atMs: EpochMs;
}

/** A web client keeps the name that it was given, and may come back with it. */
const IDLE_APPS_MAX = 500;
const APP_TOKENS_MAX = 500;

/** Apps and tokens of other clients. Secrets are here as hashes alone. */
export function openClientLogins(database: Database) {
  const addApp = database.run('serve/add_client_app', Object.keys(appRow));
  const forgetIdle = database.run('serve/forget_idle_apps', ['keep']);
  const findApp = database.one('serve/find_client_app', ['client_id'], appRow);
  const addToken = database.insert('serve/add_client_token', [
    'token_hash',
    'client_id',
    'scopes',
    'of_owner',
    'counts_seen',
    'created_at_ms',
  ]);
  const forgetAppTokens = database.run('serve/forget_app_tokens', ['keep']);
  const findToken = database.one('serve/find_client_token', ['token_hash'], tokenRow);
  const use = database.run('serve/use_client_token', ['token_key', 'used_at_ms']);
  const list = database.many('serve/list_client_tokens', [], listedRow);
  const revoke = database.run('serve/revoke_client_token', ['token_key', 'revoked_at_ms']);

  return {
    /** Of those that were never let in, only the newest stay. */
    addApp(app: ClientApp): void {
      addApp({
        client_id: app.clientId,
        secret_hash: app.secretHash,
        name: app.name,
        website: app.website,
        redirect_uris: JSON.stringify(app.redirectUris),
        scopes: app.scopes,
        created_at_ms: app.createdAtMs,
      });
      forgetIdle({ keep: IDLE_APPS_MAX });
    },
    app(clientId: string): ClientApp | undefined {
      const row = findApp({ client_id: clientId });
      if (row === undefined) return undefined;
      return {
        clientId: row.client_id,
        secretHash: row.secret_hash,
        name: row.name,
        website: row.website,
        redirectUris: JSON.parse(row.redirect_uris) as readonly string[],
        scopes: row.scopes,
        createdAtMs: row.created_at_ms as EpochMs,
      };
    },
    /** Of those that are an app's own, only the newest stay. */
    give(token: TokenGiven): void {
      addToken({
        token_hash: token.tokenHash,
        client_id: token.clientId,
        scopes: token.scopes,
        of_owner: token.isOfOwner ? 1 : 0,
        counts_seen: token.countsSeen ? 1 : 0,
        created_at_ms: token.atMs,
      });
      if (!token.isOfOwner) forgetAppTokens({ keep: APP_TOKENS_MAX });
    },
    token: (tokenHash: Uint8Array) => findToken({ token_hash: tokenHash }),
    use: (tokenKey: number, atMs: EpochMs) => use({ token_key: tokenKey, used_at_ms: atMs }),
    /** Those that the owner let in, who asked last first. */
    list: () => list(),
    /** Whether there was such a token that was good. */
    revoke: (tokenKey: number, atMs: EpochMs) =>
      revoke({ token_key: tokenKey, revoked_at_ms: atMs }) > 0,
  };
}

export type ClientLogins = ReturnType<typeof openClientLogins>;
