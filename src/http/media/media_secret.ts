import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SECRET_BYTES = 32;
const NAME = 'address.key';

/**
 * What media addresses are signed with, kept beside the media in a file for its owner alone: the
 * signatures of all processes that share the folder agree, pages that stay open over a restart keep
 * their pictures, and browsers keep what they have. It opens nothing but the proxy, to whoever may
 * ask it anyway; so it lies with the cache, not with the login or in the database, and is made anew
 * where it was thrown away. Where the disk does not take it, it lives as long as the process.
 */
export function readMediaSecret(folder: string): Uint8Array {
  const file = join(folder, NAME);
  const fresh = randomBytes(SECRET_BYTES);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const known = secretIn(file);
    if (known !== undefined) return known;
    // Linked to its place whole: of two processes that start at once, one makes it.
    const draft = `${file}.${fresh.toString('hex').slice(0, 8)}`;
    writeFileSync(draft, fresh, { mode: 0o600, flag: 'wx' });
    try {
      linkSync(draft, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(draft, { force: true });
    }
    return secretIn(file) ?? fresh;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return fresh;
  }
}

/** A file of another length is none of ours, and is made anew. */
function secretIn(file: string): Uint8Array | undefined {
  try {
    const found = readFileSync(file);
    if (found.byteLength === SECRET_BYTES) return new Uint8Array(found);
    rmSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return undefined;
}
