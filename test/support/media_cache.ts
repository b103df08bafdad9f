import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { EpochMs } from '../../src/core/clock.ts';
import { silentLog } from '../../src/core/log.ts';
import { openMediaCache } from '../../src/http/media/media_cache.ts';

export const CACHE_START_MS = 1_790_000_000_000;

export function aFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'driftline-media-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A cache of media on a clock of its own. */
export function aCache({ folder = aFolder(), bytesMax = 1_000_000 } = {}) {
  let nowMs = CACHE_START_MS;
  const now = () => nowMs as EpochMs;
  const cache = openMediaCache({ folder, bytesMax, now, log: silentLog });
  const passes = (ms: number) => {
    nowMs += ms;
  };
  return { folder, cache, passes };
}

export const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
