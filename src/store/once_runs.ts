import type { EpochMs } from '../core/clock.ts';
import type { Database } from './database.ts';
import { openMark } from './marks.ts';
import { integer, isAs, nullable, text } from './shape.ts';

/** What the last `ingest --once --draw` could not do, and why; null: it did that. */
export interface OnceRun {
  readonly unread: string | null;
  readonly undrawn: string | null;
}

const known = {
  unread: nullable(text),
  undrawn: nullable(text),
  atMs: integer,
  sinceMs: integer, // of the first that failed in a row
};

/** Cron calls a process each ten minutes, and another one serves the page: this tells it. */
export function openOnceRuns(database: Database) {
  const { last, note } = openMark(database, 'once', isAs(known));
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
