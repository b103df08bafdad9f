import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from './database.ts';

/**
 * Does `work` with a file in which another process can read what this database says: its own, or
 * that of a copy where it stands in memory alone, which is gone afterwards.
 */
export async function withFile<T>(
  database: Database,
  work: (file: string) => Promise<T>,
): Promise<T> {
  if (!database.connection.memory) return work(database.file);
  const folder = mkdtempSync(join(tmpdir(), 'driftline-copy-')); // for its owner alone
  try {
    const file = join(folder, 'driftline.db');
    writeFileSync(file, database.connection.serialize());
    return await work(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
