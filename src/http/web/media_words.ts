import { counted } from '../../core/counted.ts';
import type { ShownMedia, ShownText } from './status_json.ts';

export const KIND_WORDS = {
  image: 'picture',
  video: 'film',
  gifv: 'moving picture',
  audio: 'sound',
  unknown: 'file',
} as const satisfies Record<ShownMedia['kind'], string>;

/** In the place of the words of a post that has none: "a picture", "3 films", "a poll". */
export function wordlessWords({ media, mediaLeft, poll, card }: ShownText): string {
  const kinds = new Set(media.map(({ kind }) => kind));
  const [kind = 'unknown'] = kinds.size === 1 ? kinds : [];
  const count = media.length + mediaLeft;
  if (count === 1) return `a ${KIND_WORDS[kind]}`;
  if (count > 1) return counted(count, KIND_WORDS[kind]);
  return poll === undefined ? (card?.title ?? 'a post without words') : 'a poll';
}

/** Of media beside those that are shown. */
export function mediaLeftWords(mediaLeft: number): string {
  return `and ${mediaLeft} more, at the original`;
}
