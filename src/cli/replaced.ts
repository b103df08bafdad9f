import type { Trouble } from '../http/server.ts';
import type { Database } from '../store/database.ts';
import { knownVersion, versionOf } from '../store/migrate.ts';

/**
 * Whether another version was installed over the one that goes on: a draw starts in a thread of its
 * own, from the files that are there then, and those refuse the file while this one ingests.
 */
export function openReplaced(database: Database): () => readonly Trouble[] {
  const began = versionOf(database);
  return () => {
    const isAsItWas = [installed(), versionOf(database)].every((version) => version === began);
    return isAsItWas ? [] : [REPLACED];
  };
}

/** The schema of the files that are there; none while npm puts others in their place. */
function installed(): number | undefined {
  try {
    return knownVersion();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

const REPLACED: Trouble = {
  what: 'Another version of Driftline was installed over this one, which goes on without drawing',
  remedy:
    'Start it anew: "systemctl --user restart driftline" for the service; on a terminal press ' +
    'Ctrl-C and type the same command again.',
};
