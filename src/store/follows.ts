import type { EpochMs } from '../core/clock.ts';
import type { WireAccount } from '../core/status.ts';
import type { Accounts } from './accounts.ts';
import type { Database } from './database.ts';
import { integer } from './shape.ts';

export interface FollowSettings {
  readonly showsBoosts?: boolean;
  readonly languages?: readonly string[] | null;
}

export type Refusal = 'mute' | 'block';

/** Whom the owner follows, mutes and blocks. */
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
    refuse(
      loginKey: number,
      account: WireAccount,
      kind: Refusal,
      atMs: EpochMs,
      untilMs: EpochMs | null = null,
    ): void {
      statements.refuse({
        login_key: loginKey,
        account_key: keyOf(loginKey, account, atMs),
        kind,
        since_ms: atMs,
        until_ms: untilMs,
      });
    },
    accept(loginKey: number, account: WireAccount, kind: Refusal, atMs: EpochMs): void {
      const accountKey = keyOf(loginKey, account, atMs);
      statements.accept({ login_key: loginKey, account_key: accountKey, kind, ended_at_ms: atMs });
    },
  };
}

export type Follows = ReturnType<typeof openFollows>;

type Statements = ReturnType<typeof prepareFollows>;

function prepareFollows(database: Database) {
  const person = ['login_key', 'account_key'] as const;
  return {
    follow: database.run('ingest/follow', [...person, 'since_ms', 'shows_boosts', 'languages']),
    unfollow: database.run('ingest/unfollow', [...person, 'ended_at_ms']),
    list: database.many('ingest/list_follow_keys', ['login_key'], { account_key: integer }),
    complete: database.run('ingest/complete_follows', ['login_key', 'at_ms']),
    refuse: database.run('ingest/refuse_person', [...person, 'kind', 'since_ms', 'until_ms']),
    accept: database.run('ingest/accept_person', [...person, 'kind', 'ended_at_ms']),
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
  { showsBoosts, languages }: FollowSettings = {},
): void {
  statements.follow({
    login_key: loginKey,
    account_key: accountKey,
    since_ms: atMs,
    shows_boosts: showsBoosts === false ? 0 : 1,
    languages: languages ? JSON.stringify(languages) : null,
  });
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
