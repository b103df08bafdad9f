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
  const add = database.run('ingest/follow', [
    'login_key',
    'account_key',
    'since_ms',
    'shows_boosts',
    'languages',
  ]);
  const end = database.run('ingest/unfollow', ['login_key', 'account_key', 'ended_at_ms']);
  const list = database.many('ingest/list_follow_keys', ['login_key'], { account_key: integer });
  const complete = database.run('ingest/complete_follows', ['login_key', 'at_ms']);
  const refuse = database.run('ingest/refuse_person', [
    'login_key',
    'account_key',
    'kind',
    'since_ms',
    'until_ms',
  ]);
  const accept = database.run('ingest/accept_person', [
    'login_key',
    'account_key',
    'kind',
    'ended_at_ms',
  ]);

  const follow = (
    loginKey: number,
    account: WireAccount,
    atMs: EpochMs,
    settings: FollowSettings = {},
  ): number => {
    const accountKey = accounts.keyOf(loginKey, account, atMs);
    add({
      login_key: loginKey,
      account_key: accountKey,
      since_ms: atMs,
      shows_boosts: settings.showsBoosts === false ? 0 : 1,
      languages: settings.languages ? JSON.stringify(settings.languages) : null,
    });
    return accountKey;
  };

  return {
    follow,
    unfollow(loginKey: number, account: WireAccount, atMs: EpochMs): void {
      const accountKey = accounts.keyOf(loginKey, account, atMs);
      end({ login_key: loginKey, account_key: accountKey, ended_at_ms: atMs });
    },
    /** The follow list as it was read to its end: who is not on it is followed no more. */
    replaceAll(
      loginKey: number,
      followed: readonly WireAccount[],
      atMs: EpochMs,
    ): { added: number; ended: number } {
      return database.transaction(() => {
        const before = new Set(list({ login_key: loginKey }).map((row) => row.account_key));
        const now = new Set<number>();
        for (const account of followed) {
          const accountKey = accounts.keyOf(loginKey, account, atMs);
          now.add(accountKey);
          if (!before.has(accountKey)) follow(loginKey, account, atMs);
        }
        const gone = [...before].filter((key) => !now.has(key));
        for (const key of gone) end({ login_key: loginKey, account_key: key, ended_at_ms: atMs });
        complete({ login_key: loginKey, at_ms: atMs });
        return { added: now.size - (before.size - gone.length), ended: gone.length };
      });
    },
    refuse(
      loginKey: number,
      account: WireAccount,
      kind: Refusal,
      atMs: EpochMs,
      untilMs: EpochMs | null = null,
    ): void {
      const accountKey = accounts.keyOf(loginKey, account, atMs);
      refuse({
        login_key: loginKey,
        account_key: accountKey,
        kind,
        since_ms: atMs,
        until_ms: untilMs,
      });
    },
    accept(loginKey: number, account: WireAccount, kind: Refusal, atMs: EpochMs): void {
      const accountKey = accounts.keyOf(loginKey, account, atMs);
      accept({ login_key: loginKey, account_key: accountKey, kind, ended_at_ms: atMs });
    },
  };
}

export type Follows = ReturnType<typeof openFollows>;
