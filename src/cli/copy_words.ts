import { counted } from '../core/counted.ts';
import type { Checked } from '../store/copying.ts';
import { bytesWords } from './byte_words.ts';

/** What a copy holds, as it was counted in it. */
export function copyWords({ bytes, counts }: Checked): string {
  return (
    `${bytesWords(bytes)}, opened and found whole: ${counted(counts.statuses, 'post')}, ` +
    `${counted(counts.arrivals, 'arrival')}, ${counted(counts.exposures, 'exposure')}, ` +
    `${counted(counts.actions, 'act')}, ${counted(counts.editions, 'edition')}.`
  );
}

export function copyDocument({ bytes, schema, counts }: Checked) {
  return { bytes, schema, integrity: 'ok', ...counts };
}
