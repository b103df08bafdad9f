import type { Database } from './database.ts';
import { storageErrorOf } from './failure.ts';

/** Says of which database it speaks: "*** in database main ***". */
const HEADING = /^\*\*\*.*\*\*\*\n?/;

/** A profile that is damaged ends nothing, and is counted with the texts (damaged_texts.ts). */
const IN_PROFILE = 'CHECK constraint failed in accounts';
const PROFILES_MAX = 1_000;

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
    const look = (most: number) =>
      (connection.pragma(`${depth}(${most})`) as object[]).map((row) =>
        String(Object.values(row)[0]),
      );
    const [first] = look(1);
    const said = first === IN_PROFILE ? look(PROFILES_MAX).find((one) => one !== first) : first;
    if (said === undefined || said === 'ok') return undefined;
    return said.replace(HEADING, '').replaceAll('\n', '; ');
  } catch (error) {
    throw storageErrorOf(error, file);
  }
}
