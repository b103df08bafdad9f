import type { EpochMs } from '../core/clock.ts';
import type { Database } from './database.ts';
import { openMark } from './marks.ts';

/** What the last `ingest --once --draw` could not do, and why; null: it did that. */
export interface OnceRun {
  readonly unread: string | null;
  readonly undrawn: string | null;
}

export interface KnownRun extends OnceRun {
  readonly atMs: number;
  /** Of the first that failed in a row. */
  readonly sinceMs: number;
}

/** Cron calls a process each ten minutes, and another one serves the page: this tells it. */
export function openOnceRuns(database: Database) {
  const { last, note } = openMark<KnownRun>(database, 'once');
  return {
    last,
    /** Of one well run after another nothing is written. */
    note(run: OnceRun, atMs: EpochMs): void {
      const before = last();
      const wasWell = before === undefined || isWell(before);
      if (wasWell && isWell(run)) return;
      const sinceMs = wasWell ? atMs : before.sinceMs;
      note({ ...run, atMs, sinceMs }, atMs);
    },
  };
}

function isWell({ unread, undrawn }: OnceRun): boolean {
  return unread === null && undrawn === null;
}
