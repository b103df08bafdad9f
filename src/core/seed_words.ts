import alea from 'seedrandom/lib/alea.js';
import type { SeedWords } from './dice.ts';

/** By the package's one file: the whole has seven more, and Node's cryptography. */
export function seedWords(seed: string): SeedWords {
  const draw = alea(seed);
  return { first: draw.int32(), second: draw.int32() };
}
