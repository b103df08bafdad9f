import type { EpochMs } from '../core/clock.ts';
import type { Database } from './database.ts';
import { text } from './shape.ts';

/** What is noted under a name from one run to the next, as JSON: what it has to be, `isIt` says. */
export function openMark<Noted>(
  database: Database,
  name: string,
  isIt: (thing: unknown) => thing is Noted,
) {
  const find = database.one('ingest/find_mark', ['name'], { detail: text });
  const set = database.run('ingest/set_mark', ['name', 'detail', 'at_ms']);
  return {
    /** undefined where nothing was, and where a bad disk changed it: it is noted anew then. */
    last(): Noted | undefined {
      const mark = find({ name });
      if (mark === undefined) return undefined;
      try {
        const thing: unknown = JSON.parse(mark.detail);
        return isIt(thing) ? thing : undefined;
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
