import { closeSync, existsSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { DriftlineError } from '../core/errors.ts';
import { firstDamage } from './damage.ts';
import { damagedTexts } from './damaged_texts.ts';
import { connect, type Database } from './database.ts';
import { storageErrorOf } from './failure.ts';
import { knownVersion, versionOf } from './migrate.ts';
import { integer, type RowOf } from './shape.ts';
import { openConnection } from './sqlite.ts';

const keptRow = {
  statuses: integer,
  bodies: integer,
  arrivals: integer,
  exposures: integer,
  actions: integer,
  editions: integer,
};

/** What a copy was found to be when it was opened. */
export interface Checked {
  readonly schema: number;
  readonly bytes: number;
  readonly counts: RowOf<typeof keptRow>;
}

export interface Copied extends Checked {
  /** Texts in it that cannot be read: those of what it was made of. */
  readonly damagedTexts: number;
}

export interface CopyNeeds {
  readonly stopped: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

const PRIVATE_FILE = 0o600;
/** 4 MB a step: others are let in between (performance.md, section 5). */
const PAGES_A_STEP = 1_000;

/**
 * Copies a database while others write to it: one unchanging state of it, into one file that only
 * its owner can read, opened and checked before it has its name. Rejects with the signal's reason
 * when stopped; whatever ends it, no file of that name is half a copy.
 */
export async function copyDatabase(
  database: Database,
  file: string,
  needs: CopyNeeds,
): Promise<Copied> {
  // A folder refuses its new name late, and a device would be replaced.
  if (existsSync(file) && !statSync(file).isFile())
    throw new DriftlineError('storage', `${file} is not a plain file: name another for the copy`);
  const draft = `${file}.part`;
  forget(draft);
  try {
    closeSync(openSync(draft, 'wx', PRIVATE_FILE));
    await copyPages(database, draft, needs);
    settle(draft);
    const checked = checkCopy(draft, database.file);
    // Of an older version: its tables are others, and are brought forward later.
    const isOfNow = checked.schema === knownVersion();
    const damaged = isOfNow ? await damagedTextsIn(draft, needs.stopped) : 0;
    renameSync(draft, file);
    return { ...checked, damagedTexts: damaged };
  } catch (error) {
    forget(draft);
    throw wordsOf(error, isDamage(error) ? database.file : file);
  }
}

/**
 * A read transaction stands open until the last page: without one a copy begins anew whenever
 * another connection writes, and beside an ingest would never end.
 */
async function copyPages(
  { connection }: Database,
  draft: string,
  { stopped, onProgress }: CopyNeeds,
): Promise<void> {
  connection.exec('begin');
  try {
    connection.prepare('select count(*) from sqlite_schema').get();
    await connection.backup(draft, {
      progress: ({ totalPages, remainingPages }) => {
        stopped.throwIfAborted();
        onProgress?.(totalPages - remainingPages, totalPages);
        return PAGES_A_STEP;
      },
    });
  } finally {
    connection.exec('rollback');
  }
}

/** One file and nothing beside it: without a log, it can be read from a disk that is read-only. */
function settle(draft: string): void {
  const connection = openConnection(draft);
  try {
    connection.pragma('journal_mode = delete');
  } finally {
    connection.close();
  }
}

/**
 * Opens a copy and looks at all of it. Throws DriftlineError('storage') where it is damaged, no
 * database of ours, or of a newer Driftline; `named` is what it says that of: a copy that was just
 * made is no worse than what it was made of.
 */
export function checkCopy(file: string, named = file): Checked {
  if (statSync(file).isDirectory())
    throw new DriftlineError('storage', `${named} is a folder: name a file`);
  try {
    return lookThrough(file, named);
  } catch (error) {
    const { cause } = error as { readonly cause?: unknown };
    if (isDamage(error) || isDamage(cause ?? {})) throw damaged('', file, named);
    throw wordsOf(error, named);
  }
}

function lookThrough(file: string, named: string): Checked {
  const copy = connect(file, { readonly: true });
  try {
    const schema = versionOf(copy);
    if (schema > knownVersion()) {
      throw new DriftlineError(
        'storage',
        `${named} was written by a newer Driftline (schema ${schema}, this one knows ${knownVersion()}): update Driftline first`,
      );
    }
    if (schema === 0)
      // an empty file; of any other that is not ours `connect` says so
      throw new DriftlineError('storage', `${named} is no Driftline database: name another file`);
    const damage = firstDamage({ connection: copy.connection, file: named }, 'integrity_check');
    if (damage !== undefined) throw damaged(`${damage}; `, file, named);
    const counts = copy.one('serve/count_kept', [], keptRow)();
    return { schema, bytes: statSync(file).size, counts: counts as Checked['counts'] };
  } finally {
    copy.close();
  }
}

/** Of a copy that was to be restored there is none to restore: another one must do. */
function damaged(how: string, file: string, named: string): DriftlineError {
  const remedy = file === named ? 'take another copy' : 'restore a backup of it';
  return new DriftlineError('storage', `${named} is damaged: ${how}${remedy}`);
}

async function damagedTextsIn(draft: string, stopped: AbortSignal): Promise<number> {
  const copy = connect(draft, { readonly: true });
  try {
    return await damagedTexts(copy, stopped);
  } finally {
    copy.close();
  }
}

function forget(draft: string): void {
  for (const file of [draft, `${draft}-wal`, `${draft}-shm`, `${draft}-journal`])
    if (existsSync(file)) rmSync(file);
}

function isDamage(error: unknown): boolean {
  return String((error as { readonly code?: unknown }).code).startsWith('SQLITE_CORRUPT');
}

function wordsOf(error: unknown, file: string): unknown {
  const { code } = error as { readonly code?: unknown };
  const words: Readonly<Record<string, string>> = {
    ENOENT: 'its folder does not exist: make it, or name another place',
    EACCES: 'that place is not yours to write: name another',
    EROFS: 'that disk cannot be written: name another place',
    ENOSPC: 'the disk is full: make room there, or name another place',
    SQLITE_FULL: 'the disk is full: make room there, or name another place',
  };
  const said = typeof code === 'string' ? words[code] : undefined;
  if (said === undefined) return storageErrorOf(error, file);
  return new DriftlineError('storage', `${file} was not written: ${said}`, { cause: error });
}
