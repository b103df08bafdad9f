import { chmodSync, closeSync, existsSync, openSync, statSync } from 'node:fs';

/** What lies beside a database while it is in use; SQLite makes it with the file's own mode. */
const BESIDE = ['', '-wal', '-shm'] as const;
const PRIVATE_FILE = 0o600;
const EVERYBODY = 0o007;

/** Makes a file for a database that only its owner can read: it holds letters. */
export function makePrivate(file: string): void {
  if (file === ':memory:' || existsSync(file)) return;
  unlessRefused(() => closeSync(openSync(file, 'a', PRIVATE_FILE)));
}

/**
 * Closes a database of ours that everybody could read. One that was opened to a group stays so,
 * somebody meant that.
 */
export function closeToOthers(file: string): void {
  if (file === ':memory:') return;
  unlessRefused(() => {
    if ((statSync(file).mode & EVERYBODY) === 0) return;
    for (const end of BESIDE)
      if (existsSync(`${file}${end}`)) chmodSync(`${file}${end}`, PRIVATE_FILE);
  });
}

/**
 * It may be another's file, or a disk that knows no modes or cannot be written: what of that
 * matters, SQLite says in opening it.
 */
function unlessRefused(work: () => void): void {
  try {
    work();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
  }
}
