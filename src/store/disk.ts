import {
  accessSync,
  appendFileSync,
  closeSync,
  constants,
  copyFileSync,
  createReadStream,
  existsSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { devNull, platform } from 'node:os';
import { dirname, resolve } from 'node:path';
import { DriftlineError, outOfFiles } from '../core/errors.ts';

/** The files that are no database: settings, credentials, recordings. */
export interface Files {
  /** undefined where there is none. */
  readonly readText: (file: string) => string | undefined;
  /** The bytes of a file, piece by piece, for files of any size. */
  readonly readPieces: (file: string) => AsyncIterable<Uint8Array>;
  /** Writes a file that only its owner can read, whole or not at all. Its folder is made. */
  readonly writePrivate: (file: string, content: string) => void;
  /** Writes a file for anybody, over one that is there. Its folder must be there. */
  readonly writeText: (file: string, content: string) => void;
  /** Adds to the end of a file, which is made where it is not there. */
  readonly appendText: (file: string, content: string) => void;
  readonly makeFolder: (folder: string) => void;
  readonly exists: (file: string) => boolean;
  /** What a name or a link leads to; undefined: nowhere. What is always empty is as a file. */
  readonly kindOf: (file: string) => 'file' | 'folder' | 'pipe' | 'device' | undefined;
  /** To another place, which need not be there. */
  readonly isLink: (file: string) => boolean;
  /** Where a file lies once all links are followed; undefined where there is none. */
  readonly realPath: (file: string) => string | undefined;
  /** What a folder holds, sorted; nothing where there is none. */
  readonly namesIn: (folder: string) => readonly string[];
  readonly remove: (file: string) => void;
  /** A folder with all that is in it, where it is there. */
  readonly removeFolder: (folder: string) => void;
  /** To another place, whose folder is made. Throws where something lies there. */
  readonly move: (file: string, place: string) => void;
  /** Whether anybody but its owner may read or write it. Always false on Windows. */
  readonly isOpenToOthers: (file: string) => boolean;
  readonly sizeOf: (file: string) => number;
  /** Whether it may be changed, and others be put beside it, as a database needs. */
  readonly isWritable: (file: string) => boolean;
  /** Bytes that may still be written where `folder` is. */
  readonly freeBytes: (folder: string) => number;
}

const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;

export const disk: Files = {
  readText: (file) =>
    existsSync(file) ? guarded(file, () => readFileSync(file, 'utf8')) : undefined,
  async *readPieces(file) {
    if (!existsSync(file)) throw new DriftlineError('not_found', `there is no file ${file}`);
    try {
      for await (const piece of createReadStream(file)) yield piece as Uint8Array;
    } catch (error) {
      throw translated(file, error);
    }
  },
  writePrivate: (file, content) => guarded(file, () => writeWhole(file, content)),
  writeText: (file, content) => {
    mustHaveFolder(file);
    guarded(file, () => writeFileSync(file, content));
  },
  appendText: (file, content) => guarded(file, () => appendFileSync(file, content)),
  makeFolder: (folder) => guarded(folder, () => makeFolders(folder)),
  exists: existsSync,
  kindOf,
  realPath: (file) => (existsSync(file) ? realpathSync(file) : undefined),
  isLink: (file) => lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true,
  namesIn: (folder) =>
    existsSync(folder) ? guarded(folder, () => readdirSync(folder).sort()) : [],
  remove: (file) => guarded(file, () => rmSync(file, { force: true })),
  removeFolder: (folder) => guarded(folder, () => rmSync(folder, { force: true, recursive: true })),
  move: (file, place) => guarded(place, () => moveFile(file, place)),
  isOpenToOthers: (file) => platform() !== 'win32' && (statSync(file).mode & 0o077) !== 0,
  sizeOf: (file) => (existsSync(file) ? statSync(file).size : 0),
  isWritable: (file) => mayWrite(file) && mayWrite(dirname(resolve(file))),
  freeBytes: (folder) => {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  },
};

function kindOf(file: string): ReturnType<Files['kindOf']> {
  if (!existsSync(file)) return undefined;
  const found = statSync(file);
  if (found.isFile() || file === devNull) return 'file';
  if (found.isDirectory()) return 'folder';
  return found.isFIFO() || found.isSocket() ? 'pipe' : 'device';
}

function mayWrite(place: string): boolean {
  try {
    accessSync(place, constants.W_OK);
    return true;
  } catch {
    return false; // whatever forbids it, a disk that is read-only too
  }
}

/**
 * Level by level: Node's own `recursive` never ends where a file system answers "no such folder" under
 * one that is there, as /proc does.
 */
function makeFolders(folder: string): void {
  if (existsSync(folder)) return;
  makeFolders(dirname(folder));
  try {
    mkdirSync(folder, { mode: PRIVATE_FOLDER });
  } catch (error) {
    if (!existsSync(folder)) throw error; // else another program was faster
  }
}

/** The owner's own place, mistyped perhaps: no folder is made there. */
function mustHaveFolder(file: string): void {
  const folder = dirname(resolve(file));
  if (existsSync(folder)) return;
  throw new DriftlineError(
    'storage',
    `${file} was not written: there is no folder ${folder}; make it, or name another place`,
  );
}

/** Linked to its new place first: unlike renaming, that never overwrites. */
function moveFile(file: string, place: string): void {
  makeFolders(dirname(place));
  try {
    linkSync(file, place);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw new DriftlineError('storage', `${place} is there already`);
    // Another disk, or one that knows no links.
    copyFileSync(file, place, constants.COPYFILE_EXCL);
  }
  rmSync(file);
}

/** Beside its place first, then renamed over it: a crash leaves the old file or the new one. */
function writeWhole(file: string, content: string): void {
  makeFolders(dirname(file));
  const draft = `${file}.new`;
  rmSync(draft, { force: true });
  const handle = openSync(draft, 'wx', PRIVATE_FILE);
  try {
    writeFileSync(handle, content); // all of it: a disk that fills up in between takes a part
    fsyncSync(handle);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  } finally {
    closeSync(handle);
  }
  renameSync(draft, file);
}

const REMEDIES: Readonly<Record<string, string>> = {
  EACCES: 'is not yours to read or write: check its permissions',
  EPERM: 'is not yours to read or write: check its permissions',
  EROFS: 'lies on a disk that cannot be written: name another place',
  ENOSPC: 'cannot be written, the disk is full: make room there',
  EISDIR: 'is a folder: name a file',
  ENOENT: 'cannot be made there: name another place',
  ENOTDIR: 'lies in something that is no folder: name another place',
};

function guarded<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw translated(path, error);
  }
}

/** In words with a remedy, where we have any; else the error as it is. */
function translated(path: string, error: unknown): unknown {
  const remedy = REMEDIES[(error as NodeJS.ErrnoException).code ?? ''];
  if (remedy === undefined) return outOfFiles(error) ?? error;
  return new DriftlineError('storage', `${path} ${remedy}`, { cause: error });
}
