import { existsSync, renameSync } from 'node:fs';
import { DriftlineError } from '../core/errors.ts';
import { openConnection, Sqlite } from './sqlite.ts';

/** What lies beside a database while it is in use. */
const BESIDE = ['', '-wal', '-shm'] as const;

/**
 * Takes the present database out of use: what is in its log goes into the file. Throws
 * DriftlineError('busy') where another program has it open. One that is damaged is left as it is.
 */
export function retire(file: string): void {
  if (!existsSync(file)) return;
  const connection = openConnection(file, { timeout: 0 });
  try {
    // Leaving the write-ahead log is only let happen to whoever is alone with the file.
    connection.pragma('journal_mode = delete');
  } catch (error) {
    if (!(error instanceof Sqlite.SqliteError) || !error.code.startsWith('SQLITE_BUSY')) return;
    throw new DriftlineError(
      'busy',
      `another Driftline has ${file} open, "driftline serve" perhaps: stop it first`,
      { cause: error },
    );
  } finally {
    connection.close();
  }
}

/** Moves the present database to `aside`, and `draft` into its place; or neither. */
export function replaceDatabase(file: string, draft: string, aside: string): void {
  const moved: string[] = [];
  try {
    for (const end of BESIDE) {
      if (!existsSync(`${file}${end}`)) continue;
      renameSync(`${file}${end}`, `${aside}${end}`);
      moved.push(end);
    }
    renameSync(draft, file);
  } catch (error) {
    for (const end of moved) renameSync(`${aside}${end}`, `${file}${end}`);
    throw error;
  }
}
