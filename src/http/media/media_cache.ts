import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type EpochMs, HOUR_MS } from '../../core/clock.ts';
import type { Log } from '../../core/log.ts';
import { openCacheRoom, PARTIAL_FOLDER } from './cache_room.ts';

/** A file of the cache, whole and unharmed. */
export interface KeptMedia {
  readonly type: string;
  readonly size: number;
  /** Changes with the content. */
  readonly etag: string;
  /** Bytes `from` … `to`, both included. */
  readonly read: (from: number, to: number) => ReadableStream<Uint8Array>;
}

/** A file that is being written. Nobody sees it before it is kept; what fails is dropped. */
export interface MediaDraft {
  readonly write: (chunk: Uint8Array) => Promise<void>;
  readonly keep: (type: string) => Promise<void>;
  readonly drop: () => Promise<void>;
}

/** Media by their address, in a folder of bounded size; several processes may share it. */
export interface MediaCache {
  readonly find: (address: string) => Promise<KeptMedia | undefined>;
  /** Throws where the disk does not take it; then it is served without being kept. */
  readonly begin: (address: string) => Promise<MediaDraft>;
  /** The largest file that is kept: one film must not push all pictures out. */
  readonly fileBytesMax: number;
  /** What all files may take together. */
  readonly bytesMax: number;
}

interface Deps {
  readonly folder: string;
  /** What all files may take together. */
  readonly bytesMax: number;
  readonly now: () => EpochMs;
  readonly log: Log;
}

const HEAD_BYTES = 256;
const MARK = 'driftline media 1';
const USED_MARK_EVERY_MS = HOUR_MS;
const VERIFIED_MAX = 50_000;
const LARGEST_SHARE = 1 / 8;

/**
 * One file an address, named by the hash of that: a head of fixed length (type, size and hash of
 * what follows), then the content. It is written beside its place and renamed into it, so that
 * nobody meets half a file; what a crash or a bad disk left behind is told by its size and hash,
 * taken once in each process, and removed. When it was last used stands in its own modification
 * time: that works across processes, and without a table that could disagree with the disk.
 */
export function openMediaCache({ folder, bytesMax, now, log }: Deps): MediaCache {
  const room = openCacheRoom({ folder, bytesMax, now, log });
  const verified = new Map<string, string>();
  const placeOf = (address: string) => {
    const name = createHash('sha256').update(address).digest('hex');
    return join(folder, name.slice(0, 2), name.slice(2));
  };

  async function headOf(place: string): Promise<Head | undefined> {
    const handle = await open(place).catch(() => undefined);
    if (handle === undefined) return undefined;
    try {
      const { size, ino, mtimeMs } = await handle.stat();
      const head = await readHead(handle);
      const stamp = `${ino} ${size}`;
      const isKnown = verified.get(place) === stamp;
      const isWhole = head !== undefined && size === HEAD_BYTES + head.size;
      if (!isWhole || !(isKnown || (await hashOf(handle)) === head.sha256)) {
        log.warn('media.cache_broken_file', { file: place });
        await rm(place, { force: true });
        return undefined;
      }
      if (verified.size >= VERIFIED_MAX) verified.clear();
      verified.set(place, stamp);
      // Marks of seconds would cost a write for each picture of each page.
      const isUsedLately = now() - mtimeMs < USED_MARK_EVERY_MS;
      if (!isUsedLately) await handle.utimes(now() / 1_000, now() / 1_000).catch(() => undefined);
      return head;
    } finally {
      await handle.close();
    }
  }

  return {
    fileBytesMax: Math.floor(bytesMax * LARGEST_SHARE),
    bytesMax,
    async find(address) {
      const place = placeOf(address);
      const head = await headOf(place);
      if (head === undefined) return undefined;
      return {
        type: head.type,
        size: head.size,
        etag: `"${head.sha256.slice(0, 32)}"`,
        read: (from, to) => {
          const range = { start: HEAD_BYTES + from, end: HEAD_BYTES + to };
          const pieces = createReadStream(place, range);
          return Readable.toWeb(pieces) as ReadableStream<Uint8Array>;
        },
      };
    },
    begin: async (address) => {
      const place = placeOf(address);
      const draft = join(folder, PARTIAL_FOLDER, randomUUID());
      await mkdir(join(folder, PARTIAL_FOLDER), { recursive: true, mode: 0o700 });
      const handle = await open(draft, 'wx', 0o600);
      return draftOf(handle, draft, async (size) => {
        await mkdir(join(place, '..'), { recursive: true, mode: 0o700 });
        await utimes(draft, now() / 1_000, now() / 1_000);
        await rename(draft, place);
        await room.took(size);
      });
    },
  };
}

interface Head {
  readonly type: string;
  readonly size: number;
  readonly sha256: string;
}

async function readHead(handle: FileHandle): Promise<Head | undefined> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
  const [mark, type, size, sha256] = buffer.toString('latin1').split('\n');
  if (bytesRead < HEAD_BYTES || mark !== MARK || !type || !sha256) return undefined;
  return { type, size: Number(size), sha256 };
}

async function hashOf(handle: FileHandle): Promise<string> {
  const hash = createHash('sha256');
  const content = handle.createReadStream({ start: HEAD_BYTES, autoClose: false });
  for await (const piece of content) hash.update(piece as Buffer);
  return hash.digest('hex');
}

function draftOf(
  handle: FileHandle,
  place: string,
  putInPlace: (size: number) => Promise<void>,
): MediaDraft {
  const hash = createHash('sha256');
  let size = 0;
  const drop = async () => {
    await handle.close(); // once more is harmless
    await rm(place, { force: true });
  };
  /** A handle that nobody closes is an error of its own to Node 25 and later, which ends it all. */
  const orDrop = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      await drop().catch(() => undefined);
      throw error;
    }
  };
  return {
    write: (chunk) =>
      orDrop(async () => {
        hash.update(chunk);
        await handle.write(chunk, 0, chunk.byteLength, HEAD_BYTES + size);
        size += chunk.byteLength;
      }),
    keep: (type) =>
      orDrop(async () => {
        const head = [MARK, type, size, hash.digest('hex'), ''].join('\n').padEnd(HEAD_BYTES);
        await handle.write(Buffer.from(head, 'latin1'), 0, HEAD_BYTES, 0);
        await handle.close();
        await putInPlace(HEAD_BYTES + size);
      }),
    drop,
  };
}
