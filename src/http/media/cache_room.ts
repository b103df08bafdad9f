import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type EpochMs, HOUR_MS } from '../../core/clock.ts';
import type { Log } from '../../core/log.ts';

/** Where files are written before they are whole. */
export const PARTIAL_FOLDER = 'partial';

interface Deps {
  readonly folder: string;
  readonly bytesMax: number;
  readonly now: () => EpochMs;
  readonly log: Log;
}

interface Lying {
  readonly place: string;
  readonly bytes: number;
  readonly usedAtMs: number;
}

/** Others write too, so the folder is counted anew after this share of it was written here. */
const COUNT_AFTER_SHARE = 1 / 20;
/** Made so much emptier than it must be, so that not every file makes room for one. */
const EMPTIED_TO_SHARE = 9 / 10;
const PARTIAL_MAX_MS = HOUR_MS;
/** Nothing is deleted but what is named as this cache names its own. */
const SHELF = /^[0-9a-f]{2}$/;
const KEPT = /^[0-9a-f]{62}$/;
const DRAFT = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const BLOCK_BYTES = 4_096;

/**
 * Keeps a folder within its size: the least recently used files go first. The size may be passed by
 * a twentieth for each process that shares the folder, and not for long.
 */
export function openCacheRoom({ folder, bytesMax, now, log }: Deps) {
  let untilCount = 0; // the first file of a process has the folder counted
  let counting: Promise<void> | undefined;

  async function count(): Promise<void> {
    await sweepPartial(join(folder, PARTIAL_FOLDER), now());
    const lying = await filesIn(folder);
    const total = lying.reduce((sum, { bytes }) => sum + bytes, 0);
    untilCount = Math.min(bytesMax - total, bytesMax * COUNT_AFTER_SHARE);
    if (total <= bytesMax) return;
    const kept = await evict(lying, total);
    untilCount = Math.min(bytesMax - kept, bytesMax * COUNT_AFTER_SHARE);
    log.info('media.cache_emptied', { from_bytes: total, to_bytes: kept });
  }

  async function evict(lying: readonly Lying[], total: number): Promise<number> {
    let rest = total;
    for (const { place, bytes } of lying.toSorted((a, b) => a.usedAtMs - b.usedAtMs)) {
      if (rest <= bytesMax * EMPTIED_TO_SHARE) break;
      // Another process may have been faster, or still reads it.
      await rm(place, { force: true }).catch(() => undefined);
      rest -= bytes;
    }
    return rest;
  }

  return {
    /** A file of `bytes` has come to lie in the folder. */
    async took(bytes: number): Promise<void> {
      untilCount -= onDisk(bytes);
      if (untilCount > 0) return;
      counting ??= count().finally(() => {
        counting = undefined;
      });
      await counting;
    },
  };
}

/** What all of it takes on the disk. */
export async function bytesInCache(folder: string): Promise<number> {
  const lying = await filesIn(folder);
  return lying.reduce((sum, { bytes }) => sum + bytes, 0);
}

async function filesIn(folder: string): Promise<readonly Lying[]> {
  const named = await readdir(folder).catch(() => []); // the owner may have put it elsewhere
  const shelves = named.filter((name) => SHELF.test(name));
  const found: Lying[] = [];
  for (const shelf of shelves) {
    const names = await namesIn(join(folder, shelf), KEPT);
    const files = await Promise.all(names.map((name) => lyingAt(join(folder, shelf, name))));
    found.push(...files.filter((file): file is Lying => file !== undefined));
  }
  return found;
}

async function lyingAt(place: string): Promise<Lying | undefined> {
  const found = await lstat(place).catch(() => undefined);
  return found && { place, bytes: onDisk(found.size), usedAtMs: found.mtimeMs };
}

/** A small file takes a whole block. */
function onDisk(bytes: number): number {
  return Math.ceil(bytes / BLOCK_BYTES) * BLOCK_BYTES;
}

/** What a process left behind that was killed while it wrote. */
async function sweepPartial(folder: string, nowMs: EpochMs): Promise<void> {
  for (const name of await namesIn(folder, DRAFT)) {
    const place = join(folder, name);
    const found = await lstat(place).catch(() => undefined);
    if (found !== undefined && nowMs - found.mtimeMs > PARTIAL_MAX_MS)
      await rm(place, { force: true });
  }
}

/** Behind a link lies what is not ours to delete. */
async function namesIn(folder: string, pattern: RegExp): Promise<readonly string[]> {
  const found = await lstat(folder).catch(() => undefined);
  if (!found?.isDirectory()) return [];
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => pattern.test(name));
}
