import { domainToUnicode } from 'node:url';
import { type EpochMs, isoOf } from './clock.ts';

export const DIAL_WORDS = ['always', 'more', 'usual', 'less', 'no boosts', 'not until'] as const;
export type DialWord = (typeof DIAL_WORDS)[number];

/** What may be said of a tag or a site. */
export const TOPIC_WORDS = [
  'more',
  'usual',
  'less',
  'not until',
] as const satisfies readonly DialWord[];

/** What a dial is about. */
export interface DialSubject {
  readonly kind: 'account' | 'tag' | 'site';
  /** ada@example.social, a normalised tag without #, or a host. */
  readonly subject: string;
}

/** What each word is as a factor; those that are none give a place or take it. */
export const DIAL_FACTORS: Readonly<Record<DialWord, number | null>> = {
  always: 1,
  more: 1.5,
  usual: 1,
  less: 0.5,
  'no boosts': 1,
  'not until': null,
};

/** "@ada@example.social", "#knitting", "example.org"; a site as people write it: "bücher.example". */
export function subjectWords({ kind, subject }: DialSubject): string {
  if (kind === 'account') return `@${subject}`;
  // Of what is no domain, an address with a port say, nothing comes back.
  return kind === 'tag' ? `#${subject}` : domainToUnicode(subject) || subject;
}

/** "#knitting: less", "example.org: not until 2026-12-01T00:00:00.000Z". */
export function dialWords(
  dial: DialSubject & { readonly word: string; readonly until_ms: number | null },
): string {
  const end =
    dial.word === 'not until' && dial.until_ms !== null
      ? ` ${isoOf(dial.until_ms as EpochMs)}`
      : '';
  return `${subjectWords(dial)}: ${dial.word}${end}`;
}

/** "your word on #knitting: less, on @ada@example.social: more". */
export function ownersWord(dials: readonly string[]): string {
  return `your word on ${dials.join(', on ')}`;
}
