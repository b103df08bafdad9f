import { DriftlineError } from '../core/errors.ts';
import { Sqlite } from './sqlite.ts';

/**
 * Turns SQLite's words into ours where the owner can do something about it; else gives it back as
 * it is.
 */
export function storageErrorOf(error: unknown, file: string): unknown {
  if (!(error instanceof Sqlite.SqliteError)) {
    if (error instanceof TypeError && /directory does not exist/.test(error.message)) {
      return failure(
        `the folder of ${file} does not exist: create it, or name another file with --db`,
        error,
      );
    }
    return error;
  }
  const said = WORDS.find(([code]) => error.code.startsWith(code));
  return said === undefined ? error : failure(said[1](file), error);
}

function failure(message: string, cause: unknown): DriftlineError {
  return new DriftlineError('storage', message, { cause });
}

const WORDS: readonly (readonly [string, (file: string) => string])[] = [
  [
    'SQLITE_FULL',
    (file) => `the disk is full: make room where ${file} is; nothing that was written is lost`,
  ],
  ['SQLITE_READONLY', (file) => `${file} cannot be written: check its permissions`],
  [
    'SQLITE_CANTOPEN',
    (file) => `${file} cannot be opened: check that its folder exists and is yours`,
  ],
  ['SQLITE_NOTADB', (file) => `${file} is not a Driftline database: name another file with --db`],
  ['SQLITE_CORRUPT', (file) => `${file} is damaged: restore a backup of it`],
  ['SQLITE_BUSY', (file) => `${file} is in use by another program: try again when it is done`],
  ['SQLITE_IOERR', (file) => `reading or writing ${file} failed: check the disk`],
];
