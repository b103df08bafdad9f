import type { Database } from './database.ts';

/** Whoever waits for the write lock asks again after 1, 2, 5, 10 … ms (SQLite's busy handler). */
const PAUSE_MS = 3;
const NOTHING = new Int32Array(new SharedArrayBuffer(4));

/**
 * Does `bite` until it says that there is no more, each in a short transaction of its own, with a
 * pause behind it as long as a bite: without one, whoever else wants to write would ask at a bad
 * moment again and again. Within a transaction it is all one.
 */
export function inBites({ connection, transaction }: Database, bite: () => boolean): void {
  const isAlone = connection.inTransaction || connection.memory;
  while (transaction(bite)) {
    if (!isAlone) Atomics.wait(NOTHING, 0, 0, PAUSE_MS);
  }
}
