import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { disk } from '../../src/store/disk.ts';
import { aSmallDisk, fill, NO_DISK } from '../support/small_disk.ts';

/** Of a tmpfs. */
const BLOCK_BYTES = 4_096;

test('a file for which the room ends in the middle stays what it was, and nothing is beside it', (context) => {
  const folder = aSmallDisk(1, context);
  if (folder === undefined) return context.skip(NO_DISK);
  const file = join(folder, 'apps.json');
  disk.writePrivate(file, 'before');
  fill(folder, BLOCK_BYTES);

  expect(() => disk.writePrivate(file, 'after'.repeat(BLOCK_BYTES))).toThrow(
    'apps.json cannot be written, the disk is full: make room there',
  );

  expect(readFileSync(file, 'utf8')).toBe('before');
  expect(readdirSync(folder).sort()).toEqual(['apps.json', 'ballast']);
});
