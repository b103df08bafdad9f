import type { Database } from './database.ts';
import { hearDials } from './owner_words.ts';
import { integer, nullable, text } from './shape.ts';

/** Who is told of by which name. */
export interface ToldName {
  readonly key: number;
  readonly loginKey: number;
  readonly serverId: string;
  readonly handle: string;
  readonly atMs: number;
}

export interface PersonNames {
  /** A server calls them so now. Gives what they are called here since. */
  readonly rename: (told: ToldName) => string;
  /** They were called so before `untilMs`. */
  readonly heardBefore: (key: number, former: string, untilMs: number) => void;
}

/**
 * People are called here as at their server. What was said of them stays with them, and a name that
 * they gave up is free for whoever takes it. `onOthers`: whoever bore the same name was taken for
 * the one who is renamed, and is somebody else.
 */
export function openPersonNames(database: Database, onOthers: () => void): PersonNames {
  const names = prepareNames(database);
  /** Of two servers one may not know yet what the other does: none has them called back. */
  const isOldNews = (key: number, handle: string) => {
    const { was_called = 0, servers = 0 } = names.ofBefore({ account_key: key, handle }) ?? {};
    return was_called === 1 && servers > 1;
  };

  const moveDials = (former: string, handle: string) => {
    if (names.renameDials({ former, handle }) > 0) hearDials(database);
  };
  const call = (key: number, former: string, handle: string, atMs: number) => {
    names.write({ account_key: key, handle, domain: domainOf(handle) });
    names.keepFormer({ handle: former, account_key: key, until_ms: atMs });
    moveDials(former, handle);
  };

  return {
    rename: ({ key, loginKey, serverId, handle, atMs }) =>
      database.transaction(() => {
        const now = names.find({ account_key: key, login_key: loginKey })?.handle;
        if (now === undefined || now === handle) return handle;
        if (isOldNews(key, handle)) return now;
        const holder = names.findHolder({ handle });
        if (holder !== undefined) {
          const { account_key } = holder;
          const id = names.find({ account_key, login_key: loginKey })?.server_id ?? undefined;
          if (id === undefined) return now; // the same person, as another server knows them
          call(account_key, handle, withoutName(handle, id), atMs);
        }
        if (names.forgetOthers({ account_key: key, login_key: loginKey, server_id: serverId }) > 0)
          onOthers();
        call(key, now, handle, atMs);
        return handle;
      }),
    heardBefore(key, former, untilMs) {
      names.keepFormer({ handle: former, account_key: key, until_ms: untilMs });
      const isTaken = names.findHolder({ handle: former }) !== undefined;
      const now = names.find({ account_key: key, login_key: 0 })?.handle;
      if (!isTaken && now !== undefined) moveDials(former, now);
    },
  };
}

function prepareNames(database: Database) {
  return {
    find: database.one('ingest/find_handle', ['account_key', 'login_key'], {
      handle: text,
      server_id: nullable(text),
    }),
    findHolder: database.one('ingest/find_account', ['handle'], {
      account_key: integer,
      handle: text,
      profile_hash: integer,
      observed_at_ms: integer,
    }),
    ofBefore: database.one('ingest/was_called', ['account_key', 'handle'], {
      was_called: integer,
      servers: integer,
    }),
    write: database.run('ingest/rename_account', ['account_key', 'handle', 'domain']),
    keepFormer: database.run('ingest/keep_former_handle', ['handle', 'account_key', 'until_ms']),
    renameDials: database.run('ingest/rename_dials', ['former', 'handle']),
    forgetOthers: database.run('ingest/forget_other_ids', [
      'account_key',
      'login_key',
      'server_id',
    ]),
  };
}

function domainOf(handle: string): string {
  return handle.slice(handle.lastIndexOf('@') + 1);
}

/** Somebody else is called so now, and nobody said what they are: no server has names with a ~. */
function withoutName(handle: string, serverId: string): string {
  const at = handle.lastIndexOf('@');
  return `${handle.slice(0, at)}~${serverId}${handle.slice(at)}`.toLowerCase();
}
