import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs';
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

/** Until there is no more room than `leftBytes`. */
export function fill(folder: string, leftBytes = 0): void {
  const ballast = join(folder, 'ballast');
  spawnSync('dd', ['if=/dev/zero', `of=${ballast}`, 'bs=4096']);
  truncateSync(ballast, statSync(ballast).size - leftBytes);
}
