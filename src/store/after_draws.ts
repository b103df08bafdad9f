import type { EpochMs } from '../core/clock.ts';
import type { Database } from './database.ts';
import { openMark } from './marks.ts';
import { integer, isAs, nullable, text } from './shape.ts';

/** What became of the owner's own command after the last draw. */
const afterDraw = {
  edition: integer,
  failed: nullable(text), // null: it did what it should
  atMs: integer,
};

export function openAfterDraws(database: Database) {
  const { last, note } = openMark(database, 'after_draw', isAs(afterDraw));
  return {
    last,
    note: (edition: number, failed: string | null, atMs: EpochMs): void =>
      note({ edition, failed, atMs }, atMs),
  };
}
