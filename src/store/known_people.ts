import type { Database } from './database.ts';
import { integer, text } from './shape.ts';

/** Whoever wrote, boosted or is followed: known by their full handle. */
export function openKnownPeople(database: Database) {
  const has = database.one('serve/has_person', ['handle'], { is_known: integer });
  const listSimilar = database.many('serve/list_similar_people', ['handle', 'name', 'letters'], {
    handle: text,
  });
  return {
    isKnown: (handle: string) => has({ handle })?.is_known === 1,
    /** Who might have been meant by a handle that nobody has, those who are followed first. */
    similar(handle: string, letters: number): readonly string[] {
      const [name = ''] = handle.split('@');
      return listSimilar({ handle, name, letters }).map((row) => row.handle);
    },
  };
}
