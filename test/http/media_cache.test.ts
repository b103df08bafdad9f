import {
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { MediaCache, MediaDraft } from '../../src/http/media/media_cache.ts';
import { readMediaSecret } from '../../src/http/media/media_secret.ts';
import { aCache, aFolder, CACHE_START_MS, filesIn } from '../support/media_cache.ts';
import { aSmallDisk, fill, NO_DISK } from '../support/small_disk.ts';

const HOUR_MS = 3_600_000;
const OLD = '0b0fe7c4-6b0e-4d3f-9a52-6f1d6f7d3a10';
const YOUNG = '9c8e1f02-17a4-4f6b-8e3e-2f9f3c1b5d77';

async function keep(cache: MediaCache, address: string, content: string | Uint8Array) {
  const draft = await cache.begin(address);
  await draft.write(Buffer.from(content));
  await draft.keep('image/png');
}

async function contentOf(cache: MediaCache, address: string): Promise<string | undefined> {
  const kept = await cache.find(address);
  return kept && new Response(kept.read(0, kept.size - 1)).text();
}

test('what was kept is found again, by this process and by another', async () => {
  const { folder, cache } = aCache();
  await keep(cache, 'https://files.example/a.png', 'the picture');

  const other = aCache({ folder }).cache;

  expect(await contentOf(cache, 'https://files.example/a.png')).toBe('the picture');
  expect(await contentOf(other, 'https://files.example/a.png')).toBe('the picture');
  expect(await cache.find('https://files.example/b.png')).toBeUndefined();
});

test('a draft is nobody’s before it is kept, and leaves nothing when it is dropped', async () => {
  const { folder, cache } = aCache();
  const draft = await cache.begin('https://files.example/a.png');
  await draft.write(Buffer.from('half'));

  expect(await cache.find('https://files.example/a.png')).toBeUndefined();
  await draft.drop();
  expect(filesIn(folder)).toEqual([]);
});

/** What this process holds open in a folder, where its system tells. */
const heldIn = (folder: string) =>
  readdirSync('/proc/self/fd')
    .map((name) => linkOf(`/proc/self/fd/${name}`))
    .filter((place) => place.startsWith(folder));

function linkOf(place: string): string {
  try {
    return readlinkSync(place);
  } catch {
    return ''; // closed meanwhile
  }
}

test.for([
  ['content', (draft: MediaDraft) => draft.write(Buffer.from('the picture'))],
  ['head', (draft: MediaDraft) => draft.keep('image/png')],
] as const)(
  'a disk that is full for the %s of a file has none left on it, nor one held open',
  async ([, work], context) => {
    const disk = aSmallDisk(4, context);
    if (disk === undefined) return context.skip(NO_DISK);
    const folder = join(disk, 'media');
    const { cache } = aCache({ folder });
    const draft = await cache.begin('https://files.example/a.png');
    fill(disk);

    await expect(work(draft)).rejects.toThrow('ENOSPC');

    expect(filesIn(folder)).toEqual([]);
    expect(heldIn(folder)).toEqual([]);
  },
);

test.each([
  ['cut short', (file: string) => truncateSync(file, statSync(file).size - 1)],
  ['empty', (file: string) => truncateSync(file, 0)],
  ['longer than it was', (file: string) => writeFileSync(file, '!', { flag: 'a' })],
  [
    'changed by one bit',
    (file: string) => {
      const bytes = readFileSync(file);
      bytes[bytes.length - 1] = (bytes.at(-1) as number) ^ 1;
      rmSync(file);
      writeFileSync(file, bytes);
    },
  ],
  ['something else', (file: string) => writeFileSync(file, 'x'.repeat(900))],
])('a file that is %s is never served, and goes away', async (_what, harm) => {
  const { folder, cache } = aCache();
  await keep(cache, 'https://files.example/a.png', 'the picture');
  const [file] = filesIn(folder) as [string];
  harm(file);

  const later = aCache({ folder }).cache;

  expect(await later.find('https://files.example/a.png')).toBeUndefined();
  expect(filesIn(folder)).toEqual([]);
});

test('the least recently used goes first, and the folder stays within its size', async () => {
  const { folder, cache, passes } = aCache({ bytesMax: 100_000 });
  const picture = new Uint8Array(9_000); // three blocks with its head: 12,288 bytes on disk
  const address = (nth: number) => `https://files.example/${nth}.png`;
  for (let nth = 1; nth <= 6; nth += 1) {
    await keep(cache, address(nth), picture);
    passes(2 * HOUR_MS);
  }
  await cache.find(address(1));

  for (let nth = 7; nth <= 10; nth += 1) {
    passes(2 * HOUR_MS);
    await keep(cache, address(nth), picture);
  }

  const there = [];
  for (let nth = 1; nth <= 10; nth += 1)
    if ((await cache.find(address(nth))) !== undefined) there.push(nth);
  const onDisk = filesIn(folder).reduce((sum, file) => sum + statSync(file).size, 0);
  expect(onDisk).toBeLessThanOrEqual(100_000);
  expect(there).toContain(1);
  expect(there).toContain(10);
  expect(there).not.toContain(2);
});

test('a process counts what others have put there', async () => {
  const { folder, cache } = aCache({ bytesMax: 100_000 });
  const other = aCache({ folder, bytesMax: 100_000 }).cache;
  const picture = new Uint8Array(8_000);

  for (let nth = 0; nth < 40; nth += 1)
    await keep(nth % 2 === 0 ? cache : other, `https://files.example/${nth}.png`, picture);

  const onDisk = filesIn(folder).length * 12_288;
  expect(onDisk).toBeLessThanOrEqual(100_000 + 2 * 12_288);
});

test('many writers of one picture leave one whole file', async () => {
  const folder = aFolder();
  const caches = Array.from({ length: 4 }, () => aCache({ folder }).cache);

  await Promise.all(
    Array.from({ length: 40 }, (_, nth) =>
      keep(caches[nth % 4] as MediaCache, 'https://files.example/a.png', `picture ${nth}`),
    ),
  );

  expect(filesIn(folder)).toHaveLength(1);
  const { cache } = aCache({ folder });
  expect(await contentOf(cache, 'https://files.example/a.png')).toMatch(/^picture \d+$/);
});

test('what a killed process left half-written is swept away after an hour', async () => {
  const { folder, cache } = aCache();
  mkdirSync(join(folder, 'partial'), { recursive: true });
  for (const [name, ageMs] of [
    [OLD, 2 * HOUR_MS],
    [YOUNG, HOUR_MS / 2],
  ] as const) {
    writeFileSync(join(folder, 'partial', name), 'half a picture');
    const atS = (CACHE_START_MS - ageMs) / 1_000;
    utimesSync(join(folder, 'partial', name), atS, atS);
  }

  await keep(cache, 'https://files.example/a.png', 'x');

  expect(readdirSync(join(folder, 'partial'))).toEqual([YOUNG]);
});

test('nothing is deleted behind a link, nor what the cache does not name so', async () => {
  const [folder, mine] = [aFolder(), aFolder()];
  const letters = [OLD, 'letter.txt', '0'.repeat(62)];
  mkdirSync(join(folder, 'ab'));
  for (const place of [...letters.map((name) => join(mine, name)), join(folder, 'ab', 'letter')]) {
    writeFileSync(place, new Uint8Array(50_000));
    utimesSync(place, 1, 1);
  }
  for (const name of ['partial', '0a', 'ff']) symlinkSync(mine, join(folder, name));
  const { cache } = aCache({ folder, bytesMax: 100_000 });

  for (let nth = 0; nth < 20; nth += 1)
    await keep(cache, `https://files.example/${nth}.png`, new Uint8Array(9_000));

  expect(readdirSync(mine)).toEqual(expect.arrayContaining(letters));
  expect(readdirSync(join(folder, 'ab'))).toContain('letter');
});

test('files and folders are for their owner alone', async () => {
  const { folder, cache } = aCache({ folder: join(aFolder(), 'media') });
  await keep(cache, 'https://files.example/a.png', 'x');
  readMediaSecret(folder);

  expect(statSync(folder).mode & 0o777).toBe(0o700);
  for (const file of filesIn(folder)) expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('all processes sign with one secret, which outlives them', () => {
  const folder = join(aFolder(), 'media');

  const first = readMediaSecret(folder);

  expect(first).toHaveLength(32);
  expect(readMediaSecret(folder)).toEqual(first);
  writeFileSync(join(folder, 'address.key'), 'cut');
  expect(readMediaSecret(folder)).not.toEqual(first);
  expect(readMediaSecret(folder)).toEqual(readMediaSecret(folder));
});

test('where nothing can be kept, there is a secret all the same', () => {
  const file = join(aFolder(), 'file');
  writeFileSync(file, '');

  expect(readMediaSecret(join(file, 'media'))).toHaveLength(32);
});
