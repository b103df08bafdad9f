import type { EpochMs } from '../core/clock.ts';
import type { Database } from './database.ts';
import { integer, nullable, text } from './shape.ts';

/** The owner, as one server knows them. */
export interface Login {
  readonly loginKey: number;
  readonly server: string; // origin
  readonly ownerId: string; // '' until known
  readonly acct: string;
  /** null until the follow list was read to its end once. */
  readonly followsCompleteAtMs: number | null;
}

/** Where accounts without a domain live, as this login sees them; undefined until that is known. */
export function homeDomainOf({ acct, server }: Pick<Login, 'acct' | 'server'>): string | undefined {
  const [, domain] = acct.split('@');
  if (domain !== undefined) return domain.toLowerCase();
  const { hostname } = new URL(server);
  return hostname.endsWith('.invalid') ? undefined : hostname;
}

const loginRow = {
  login_key: integer,
  server: text,
  owner_id: text,
  acct: text,
  follows_complete_at_ms: nullable(integer),
};

export function openLogins(database: Database) {
  const add = database.run('ingest/add_login', ['server', 'owner_id', 'acct', 'created_at_ms']);
  const list = database.many('ingest/list_logins', [], loginRow);
  const rename = database.run('ingest/rename_login', ['login_key', 'server', 'owner_id', 'acct']);
  const setOwnerKey = database.run('ingest/set_owner_key', ['login_key', 'owner_key']);

  const all = (): readonly Login[] =>
    list().map((row) => ({
      loginKey: row.login_key,
      server: row.server,
      ownerId: row.owner_id,
      acct: row.acct,
      followsCompleteAtMs: row.follows_complete_at_ms,
    }));

  return {
    all,
    /** The login of `server`, filed where it is new; a changed owner is written. */
    findOrAdd(login: { server: string; ownerId: string; acct: string; atMs: EpochMs }): Login {
      const known = all().find(({ server }) => server === login.server);
      if (known?.ownerId === login.ownerId && known.acct === login.acct) return known;
      add({
        server: login.server,
        owner_id: login.ownerId,
        acct: login.acct,
        created_at_ms: login.atMs,
      });
      return all().find(({ server }) => server === login.server) as Login;
    },
    /** Who a login belongs to becomes known. */
    rename: (loginKey: number, login: { server: string; ownerId: string; acct: string }) =>
      rename({
        login_key: loginKey,
        server: login.server,
        owner_id: login.ownerId,
        acct: login.acct,
      }),
    setOwnerKey: (loginKey: number, ownerKey: number) =>
      setOwnerKey({ login_key: loginKey, owner_key: ownerKey }),
  };
}
