import type { Post, World } from './world.ts';
import { type Draw, drawFrom } from './world_draw.ts';

/** What the page knows of an entry: its address, and the post where the world knows it. */
export interface Offered {
  readonly uri: string;
  readonly post: Post | undefined;
}

export type ReaderAct = 'favourite' | 'bookmark' | 'reblog';

export interface Reading {
  /** Place in the list that was offered. */
  readonly index: number;
  readonly kind: 'seen' | 'opened';
  readonly act?: ReaderAct;
}

/**
 * Somebody who comes most mornings, reads from the top, tires, and acts on a little of what is
 * good.
 */
export interface Reader {
  /** Whether they come on the morning of a day, the first of which is 1. */
  readonly wakesOn: (day: number) => boolean;
  readonly read: (entries: readonly Offered[], day: number) => readonly Reading[];
}

const WAKES = 0.7;
/** Of the mornings before the last none is missed: what they scrolled past then comes again. */
const LAST_MORNINGS = 3;
/**
 * Of two hundred entries the reader sees about 120: patience in entries, spread of its logarithm.
 */
const PATIENCE = 122;
const PATIENCE_SPREAD = 0.22;
/** Between two entries the eye skips one now and then. */
const SKIPPED = 0.03;
/**
 * A good post keeps the reader going: worth above usual buys this many entries, a bad one costs
 * some.
 */
const CHEER = 0.35;
const USUAL_WORTH = 0.35;

/** `lastDay` is the day of the edition that is shown, which nobody has read yet. */
export function inventReader(
  world: Pick<World, 'seed' | 'worthOf'>,
  lastDay = Number.POSITIVE_INFINITY,
): Reader {
  const name = `${world.seed}/reader`;
  return {
    // The first morning is never missed, so that every demo has a reading to show.
    wakesOn: (day) =>
      day <= 1 || day >= lastDay - LAST_MORNINGS || drawFrom(`${name}/wakes/${day}`).chance(WAKES),
    read(entries, day) {
      const draw = drawFrom(`${name}/reads/${day}`);
      const readings: Reading[] = [];
      let patience = PATIENCE * Math.exp(PATIENCE_SPREAD * draw.normal());
      for (let index = 0; index < entries.length && patience > 0; index += 1) {
        patience -= 1;
        if (draw.chance(SKIPPED)) continue;
        const post = entries[index]?.post;
        const worth = post === undefined ? 0 : world.worthOf(post);
        patience += CHEER * Math.max(-1, Math.min(1.5, Math.log((worth + 0.05) / USUAL_WORTH)));
        readings.push(...readingsOf(draw, index, worth));
      }
      return readings;
    },
  };
}

/** Seen first; then, the better the likelier, opened or acted on. */
function readingsOf(draw: Draw, index: number, worth: number): readonly Reading[] {
  const act = actFor(draw, worth);
  const seen: Reading = { index, kind: 'seen', ...(act === undefined ? {} : { act }) };
  return draw.chance(Math.min(0.6, 0.015 + 0.07 * worth))
    ? [seen, { index, kind: 'opened' }]
    : [seen];
}

function actFor(draw: Draw, worth: number): ReaderAct | undefined {
  if (!draw.chance(Math.min(0.8, 0.06 * worth ** 1.25))) return undefined;
  return draw.pick(['favourite', 'favourite', 'favourite', 'favourite', 'bookmark', 'reblog']);
}
