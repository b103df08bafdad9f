import type { Database } from './database.ts';
import { storageErrorOf } from './failure.ts';

/** Says of which database it speaks: "*** in database main ***". */
const HEADING = /^\*\*\*.*\*\*\*\n?/;

/**
 * The first thing that SQLite's own look at the whole file finds wrong, in a line; undefined: it is
 * sound. `quick_check` leaves out whether indexes and their tables agree. Throws
 * DriftlineError('storage') where so much is damaged that the look itself ends.
 */
export function firstDamage(
  { connection, file }: Pick<Database, 'connection' | 'file'>,
  depth: 'quick_check' | 'integrity_check',
): string | undefined {
  try {
    const said = String(connection.pragma(`${depth}(1)`, { simple: true }));
    return said === 'ok' ? undefined : said.replace(HEADING, '').replaceAll('\n', '; ');
  } catch (error) {
    throw storageErrorOf(error, file);
  }
}
