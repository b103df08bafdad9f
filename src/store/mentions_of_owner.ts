import type { Database } from './database.ts';
import { integer } from './shape.ts';

/** What came before it was known who the owner is, and may mention them. */
export function openMentionsOfOwner(database: Database) {
  const hasStatuses = database.one('ingest/has_statuses', [], { has_any: integer });
  const mark = database.run('ingest/mark_mentions_of_owner', ['login_key', 'owner_id']);
  const markPool = database.run('ingest/mark_pool_mentions', []);
  const named = new Map<number, string>();
  return {
    /** The owner of a login becomes known. */
    name(loginKey: number, ownerId: string): void {
      if (hasStatuses()?.has_any === 1) named.set(loginKey, ownerId);
    },
    /** Marks what mentions those who were named. */
    settle(): void {
      if (named.size === 0) return;
      database.transaction(() => {
        for (const [login_key, owner_id] of named) mark({ login_key, owner_id });
        markPool();
      });
      named.clear();
    },
  };
}
