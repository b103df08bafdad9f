import { counted } from '../core/counted.ts';
import type { Copied } from '../store/copying.ts';
import { bytesWords } from './byte_words.ts';

/** What a copy holds, as it was counted in it. */
export function copyWords({ bytes, counts, damagedTexts }: Copied): string {
  const found =
    damagedTexts === 0 ? 'found whole' : `found whole but for ${damagedWords(damagedTexts)}`;
  return (
    `${bytesWords(bytes)}, opened and ${found}: ${counted(counts.statuses, 'post')}, ` +
    `${counted(counts.arrivals, 'arrival')}, ${counted(counts.exposures, 'exposure')}, ` +
    `${counted(counts.actions, 'act')}, ${counted(counts.editions, 'edition')}.`
  );
}

/** "2 texts that are damaged": their authors, counts and places are not. */
export function damagedWords(texts: number): string {
  return `${counted(texts, 'text')} that ${texts === 1 ? 'is' : 'are'} damaged`;
}

export function copyDocument({ bytes, schema, counts, damagedTexts }: Copied) {
  return { bytes, schema, integrity: 'ok', damaged_texts: damagedTexts, ...counts };
}
