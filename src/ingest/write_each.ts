import { DriftlineError } from '../core/errors.ts';
import type { Database } from '../store/database.ts';

export interface Writing<T> {
  /** In one transaction. Gives how many of them were new. */
  readonly write: (items: readonly T[]) => number;
  /** One that cannot be written, and why. */
  readonly refuse: (item: T, reason: string) => void;
}

/**
 * Writes all in one transaction. One that trips our own code must not stop what came with it: then
 * each has a transaction of its own, and that one is refused, kept in the table of the refused for
 * whoever mends it. Throws where the database itself cannot be written.
 */
export function writeEach<T>(
  database: Database,
  items: readonly T[],
  { write, refuse }: Writing<T>,
): number {
  const together = (some: readonly T[]) => database.transaction(() => write(some));
  try {
    return together(items);
  } catch (error) {
    if (isOfDatabase(error)) throw error;
  }
  let written = 0;
  for (const item of items) {
    try {
      written += together([item]);
    } catch (error) {
      if (isOfDatabase(error)) throw error;
      refuse(item, `it could not be filed: ${nameOf(error)}`);
    }
  }
  return written;
}

function isOfDatabase(error: unknown): boolean {
  return error instanceof DriftlineError && error.code === 'storage';
}

/** Without what is told of the one item, so that equal reasons are counted together. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
