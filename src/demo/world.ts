import { DAY_MS } from '../core/clock.ts';
import { inventPeople, type Society } from './people.ts';
import { pictureOf } from './pictures.ts';
import { openSayings } from './sayings.ts';
import { openChronicle } from './world_chronicle.ts';
import { openDays } from './world_days.ts';
import { openWriter } from './world_posts.ts';
import { grownCounts, inventTaste, type Merit, meritOf } from './world_worth.ts';

/** A small fediverse of invented people: who they are, and everything that happens among them. */
export interface World {
  readonly seed: string;
  /** The reader's own account. */
  readonly owner: Person;
  /** Tags that the owner follows, without #; none where it is not there. */
  readonly followedTags?: readonly string[];
  readonly lists?: readonly PeopleList[];
  /** Everybody the owner follows, and the strangers who get boosted into the home timeline. */
  readonly people: readonly Person[];
  /**
   * Everything that happens in [fromMs, toMs), in order of `atMs`: deterministic from the seed,
   * whatever windows are asked for. Made lazily, day by day, and goes on for ever.
   */
  readonly eventsBetween: (fromMs: number, toMs: number) => readonly WorldEvent[];
  /** Lets go of whole days that ended before: whoever lives through a year need not keep it. */
  readonly forgetBefore?: (atMs: number) => void;
  /** Counts of a post at a moment: 0 at birth, growing by its appeal, never falling. */
  readonly countsAt: (post: Post, atMs: number) => Counts;
  /** Ground truth: what the post is worth to this reader, >= 0, long-tailed. */
  readonly worthOf: (post: Post) => number;
  /**
   * A PNG drawn by code, `width` pixels wide. `avatar:<person>` and `header:<person>` are pictures
   * too.
   */
  readonly pictureOf: (pictureId: string, width: number) => Uint8Array;
}

/** A list of the owner's. */
export interface PeopleList {
  readonly id: string;
  readonly title: string;
  /** Its members' posts are on the list alone and never reach the home. */
  readonly isExclusive: boolean;
  /** Ids of people whom the owner follows. */
  readonly members: readonly string[];
}

export interface Counts {
  readonly favourites: number;
  readonly boosts: number;
  readonly replies: number;
}

export interface Person {
  /** A stable name, such as `ada`. */
  readonly id: string;
  readonly username: string;
  /** One of several invented domains that end in `.example`. */
  readonly domain: string;
  readonly displayName: string;
  readonly note: string;
  readonly isBot: boolean;
  readonly isFollowed: boolean;
  readonly postsPerDay: number;
  readonly utcOffsetHours: number;
  readonly languages: readonly string[];
  readonly followers: number;
  readonly topics: readonly string[];
  readonly joinedMs: number;
  readonly noindex?: boolean;
}

export interface Post {
  /** A stable key. An edited post keeps it. */
  readonly id: string;
  readonly author: Person;
  readonly createdMs: number;
  readonly html: string;
  readonly text: string;
  readonly language: string | null;
  readonly spoiler: string;
  readonly sensitive: boolean;
  readonly visibility: 'public' | 'unlisted' | 'private' | 'direct';
  readonly replyTo?: Post;
  readonly tags: readonly string[];
  readonly mentions: readonly Person[];
  readonly pictures: readonly Picture[];
  readonly poll?: Poll;
  readonly card?: Card;
  readonly quotes?: Post;
}

export interface Picture {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  /** What the picture shows; some have none: ''. */
  readonly alt: string;
  readonly blurhash: string;
}

export interface Poll {
  readonly options: readonly string[];
  readonly multiple: boolean;
  readonly closesMs: number;
  /** How much each option draws voters; sums to 1. */
  readonly appeal: readonly number[];
}

export interface Card {
  readonly url: string;
  readonly title: string;
  readonly description: string;
  readonly provider: string;
  readonly picture?: Picture;
}

export type WorldEvent =
  | { readonly kind: 'post'; readonly atMs: number; readonly post: Post }
  | {
      readonly kind: 'boost';
      readonly atMs: number;
      readonly id: string;
      readonly booster: Person;
      readonly post: Post;
    }
  /** The new version of a post, under the same id. */
  | { readonly kind: 'edit'; readonly atMs: number; readonly post: Post }
  | { readonly kind: 'delete'; readonly atMs: number; readonly postId: string };

export interface WorldOptions {
  readonly seed: string;
  /** The first moment of the world's first day; nothing happens before it. */
  readonly startMs: number;
  /** How many people the owner follows. */
  readonly people?: number;
  /** How far who is followed boosts what the reader would like: 0 not at all, 1 in proportion. */
  readonly sharedTaste?: number;
  /** Makes another society of the invented one: all on one topic, flooded by bots. */
  readonly reshape?: (society: Society) => Society;
}

/** Names as Mastodon makes ids: the moment in the upper 48 bits, a sequence in the lower 16. */
const SEQUENCE_SPAN = 0xfff0;
/**
 * Every world counts its names from here, whenever it begins: they end up in the addresses of
 * posts, the dice know posts by their addresses, and a seed shall tell the same story every day.
 */
const NAMES_BEGIN_MS = 1_735_689_600_000; // the first moment of 2025
const USUAL_PEOPLE = 440;
/** Nobody boosts a post that is older. */
const BOOSTED_FOR_MS = 3 * DAY_MS;

export function inventWorld(options: WorldOptions): World {
  const { seed, startMs, people = USUAL_PEOPLE, sharedTaste = 0 } = options;
  const { reshape = (same) => same } = options;
  const society = reshape(inventPeople(seed, startMs, people));
  const taste = inventTaste(seed);
  const merits = new Map<string, Merit>();
  const boostMoments = new Map<string, number[]>();
  let made = 0;

  const idAt = (atMs: number) => {
    made += 1;
    const sinceMs = BigInt(NAMES_BEGIN_MS + atMs - startMs);
    return String((sinceMs << 16n) + BigInt(made % SEQUENCE_SPAN));
  };
  const meritFor = (post: Post, topic: string) => {
    const merit = meritOf(seed, { post, topic, taste });
    merits.set(post.id, merit);
    return merit;
  };
  const onBoost = (postId: string, atMs: number) => {
    const moments = boostMoments.get(postId);
    if (moments === undefined) boostMoments.set(postId, [atMs]);
    else moments.push(atMs);
  };

  const writer = openWriter(seed, openSayings(), idAt);
  const writeDay = openDays({
    seed,
    startMs,
    society,
    writer,
    idAt,
    meritFor,
    onBoost,
    sharedTaste,
  });
  const chronicle = openChronicle(startMs, writeDay);

  return {
    seed,
    owner: society.owner,
    people: society.people,
    eventsBetween: chronicle.between,
    forgetBefore: chronicle.forgetBefore,
    countsAt(post, atMs) {
      const merit = merits.get(post.id);
      if (merit === undefined || atMs <= post.createdMs) return NO_COUNTS;
      chronicle.writeTo(Math.min(atMs, post.createdMs + BOOSTED_FOR_MS));
      const grown = grownCounts(merit, atMs - post.createdMs);
      const known = (boostMoments.get(post.id) ?? []).filter((momentMs) => momentMs <= atMs).length;
      return { ...grown, boosts: grown.boosts + known };
    },
    worthOf: (post) => merits.get(post.id)?.worth ?? 0,
    pictureOf,
  };
}

const NO_COUNTS: Counts = { favourites: 0, boosts: 0, replies: 0 };
