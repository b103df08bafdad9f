import { counted } from './counted.ts';
import { DIAL_FACTORS, type DialWord } from './dial.ts';

/** How many unseen posts a dial reaches. */
export interface Reach {
  readonly posts: number;
  readonly boosted: number;
  readonly boosted_alone: number;
}

/** What a word does, and to how much. */
export function reachWords(word: DialWord, { posts, boosted, boosted_alone }: Reach): string {
  const unseen = counted(posts, 'unseen post');
  switch (word) {
    case 'always':
      return `A place in every edition while there is something unseen: ${unseen} now.`;
    case 'no boosts':
      return `Boosted by them: ${counted(boosted, 'unseen post')}; held back, since nobody else brought them: ${boosted_alone}.`;
    case 'not until':
      return `Held back: ${unseen} now.`;
    default:
      return `× ${(DIAL_FACTORS[word] as number).toFixed(2)} on ${unseen} now.`;
  }
}
