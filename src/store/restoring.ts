import { existsSync, linkSync, renameSync, rmSync } from 'node:fs';
import { DriftlineError } from '../core/errors.ts';
import { openConnection, Sqlite } from './sqlite.ts';

/** What lies beside a database while it is in use. */
const BESIDE = ['-wal', '-shm'] as const;

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

/**
 * Puts `draft` in the place of the present database, which is `aside` from then on; or neither. The
 * file has its second name before the draft takes over the first, in one step: at whatever moment
 * this ends, a whole database is in its place. What lies beside it goes first, since SQLite would
 * take an old log for one of the new file.
 */
export function replaceDatabase(file: string, draft: string, aside: string): void {
  const undone: (() => void)[] = [];
  try {
    if (existsSync(file)) undone.unshift(nameTwice(file, aside));
    for (const end of BESIDE) {
      if (!existsSync(`${file}${end}`)) continue;
      renameSync(`${file}${end}`, `${aside}${end}`);
      undone.unshift(() => renameSync(`${aside}${end}`, `${file}${end}`));
    }
    renameSync(draft, file);
  } catch (error) {
    for (const undo of undone) undo();
    throw error;
  }
}

/** Gives how to undo it. Where a disk knows no second names, the file has the new one alone. */
function nameTwice(file: string, aside: string): () => void {
  try {
    linkSync(file, aside);
    return () => rmSync(aside);
  } catch {
    renameSync(file, aside);
    return () => renameSync(aside, file);
  }
}
