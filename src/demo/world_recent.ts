import { DAY_MS, HOUR_MS } from '../core/clock.ts';
import type { Person, Post } from './world.ts';
import { type Draw, drawFrom, pickWeighted } from './world_draw.ts';
import type { Merit } from './world_worth.ts';

/** A post that people can still come across. */
export interface Recent {
  readonly post: Post;
  readonly topic: string;
  readonly merit: Merit;
  /** When it is taken down, if ever. */
  readonly goneMs: number;
  readonly boosters: Set<Person>;
  /** Its corrected version, and since when. */
  readonly amended: { readonly post: Post; readonly atMs: number } | undefined;
}

export interface Recents {
  readonly add: (recent: Recent) => void;
  readonly forgetBefore: (atMs: number) => void;
  /** Something `person` may want to boost, answer or quote at this moment. */
  readonly meet: (draw: Draw, by: Meeting) => Recent | undefined;
}

export interface Meeting {
  readonly person: Person;
  readonly atMs: number;
  readonly suits: (recent: Recent) => boolean;
  /** How strongly appeal draws: 1 in proportion, 0 not at all. */
  readonly pull: number;
  /** How strongly what the reader would like draws: they follow people of their taste. */
  readonly taste?: number;
}

const FADE_MS = 14 * HOUR_MS;
/** A person leafs through so many random posts and the best known ones, not through everything. */
const LEAFED = 45;
const HOT = 24;
const HOT_REFRESH_MS = 3 * HOUR_MS;

export function openRecents(): Recents {
  let recents: Recent[] = [];
  let hot: readonly Recent[] = [];
  let hotSinceMs = Number.NEGATIVE_INFINITY;

  const freshen = (atMs: number) => {
    if (atMs - hotSinceMs < HOT_REFRESH_MS) return;
    hotSinceMs = atMs;
    const heats = recents.map((recent) => heatOf(recent, atMs));
    const least = heats.toSorted((a, b) => b - a)[HOT - 1] ?? 0;
    hot = recents.filter((_, at) => (heats[at] as number) >= least).slice(0, HOT);
  };

  return {
    add: (recent) => void recents.push(recent),
    forgetBefore(atMs) {
      recents = recents.filter((recent) => recent.post.createdMs >= atMs);
    },
    meet(draw, { person, atMs, suits, pull, taste = 0 }) {
      freshen(atMs);
      const met: Recent[] = [];
      const consider = (recent: Recent) => {
        if (recent.post.createdMs >= atMs || atMs >= recent.goneMs || met.includes(recent)) return;
        if (suits(recent)) met.push(recent);
      };
      hot.forEach(consider);
      for (let leaf = 0; leaf < LEAFED && recents.length > 0; leaf += 1)
        consider(draw.pick(recents));
      if (met.length === 0) return undefined;
      return pickWeighted(draw, met, (recent) => liking(recent, person, { atMs, pull, taste }));
    },
  };
}

/** As it stands at this moment. */
export function versionAt({ post, amended }: Recent, atMs: number): Post {
  return amended !== undefined && amended.atMs <= atMs ? amended.post : post;
}

export function speaks(person: Person, { post }: Recent): boolean {
  return post.language === null || person.languages.includes(post.language);
}

function heatOf({ post, merit }: Recent, atMs: number): number {
  return merit.appeal * Math.exp(-Math.max(0, atMs - post.createdMs) / FADE_MS);
}

function liking(
  recent: Recent,
  person: Person,
  { atMs, pull, taste }: { atMs: number; pull: number; taste: number },
): number {
  const shared = person.topics.includes(recent.topic) ? 2.5 : 1;
  const understood = speaks(person, recent) ? 1 : 0.04;
  const reply = recent.post.replyTo === undefined ? 1 : 0.15;
  const liked = taste === 0 ? 1 : recent.merit.worth ** taste;
  return heatOf(recent, atMs) ** pull * liked * shared * understood * reply + 1e-9;
}

export const RECENT_MS = 2 * DAY_MS;

/** Of all boosts: one's own posts again, and posts of people whom the reader does not follow. */
const OWN_BOOSTS = 0.04;
const STRANGERS_BOOSTS = 0.45;

/** What `booster` has a mind to boost this time. Nobody boosts a post twice. */
export function wouldBoost(draw: Draw, booster: Person): (recent: Recent) => boolean {
  const isOwnMood = draw.chance(OWN_BOOSTS);
  const isOfStranger = !isOwnMood && draw.chance(STRANGERS_BOOSTS);
  return ({ post, boosters }) =>
    post.visibility !== 'private' &&
    (post.author === booster) === isOwnMood &&
    post.author.isFollowed !== isOfStranger &&
    !boosters.has(booster);
}

export function boostRatesOf(
  seed: string,
  humans: readonly Person[],
  sum: number,
): readonly number[] {
  const draw = drawFrom(`${seed}/boosters`);
  const raw = humans.map((person) => Math.exp(1.1 * draw.normal()) * person.postsPerDay ** 0.4);
  const total = raw.reduce((whole, one) => whole + one, 0);
  return raw.map((one) => Math.min(12, (one * sum) / total));
}
