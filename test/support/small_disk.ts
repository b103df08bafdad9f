import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'vitest';

export const NO_DISK = 'this user may mount no small disk';

/** A disk of its own, for so many files and folders; undefined where this user may mount none. */
export function aSmallDisk(
  megabytes: number,
  { onTestFinished }: TestContext,
  files = 10_000,
): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'driftline-disk-'));
  const mount = (...args: string[]) => spawnSync('mount', args).status === 0;
  const isMounted = mount(
    '-t',
    'tmpfs',
    '-o',
    `size=${megabytes}m,nr_inodes=${files}`,
    'tmpfs',
    folder,
  );
  onTestFinished(() => {
    if (isMounted) spawnSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true, force: true });
  });
  return isMounted ? folder : undefined;
}

const SMALL_BYTES_MAX = 256 * 2 ** 20;

/**
 * Until there is no more room than `leftBytes`. Throws where the small disk is not there: a test
 * that took too long goes on after its end, and would fill the disk of whoever runs it.
 */
export function fill(folder: string, leftBytes = 0): void {
  const { blocks, bsize } = statfsSync(folder);
  if (blocks * bsize > SMALL_BYTES_MAX) throw new Error(`${folder} is on no small disk`);
  const ballast = join(folder, 'ballast');
  spawnSync('dd', ['if=/dev/zero', `of=${ballast}`, 'bs=4096']);
  truncateSync(ballast, statSync(ballast).size - leftBytes);
}
