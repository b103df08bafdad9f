import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DriftlineError } from '../core/errors.ts';
import { connect, type Database } from './database.ts';
import { isIngestedInto } from './lock.ts';
import { knownVersion, migrate, openDatabase, versionOf } from './migrate.ts';

const COPY_BYTES_MAX = 512e6; // it stands in memory, for a moment twice
/** Format versions stand at bytes 18 and 19: 2 is WAL, 1 is not (sqlite.org/fileformat2.html). */
const FORMAT_AT = 18;
const NO_WAL = 1;

/**
 * Opens the owner's file for a command that only asks. Where it cannot be written, a copy in memory
 * answers: SQLite reads a file in WAL mode only where it may put two small files beside it, and
 * before a feed's own SQL is asked, what the ranker knows is written. Nothing is written to the
 * disk then.
 */
export function openForReading(file: string): Database {
  const whyNot = unwritable(file);
  if (whyNot === undefined) return openDatabase(file);
  const database = mayBeCopied(file) ? connectToCopy(file) : connectAsItIs(file, whyNot);
  try {
    migrate(database);
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
}

/**
 * The same for what asks no more than all schemas know, and must answer after an update too, while
 * the older Driftline still ingests: its file is read as it stands.
 */
export function openAsItStands(file: string): Database {
  if (!isIngestedInto(file)) return openForReading(file);
  const database = connect(file, { readonly: true });
  if (versionOf(database) < knownVersion()) return database;
  database.close();
  return openForReading(file);
}

/** What of the two cannot be written: the file, or the folder that it lies in. */
function unwritable(file: string): string | undefined {
  return [file, dirname(file)].find((path) => {
    try {
      accessSync(path, constants.W_OK);
      return false;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return true;
      throw error;
    }
  });
}

/** What a writer has not moved into the file yet would be missing from a copy of it. */
function mayBeCopied(file: string): boolean {
  const log = `${file}-wal`;
  const hasLog = existsSync(log) && statSync(log).size > 0;
  return !hasLog && statSync(file).size <= COPY_BYTES_MAX;
}

function connectToCopy(file: string): Database {
  let content: Buffer;
  try {
    content = readFileSync(file);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code !== 'EACCES' && code !== 'EPERM') throw cause;
    throw new DriftlineError(
      'storage',
      `${file} is not yours to read: check its permissions, or name another file with --db`,
      { cause },
    );
  }
  content.fill(NO_WAL, FORMAT_AT, FORMAT_AT + 2);
  return connect(file, { content });
}

function connectAsItIs(file: string, whyNot: string): Database {
  try {
    return connect(file, { readonly: true });
  } catch (cause) {
    if (!(cause instanceof DriftlineError)) throw cause;
    throw new DriftlineError(
      'storage',
      `${whyNot} cannot be written, and ${file} cannot be read without: copy it elsewhere, with what lies beside it, and name the copy with --db`,
      { cause },
    );
  }
}
