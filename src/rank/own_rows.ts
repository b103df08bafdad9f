import { lnMicro } from '../core/dice.ts';
import type { OwnRow } from '../core/own_sql.ts';
import type { Database } from '../store/database.ts';

/** Says in the database what was chosen, for the draw that follows. */
export function placeRows(database: Database, rows: readonly OwnRow[]): void {
  database.run('rank/forget_rows', [])();
  const words = rows.map(({ statusId, score, lane, reason }) => [
    statusId,
    score === null ? null : lnMicro(score),
    lane,
    reason,
  ]);
  database.run('rank/add_rows', ['rows'])({ rows: JSON.stringify(words) });
}
