import type { EpochMs } from '../core/clock.ts';
import type { WireAccount } from '../core/status.ts';
import type { Accounts } from './accounts.ts';
import type { Database } from './database.ts';

/** How many posts people have, as the server says, and since when that number has not changed. */
export function openPostCounts(database: Database, accounts: Accounts) {
  const note = database.run('ingest/note_post_count', [
    'login_key',
    'account_key',
    'statuses',
    'at_ms',
  ]);
  return {
    note(loginKey: number, people: readonly WireAccount[], atMs: EpochMs): void {
      database.transaction(() => {
        for (const account of people) {
          const { statuses_count: statuses } = account;
          if (!Number.isSafeInteger(statuses)) continue;
          note({
            login_key: loginKey,
            account_key: accounts.keyOf(loginKey, account, atMs),
            statuses: statuses as number,
            at_ms: atMs,
          });
        }
      });
    },
  };
}
