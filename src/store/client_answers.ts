import type { EpochMs } from '../core/clock.ts';
import type { Database } from './database.ts';
import { text } from './shape.ts';

/** What the home server answered last to what clients ask when they start: for when it is away. */
export function openClientAnswers(database: Database) {
  const set = database.run('serve/set_client_answer', ['path', 'body', 'answered_at_ms']);
  const find = database.one('serve/find_client_answer', ['path'], { body: text });
  return {
    /** Written only where it says something new: clients ask often. */
    keep(path: string, body: string, atMs: EpochMs): void {
      if (find({ path })?.body !== body) set({ path, body, answered_at_ms: atMs });
    },
    find: (path: string) => find({ path })?.body,
  };
}

export type ClientAnswers = ReturnType<typeof openClientAnswers>;
