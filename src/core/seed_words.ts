import seedrandom from 'seedrandom';
import type { SeedWords } from './dice.ts';

/** Apart from the dice themselves: whoever only opens the database need not load a generator. */
export function seedWords(seed: string): SeedWords {
  const draw = seedrandom.alea(seed);
  return { first: draw.int32(), second: draw.int32() };
}
