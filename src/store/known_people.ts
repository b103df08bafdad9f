import type { Database } from './database.ts';
import { integer, text } from './shape.ts';

/**
 * Whoever wrote, boosted or is followed: known by their full handle. Who is renamed at their server
 * is the same person there, and here: a name that they gave up means them until somebody has it.
 */
export function openKnownPeople(database: Database) {
  const has = database.one('serve/has_person', ['handle'], { is_known: integer });
  const listRenamed = database.many('serve/list_renamed', ['names'], { name: text, handle: text });
  const listSimilar = database.many('serve/list_similar_people', ['handle', 'name', 'letters'], {
    handle: text,
  });
  const isKnown = (name: string) => has({ handle: name })?.is_known === 1;
  /** The handles here of those names, or of what stands before their @; a stranger's stays. */
  const handlesOf = (names: readonly string[]): readonly string[] => {
    const unknown = names.filter((name) => !isKnown(name));
    if (unknown.length === 0) return names;
    const renamed = listRenamed({ names: JSON.stringify(unknown) });
    return names.map((name) => renamed.find((one) => one.name === name)?.handle ?? name);
  };
  return {
    handlesOf,
    /** The handle here of who is called so, now or before; undefined where nobody is. */
    handleOf(name: string): string | undefined {
      const [handle = name] = handlesOf([name]);
      return handle === name && !isKnown(name) ? undefined : handle;
    },
    /** Who might have been meant by a handle that nobody has, those who are followed first. */
    similar(handle: string, letters: number): readonly string[] {
      const [name = ''] = handle.split('@');
      return listSimilar({ handle, name, letters }).map((row) => row.handle);
    },
  };
}
