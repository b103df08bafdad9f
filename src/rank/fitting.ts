import type { Feed } from '../core/feed.ts';
import { readingMinutes } from '../core/reading_time.ts';
import type { Choice } from './choose.ts';

export interface Fitting {
  readonly choice: Choice;
  /** The size with which it was laid out. */
  readonly size: number;
}

/**
 * Lays out as many entries as the feed's minutes hold; at least one. An edition of another size is
 * another edition (its quotas are shares of it), so each is laid out anew: a layout is pure, and
 * halving needs eleven of them at the most.
 */
export function fitMinutes(feed: Feed, layOut: (size: number) => Choice): Fitting {
  const whole = { choice: layOut(feed.size), size: feed.size };
  const { minutes } = feed;
  if (minutes === undefined || fits(whole.choice, minutes)) return whole;
  let best = { choice: layOut(1), size: 1 };
  let tooLarge = Math.min(feed.size, whole.choice.entries.length + 1);
  while (tooLarge - best.size > 1) {
    const size = Math.floor((best.size + tooLarge) / 2);
    const choice = layOut(size);
    if (fits(choice, minutes)) best = { choice, size };
    else tooLarge = size;
  }
  return best;
}

function fits({ entries }: Choice, minutes: number): boolean {
  return readingMinutes(entries.map(({ candidate }) => candidate)) <= minutes;
}
