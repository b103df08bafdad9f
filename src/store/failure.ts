import { accessSync, closeSync, constants, openSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DriftlineError, outOfFiles } from '../core/errors.ts';
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
  const out = error.code.startsWith('SQLITE_CANTOPEN') ? opensNothing() : undefined;
  if (out) return out;
  const said = WORDS.find(({ code }) => error.code.startsWith(code));
  return said === undefined ? error : failure(said.words(file), error, said.mayPass);
}

function failure(message: string, cause: unknown, mayPass = false): DriftlineError {
  return new DriftlineError('storage', message, { cause, mayPass });
}

interface Words {
  readonly code: string; // the beginning of SQLite's
  readonly mayPass: boolean;
  readonly words: (file: string) => string;
}

/** The first that fits is said: https://www.sqlite.org/rescode.html */
const WORDS: readonly Words[] = [
  {
    code: 'SQLITE_FULL',
    mayPass: true,
    words: (file) =>
      `the disk is full: make room where ${file} is; nothing that was written is lost`,
  },
  {
    code: 'SQLITE_IOERR_SHMSIZE', // beside the log there is an index of it, which found no room
    mayPass: true,
    words: (file) =>
      `the disk is full: make room where ${file} is; nothing that was written is lost`,
  },
  {
    code: 'SQLITE_READONLY_DBMOVED',
    mayPass: false,
    words: (file) => `${file} was moved or deleted while it was in use: start Driftline again`,
  },
  {
    code: 'SQLITE_READONLY',
    mayPass: true,
    words: unwritable,
  },
  {
    code: 'SQLITE_CANTOPEN',
    mayPass: true,
    words: unopened,
  },
  {
    code: 'SQLITE_NOTADB',
    mayPass: false,
    words: (file) =>
      `${file} is not a Driftline database, or its beginning is damaged: name another file, or restore a backup; a recording comes in by "driftline import"`,
  },
  {
    code: 'SQLITE_CORRUPT',
    mayPass: false,
    words: (file) => `${file} is damaged: restore a backup of it`,
  },
  {
    code: 'SQLITE_BUSY',
    mayPass: true,
    words: (file) => `${file} is in use by another program: try again when it is done`,
  },
  {
    code: 'SQLITE_PROTOCOL', // many at once want the same small lock of the write-ahead log
    mayPass: true,
    words: (file) => `${file} is in use by another program: try again when it is done`,
  },
  {
    code: 'SQLITE_IOERR',
    mayPass: true,
    words: (file) => `reading or writing ${file} failed: check the disk`,
  },
  {
    code: 'SQLITE_NOMEM',
    mayPass: true,
    words: (file) => `this machine has no memory left to read or write ${file}: end other programs`,
  },
];

function unwritable(file: string): string {
  return `${file} cannot be written: check its permissions, those of its folder, and whether its disk is read-only`;
}

/** SQLite does not tell why it could not open a file: whether any can be opened does. */
function opensNothing(): DriftlineError | undefined {
  try {
    closeSync(openSync('.', 'r'));
    return undefined;
  } catch (error) {
    return outOfFiles(error);
  }
}

/** SQLite says the same of a folder, and of a file beside which it can make no log. */
function unopened(file: string): string {
  if (takesNoFile(dirname(file)))
    return `the disk takes no file more, though bytes may be free ("df -i" tells): delete some where ${file} is; nothing that was written is lost`;
  try {
    const found = statSync(file);
    return found.isDirectory() ? `${file} is a folder: name a file` : unwritable(file);
  } catch {
    return `${file} cannot be opened: check that its folder exists and is yours`;
  }
}

/** Some disks hold so many files and no more. One that is read-only may say so too. */
function takesNoFile(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    const { files, ffree } = statfsSync(folder);
    return files > 0 && ffree === 0;
  } catch {
    return false; // it is not there, or not to be written: others say that
  }
}

export type Guard = <T>(work: () => T) => T;

/** Does `work`, and says in our words what SQLite did not like about it. */
export function guardOf(file: string): Guard {
  return (work) => {
    try {
      return work();
    } catch (error) {
      throw storageErrorOf(error, file);
    }
  };
}

/**
 * The same of work that writes temporary files too: the disk that is full may be theirs. SQLite's
 * word for it does not tell which.
 */
export function guardWithTemporary(file: string): Guard {
  const guard = guardOf(file);
  return (work) => {
    try {
      return guard(work);
    } catch (error) {
      if (!(error instanceof DriftlineError) || !isFull(error.cause)) throw error;
      throw failure(
        `the disk is full: make room where ${file} is, or where temporary files lie (TMPDIR names the folder, else it is /var/tmp); nothing that was written is lost`,
        error.cause,
        error.mayPass,
      );
    }
  };
}

function isFull(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_FULL');
}
