import type { Database } from './database.ts';

/** What an import did not let in. */
export function openRefusals(database: Database) {
  const add = database.run('ingest/refuse_many', ['reason', 'times', 'last_at_ms', 'sample']);
  return {
    /** Keeps reasons with their numbers; a file that is imported again changes nothing. */
    keep(
      refusals: readonly {
        readonly reason: string;
        readonly times: number;
        readonly sample: string;
      }[],
    ): void {
      database.transaction(() => {
        for (const { reason, times, sample } of refusals)
          add({ reason, times, sample, last_at_ms: 0 });
      });
    },
  };
}
