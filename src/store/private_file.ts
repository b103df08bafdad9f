import { chmodSync, closeSync, existsSync, openSync, statSync } from 'node:fs';

/** What lies beside a database while it is in use; SQLite makes it with the file's own mode. */
const BESIDE = ['', '-wal', '-shm'] as const;
const PRIVATE_FILE = 0o600;
const EVERYBODY = 0o007;

/**
 * Makes a database that only its owner can read, and closes one that everybody could: it holds
 * letters. One that was opened to a group stays so, somebody meant that. Where neither can be done
 * (it is another's, the disk knows no modes or cannot be written) SQLite says what is wrong next.
 */
export function keepPrivate(file: string): void {
  if (file === ':memory:') return;
  try {
    if (!existsSync(file)) closeSync(openSync(file, 'a', PRIVATE_FILE));
    if ((statSync(file).mode & EVERYBODY) === 0) return;
    for (const end of BESIDE)
      if (existsSync(`${file}${end}`)) chmodSync(`${file}${end}`, PRIVATE_FILE);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
  }
}
