import { createHash } from 'node:crypto';
import type { ActsOn } from '../../store/acts.ts';
import type { Slot } from '../../store/reading.ts';
import type { Cover } from '../../store/shown_statuses.ts';
import type { Desk } from './desk.ts';

/**
 * What a page that is open is compared by. Counts are left out, and with them the time of the text,
 * which comes with new counts each hour: nobody who reads waits for those. `around`: how the posts
 * stand that it mentions.
 */
export function postStamp(
  desk: Pick<Desk, 'statuses' | 'now'>,
  slot: Slot,
  around: Around,
): string {
  const { status_key, edited_at_ms, deleted_at_ms, text_at_ms } = slot;
  const covers = status_key === null ? [] : desk.statuses.coversOf(status_key, desk.now());
  const isStored = text_at_ms !== null;
  return short(
    [edited_at_ms, deleted_at_ms, isStored, ...covers.map(coverStamp), ...wordsOf(around)].join(
      '/',
    ),
  );
}

/** Posts that are but mentioned: for each a word, another once less may be told of it. */
export type Around = ReadonlyMap<number, string>;

function wordsOf(around: Around): readonly string[] {
  return [...around].map(([key, word]) => `${key} ${word}`).sort();
}

export function coverStamp({ effect, cause, subject }: Cover): string {
  return `${effect} ${cause} ${subject}`;
}

/** Another where the owner acted on it, here or elsewhere; none where they never did. */
export function actsStamp({ stamp }: ActsOn): string {
  return stamp === '' ? '' : short(stamp);
}

/** 36 bits: of a few hundred on a page that are compared each with its own. */
const STAMP_LETTERS = 6;

function short(words: string): string {
  return createHash('sha256').update(words).digest('base64url').slice(0, STAMP_LETTERS);
}
