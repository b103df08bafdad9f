import type { EpochMs } from '../core/clock.ts';
import type { Database } from './database.ts';
import { text } from './shape.ts';

/** What is noted under a name from one run to the next, as JSON. */
export function openMark<Noted>(database: Database, name: string) {
  const find = database.one('ingest/find_mark', ['name'], { detail: text });
  const set = database.run('ingest/set_mark', ['name', 'detail', 'at_ms']);
  return {
    /** undefined where nothing was, and where a bad disk changed it: it is noted anew then. */
    last(): Noted | undefined {
      const mark = find({ name });
      if (mark === undefined) return undefined;
      try {
        return JSON.parse(mark.detail) as Noted;
      } catch (error) {
        if (error instanceof SyntaxError) return undefined;
        throw error;
      }
    },
    note(noted: Noted, atMs: EpochMs): void {
      set({ name, detail: JSON.stringify(noted), at_ms: atMs });
    },
  };
}
