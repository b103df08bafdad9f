import type { EpochMs } from '../core/clock.ts';
import type { WireAccount } from '../core/status.ts';
import type { Accounts } from './accounts.ts';
import type { Database } from './database.ts';
import { integer, text } from './shape.ts';

export interface FollowSettings {
  readonly showsBoosts?: boolean;
  readonly languages?: readonly string[] | null;
}

/** Whom the owner follows, and how. */
export function openFollows(database: Database, accounts: Accounts) {
  const statements = prepareFollows(database);
  const keyOf = accounts.keyOf;
  return {
    follow(
      loginKey: number,
      account: WireAccount,
      atMs: EpochMs,
      settings: FollowSettings = {},
    ): number {
      const accountKey = keyOf(loginKey, account, atMs);
      startFollow(statements, { loginKey, accountKey, atMs }, settings);
      return accountKey;
    },
    unfollow(loginKey: number, account: WireAccount, atMs: EpochMs): void {
      endFollow(statements, { loginKey, accountKey: keyOf(loginKey, account, atMs), atMs });
    },
    /** The follow list as it was read to its end: who is not on it is followed no more. */
    replaceAll(
      loginKey: number,
      followed: readonly WireAccount[],
      atMs: EpochMs,
    ): { added: number; ended: number } {
      return database.transaction(() => {
        const now = new Set(followed.map((account) => keyOf(loginKey, account, atMs)));
        return replaceFollows(statements, now, { loginKey, atMs });
      });
    },
    /** Whether and how the owner follows somebody known, as the server just said. */
    turn(
      loginKey: number,
      accountKey: number,
      turned: FollowSettings & { readonly isOn: boolean },
      atMs: EpochMs,
    ): void {
      const whom = { loginKey, accountKey, atMs };
      if (turned.isOn) startFollow(statements, whom, turned);
      else endFollow(statements, whom);
    },
    /**
     * Follows whose settings were asked for before a moment, or never: their ids at the server, and
     * whether anything that they boosted is here.
     */
    toAsk: (loginKey: number, beforeMs: EpochMs, limit: number) =>
      statements
        .toAsk({ login_key: loginKey, before_ms: beforeMs, limit })
        .map(({ server_id, has_boosted }) => ({ id: server_id, hasBoosted: has_boosted === 1 })),
    /** How the owner follows somebody, as the server says. */
    set(loginKey: number, serverId: string, settings: FollowSettings, atMs: EpochMs): void {
      const found = statements.find({ login_key: loginKey, server_id: serverId });
      if (found === undefined) return;
      statements.set({
        login_key: loginKey,
        account_key: found.account_key,
        settings_at_ms: atMs,
        ...settingsRow(settings),
      });
    },
    /** Who was unfollowed since a moment, the latest first: their ids at the server. */
    leftSince: (loginKey: number, sinceMs: EpochMs, limit: number): readonly string[] =>
      statements
        .left({ login_key: loginKey, since_ms: sinceMs, limit })
        .map(({ server_id }) => server_id),
  };
}

export type Follows = ReturnType<typeof openFollows>;

type Statements = ReturnType<typeof prepareFollows>;

const idRow = { server_id: text };

function prepareFollows(database: Database) {
  const person = ['login_key', 'account_key'] as const;
  return {
    follow: database.run('ingest/follow', [...person, 'since_ms', ...SETTINGS]),
    unfollow: database.run('ingest/unfollow', [...person, 'ended_at_ms']),
    list: database.many('ingest/list_follow_keys', ['login_key'], { account_key: integer }),
    complete: database.run('ingest/complete_follows', ['login_key', 'at_ms']),
    toAsk: database.many('ingest/list_follows_to_ask', ['login_key', 'before_ms', 'limit'], {
      ...idRow,
      has_boosted: integer,
    }),
    set: database.run('ingest/set_follow_settings', [...person, ...SETTINGS, 'settings_at_ms']),
    left: database.many('ingest/list_left_people', ['login_key', 'since_ms', 'limit'], idRow),
    find: database.one('ingest/find_account_by_server_id', ['login_key', 'server_id'], {
      account_key: integer,
      handle: text,
      profile_hash: integer,
      observed_at_ms: integer,
    }),
  };
}

/** Who turned to whom, and when. */
interface Turn {
  readonly loginKey: number;
  readonly accountKey: number;
  readonly atMs: EpochMs;
}

function startFollow(
  statements: Statements,
  { loginKey, accountKey, atMs }: Turn,
  settings: FollowSettings = {},
): void {
  statements.follow({
    login_key: loginKey,
    account_key: accountKey,
    since_ms: atMs,
    ...settingsRow(settings),
  });
}

const SETTINGS = ['shows_boosts', 'languages'] as const;

function settingsRow({ showsBoosts, languages }: FollowSettings) {
  return {
    shows_boosts: showsBoosts === false ? 0 : 1,
    languages: languages ? JSON.stringify(languages) : null,
  };
}

function endFollow(statements: Statements, { loginKey, accountKey, atMs }: Turn): void {
  statements.unfollow({ login_key: loginKey, account_key: accountKey, ended_at_ms: atMs });
}

function replaceFollows(
  statements: Statements,
  now: ReadonlySet<number>,
  { loginKey, atMs }: Omit<Turn, 'accountKey'>,
): { added: number; ended: number } {
  const before = new Set(
    statements.list({ login_key: loginKey }).map(({ account_key }) => account_key),
  );
  const come = [...now].filter((key) => !before.has(key));
  const gone = [...before].filter((key) => !now.has(key));
  for (const accountKey of come) startFollow(statements, { loginKey, accountKey, atMs });
  for (const accountKey of gone) endFollow(statements, { loginKey, accountKey, atMs });
  statements.complete({ login_key: loginKey, at_ms: atMs });
  return { added: come.length, ended: gone.length };
}
