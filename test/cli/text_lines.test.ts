import { expect, test } from 'vitest';
import { textLines } from '../../src/cli/text_lines.ts';

async function* inPieces(bytes: Uint8Array, size: number) {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

async function linesOf(pieces: AsyncIterable<Uint8Array>) {
  const lines: string[] = [];
  for await (const line of textLines(pieces)) lines.push(line);
  return lines;
}

test.each([1, 2, 3, 7, 1_000])('lines are the same in pieces of %d bytes', async (size) => {
  const lines = ['a', '', 'Büro 🦉', 'x'.repeat(40), 'the last'];

  const found = await linesOf(inPieces(new TextEncoder().encode(lines.join('\n')), size));

  expect(found).toEqual(lines);
});

test('a line without an end is refused before it fills the memory', async () => {
  const piece = new Uint8Array(65_536).fill(120);
  let pieces = 0;
  async function* endless() {
    for (; pieces < 2_000; pieces += 1) yield piece;
  }

  await expect(linesOf(endless())).rejects.toThrow('a line has no end after 64 MB');

  expect(pieces).toBeLessThan(1_000);
});
