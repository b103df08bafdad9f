import type { EpochMs } from '../core/clock.ts';
import type { Database } from './database.ts';
import { integer, text } from './shape.ts';
import { readSql } from './statements.ts';

const heldRow = { at_ms: integer, is_exposure: integer, number: integer, line: text };

/**
 * Lines of a recording that wait for its end, on disk: editions name statuses, exposures editions,
 * and "undo" and "unfollow" what came before them, of which later lines may tell. `close` ends it.
 */
export function openHeldLines(database: Database) {
  const { connection } = database;
  connection.exec(readSql('ingest/make_held_lines'));
  const hold = database.run('ingest/hold_line', ['at_ms', 'is_exposure', 'line', 'number']);
  const list = database.many(
    'ingest/list_held_lines',
    ['at_ms', 'is_exposure', 'number', 'limit'],
    heldRow,
  );
  return {
    hold(line: string, { at, isExposure, number }: Held): void {
      hold({ at_ms: at, is_exposure: Number(isExposure), line, number });
    },
    /** In the order of time, whatever theirs was; `most` at once. */
    *inOrder(most: number) {
      let last = { at_ms: Number.MIN_SAFE_INTEGER, is_exposure: 0, number: 0 };
      for (;;) {
        const rows = list({ ...last, limit: most });
        const end = rows.at(-1);
        if (end === undefined) return;
        yield rows;
        last = { at_ms: end.at_ms, is_exposure: end.is_exposure, number: end.number };
      }
    },
    close: (): void => {
      connection.exec('drop table temp.held_lines');
    },
  };
}

interface Held {
  readonly at: EpochMs;
  readonly isExposure: boolean;
  readonly number: number;
}

export type HeldLines = ReturnType<typeof openHeldLines>;
