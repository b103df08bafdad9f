import type { EpochMs } from '../core/clock.ts';
import type { Database } from './database.ts';
import { text } from './shape.ts';

/**
 * What servers answered last to what clients ask when they start: for when they are away. Under an
 * address with its server, `https://example.social/api/v2/instance`: what one says of itself, and
 * of the owner there, is no word of another.
 */
export function openClientAnswers(database: Database) {
  const set = database.run('serve/set_client_answer', ['path', 'body', 'answered_at_ms']);
  const find = database.one('serve/find_client_answer', ['path'], { body: text });
  return {
    /** Written only where it says something new: clients ask often. */
    keep(address: string, body: string, atMs: EpochMs): void {
      if (find({ path: address })?.body !== body)
        set({ path: address, body, answered_at_ms: atMs });
    },
    find: (address: string) => find({ path: address })?.body,
  };
}
