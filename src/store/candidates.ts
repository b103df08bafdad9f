import type { Database } from './database.ts';
import { integer } from './shape.ts';

/** The pool: the unseen statuses that the next draw chooses from. */
export function openCandidates(database: Database) {
  const findByHash = database.many('ingest/find_status_by_hash', ['uri_hash'], {
    status_key: integer,
  });
  const add = database.run('ingest/add_candidate', ['status_key']);
  const remove = database.run('ingest/remove_candidate', ['status_key']);

  return {
    add: (statusKey: number) => add({ status_key: statusKey }),
    remove: (statusKey: number) => remove({ status_key: statusKey }),
    /** Whether a status of this name is here. */
    isKnown: (uriHash: bigint) => findByHash({ uri_hash: uriHash }).length > 0,
    /** Takes a status out or puts it back, as ledger and actions now say. */
    reconsider(uriHash: bigint): void {
      for (const { status_key } of findByHash({ uri_hash: uriHash })) {
        remove({ status_key });
        add({ status_key });
      }
    },
  };
}
