import { DAY_MS, HOUR_MS } from '../core/clock.ts';
import type { Counts, Person, Post } from './world.ts';
import { drawFrom } from './world_draw.ts';

/** What nobody in the world knows of a post: its quality, and what follows from it. */
export interface Merit {
  /** To this reader, >= 0, long-tailed. */
  readonly worth: number;
  /** To everybody: what favourites and boosts grow by. */
  readonly appeal: number;
}

/**
 * Spread of the logarithm of a post's own quality; the reader's taste and the author come on top.
 */
const QUALITY_SPREAD = 0.85;
/** How much of its quality everybody else sees; the rest of a post's success is luck. */
const SEEN_BY_ALL = 0.55;
const LUCK_SPREAD = 0.8;
/** Half of the favourites come within the first hours: 1 − exp(−(age / 5 h)^0.6). */
const GROWTH_MS = 5 * HOUR_MS;
const GROWTH_POWER = 0.6;

export interface Taste {
  readonly ofPerson: (person: Person) => number;
  readonly ofTopic: (topic: string) => number;
}

/**
 * What this reader likes: some people, some topics, and the quiet on the whole more than the loud.
 */
export function inventTaste(seed: string): Taste {
  const people = new Map<string, number>();
  const topics = new Map<string, number>();
  return {
    ofPerson: (person) =>
      kept(people, person.id, () => {
        const draw = drawFrom(`${seed}/taste/person/${person.id}`);
        const quiet = -0.16 * Math.log(Math.max(0.02, person.postsPerDay));
        const flood = person.isBot ? -1.6 : person.topics.includes('news') ? -1.3 : 0;
        // Those whom the reader chose share a part of the taste; strangers come with less.
        const chosen = person.isFollowed ? 0 : -0.35;
        return Math.exp(0.7 * draw.normal() + quiet + flood + chosen);
      }),
    ofTopic: (topic) =>
      kept(topics, topic, () => Math.exp(0.75 * drawFrom(`${seed}/taste/topic/${topic}`).normal())),
  };
}

export function meritOf(
  seed: string,
  { post, topic, taste }: { post: Post; topic: string; taste: Taste },
): Merit {
  const draw = drawFrom(`${seed}/merit/${post.id}`);
  const quality = draw.normal();
  const kind = kindFactor(post);
  const worth =
    0.4 *
    Math.exp(QUALITY_SPREAD * quality) *
    taste.ofPerson(post.author) *
    taste.ofTopic(topic) *
    kind;
  const fame = (post.author.followers + 40) ** 0.62 / 9;
  const luck = LUCK_SPREAD * draw.normal();
  const appeal = fame * kind * Math.exp(SEEN_BY_ALL * QUALITY_SPREAD * quality + luck);
  return { worth, appeal: post.author.isBot ? appeal * 0.1 : appeal };
}

function kindFactor(post: Post): number {
  const reply = post.replyTo === undefined ? 1 : post.replyTo.author === post.author ? 0.9 : 0.45;
  return reply * (post.pictures.length > 0 ? 1.25 : 1) * (post.text.length > 220 ? 1.15 : 1);
}

/** Counts of a post after `ageMs`: whole, never falling, all 0 at birth. */
export function grownCounts(merit: Merit, ageMs: number): Counts {
  if (ageMs <= 0) return { favourites: 0, boosts: 0, replies: 0 };
  const grown = 1 - Math.exp(-((Math.min(ageMs, 30 * DAY_MS) / GROWTH_MS) ** GROWTH_POWER));
  return {
    favourites: Math.floor(merit.appeal * grown),
    boosts: Math.floor(merit.appeal ** 1.05 * 0.28 * grown),
    replies: Math.floor(merit.appeal ** 0.8 * 0.22 * grown),
  };
}

function kept(values: Map<string, number>, key: string, make: () => number): number {
  const known = values.get(key);
  if (known !== undefined) return known;
  const made = make();
  values.set(key, made);
  return made;
}
