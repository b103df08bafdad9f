import type { EpochMs } from '../core/clock.ts';
import type { Database } from './database.ts';
import { openMark } from './marks.ts';

/** What became of the owner's own command after the last draw. */
export interface AfterDraw {
  readonly edition: number;
  /** null: it did what it should. */
  readonly failed: string | null;
  readonly atMs: number;
}

export function openAfterDraws(database: Database) {
  const { last, note } = openMark<AfterDraw>(database, 'after_draw');
  return {
    last,
    note: (edition: number, failed: string | null, atMs: EpochMs): void =>
      note({ edition, failed, atMs }, atMs),
  };
}
