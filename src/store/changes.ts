import type { Database } from './database.ts';
import { integer } from './shape.ts';

/** Whether anything was written since, whatever and by whomever. */
export interface Changes {
  /** The same as long as nothing is written. */
  readonly stamp: () => string;
}

export function openChanges(database: Database): Changes {
  const stamp = database.one('serve/stamp_database', [], {
    own_changes: integer,
    others_changes: integer,
  });
  return {
    stamp() {
      const { own_changes, others_changes } = stamp() ?? { own_changes: 0, others_changes: 0 };
      return `${own_changes}/${others_changes}`;
    },
  };
}
