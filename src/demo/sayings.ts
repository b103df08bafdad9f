import { DAY_MS } from '../core/clock.ts';

/** A sentence may come again after this long: longer than any edition reaches back in the demo. */
const MEMORY_DAYS = 75;

/** Which sentences were said lately, so that no two posts of the world share one. */
export interface Sayings {
  /**
   * Takes the text's sentences as said at `atMs`; false, and nothing taken, where one was said
   * before.
   */
  readonly claim: (text: string, atMs: number) => boolean;
}

export function openSayings(): Sayings {
  const saidOn = new Map<string, number>();
  const byDay = new Map<number, string[]>();
  let forgottenTo = Number.NEGATIVE_INFINITY;

  const forgetBefore = (day: number) => {
    if (day <= forgottenTo) return;
    forgottenTo = day;
    for (const [old, sentences] of byDay) {
      if (old >= day) continue;
      for (const sentence of sentences) saidOn.delete(sentence);
      byDay.delete(old);
    }
  };

  return {
    claim(text, atMs) {
      const day = Math.floor(atMs / DAY_MS);
      forgetBefore(day - MEMORY_DAYS);
      const sentences = sentencesOf(text);
      if (sentences.length !== new Set(sentences).size) return false;
      if (sentences.some((sentence) => saidOn.has(sentence))) return false;
      const today = byDay.get(day) ?? [];
      byDay.set(day, today);
      for (const sentence of sentences) {
        saidOn.set(sentence, day);
        today.push(sentence);
      }
      return true;
    },
  };
}

/** The sentences of a post, without its tags, names and addresses, in small letters. */
export function sentencesOf(text: string): string[] {
  return text
    .toLowerCase()
    .replace(NO_SENTENCE, '')
    .replace(LAST_TAGS, '')
    .split(BETWEEN)
    .map((part) => part.replace(NO_WORD, ' ').trim())
    .filter((part) => part !== '' && !/^[\d ]+$/.test(part));
}

/** Addresses, names, and a post's place in its thread. */
const NO_SENTENCE = /https:\/\/\S+|@[a-z0-9_]+|\b\d+\/\d+\b/g;
/** Tags that stand after the last sentence; those within one are words of it. */
const LAST_TAGS = /(?:^|\s)#[\p{L}\p{M}\p{N}_]+(?=\s*(?:#|$|\n))/gu;
const BETWEEN = /(?<=[.!?…؟।])\s+|(?<=[。！？])|\n+/u;
const NO_WORD = /[^\p{L}\p{M}\p{N}]+/gu;
