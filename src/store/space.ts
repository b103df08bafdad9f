import type { Database } from './database.ts';
import { guardOf, guardWithTemporary } from './failure.ts';

/** What of the file is in use, bytes. */
export interface Space {
  readonly fileBytes: number;
  /** Inside the file, and filled again by what comes. */
  readonly freeBytes: number;
  /** Whether the file can be shortened a piece at a time; one of an older Driftline cannot. */
  readonly isShortening: boolean;
}

const INCREMENTAL = 2;
const PAGES_A_BITE = 256;
/** What comes tomorrow wants room too: so much of the file stays free. */
const KEPT_FREE_SHARE = 0.02;

/**
 * The room that deleted bodies leave behind, and how the disk gets it back. Everything here throws
 * DriftlineError('storage') where the disk is full, or the file damaged or held by another.
 */
export function openSpace({ connection, file }: Pick<Database, 'connection' | 'file'>) {
  const guard = guardOf(file);
  const ask = (name: string) => guard(() => connection.pragma(name, { simple: true })) as number;
  const isShortening = ask('auto_vacuum') === INCREMENTAL;
  return {
    measure(): Space {
      const pageBytes = ask('page_size');
      return {
        fileBytes: ask('page_count') * pageBytes,
        freeBytes: ask('freelist_count') * pageBytes,
        isShortening,
      };
    },
    /** Shortens the file by a bite. False where there is nothing to give back, or no way to. */
    giveBackSome(): boolean {
      const keptFree = Math.ceil(ask('page_count') * KEPT_FREE_SHARE);
      const most = Math.min(PAGES_A_BITE, ask('freelist_count') - keptFree);
      if (!isShortening || most <= 0) return false;
      guard(() => connection.pragma(`incremental_vacuum(${most})`));
      return true;
    },
    /** What was written lately moves from the log into the file, and the log is cut off. */
    settle(): void {
      guard(() => connection.pragma('wal_checkpoint(truncate)'));
    },
    /**
     * Writes the whole file anew, without anything free. Nobody else can write meanwhile, and as
     * much room again is needed beside it.
     */
    rewrite(): void {
      // An older file can give back room from now on.
      guard(() => connection.pragma('auto_vacuum = incremental'));
      guardWithTemporary(file)(() => connection.exec('vacuum'));
      guard(() => connection.pragma('wal_checkpoint(truncate)'));
    },
  };
}
