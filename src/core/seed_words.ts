import { createRequire } from 'node:module';
import type { PRNG } from 'seedrandom';
import type { SeedWords } from './dice.ts';

type Alea = (seed: string) => PRNG;

const require = createRequire(import.meta.url);
let alea: Alea | undefined;

/**
 * Apart from the dice themselves, and loaded when it is called: whoever only opens the database
 * need not load a generator. Its one file, since the whole package has seven more and Node's
 * cryptography (measured: 10 ms of a start).
 */
export function seedWords(seed: string): SeedWords {
  alea ??= require('seedrandom/lib/alea') as Alea;
  const draw = alea(seed);
  return { first: draw.int32(), second: draw.int32() };
}
