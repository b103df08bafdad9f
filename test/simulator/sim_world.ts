import seedrandom from 'seedrandom';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/core/clock.ts';
import type { Person, Post, World, WorldEvent } from '../../src/demo/world.ts';
import { aPerson } from '../support/small_world.ts';

export interface SimWorldOptions {
  readonly seed: string;
  readonly startMs: number;
  readonly days: number;
  readonly follows: number;
  /** Posts and boosts that reach the home, more or less. */
  readonly arrivalsPerDay: number;
}

const BOOST_SHARE = 0.25;
const STRANGERS_SHARE = 0.4; // of what is boosted
const EDIT_SHARE = 0.05;
const DELETE_SHARE = 0.04;
const UNDATED_SHARE = 0.06; // posts whose author claims another moment

/**
 * A world with nothing in it but what ingest has to live through: who posts, boosts, edits and
 * deletes, and when. Its texts are a few letters long, so that many days pass in seconds.
 */
export function simWorld(options: SimWorldOptions): World {
  const draw = seedrandom.alea(`world ${options.seed}`);
  const followed = Array.from({ length: options.follows }, (_, nth) => aPerson(`f${nth}`));
  const strangers = Array.from({ length: Math.ceil(options.follows / 3) }, (_, nth) =>
    aPerson(`s${nth}`, { isFollowed: false }),
  );
  const events = writeEvents(options, draw, { followed, strangers });
  let next = 0;
  return {
    seed: options.seed,
    owner: aPerson('owner', { domain: 'home.example', isFollowed: false }),
    people: [...followed, ...strangers],
    // Asked for in order, chunk by chunk.
    eventsBetween(fromMs, toMs) {
      while (next > 0 && (events[next - 1]?.atMs ?? 0) >= fromMs) next -= 1;
      const first = next;
      while ((events[next]?.atMs ?? Number.POSITIVE_INFINITY) < toMs) next += 1;
      return events.slice(first, next).filter(({ atMs }) => atMs >= fromMs);
    },
    countsAt,
    worthOf: () => 0,
    pictureOf: () => new Uint8Array(),
  };
}

/** Deterministic, never falling: so that any count can be told for any moment. */
export function countsAt(post: Post, atMs: number) {
  const ageMs = Math.max(0, atMs - post.createdMs);
  const appeal = (Number(post.id.slice(1)) * 7919) % 5;
  const grown = Math.floor(appeal * (1 - Math.exp(-ageMs / (5 * HOUR_MS))));
  return { favourites: grown, boosts: grown >> 2, replies: grown >> 3 };
}

interface Cast {
  readonly followed: readonly Person[];
  readonly strangers: readonly Person[];
}

function writeEvents(
  { startMs, days, arrivalsPerDay }: SimWorldOptions,
  draw: () => number,
  { followed, strangers }: Cast,
): readonly WorldEvent[] {
  const events: WorldEvent[] = [];
  const recent: Post[] = [];
  const one = <T>(list: readonly T[]) => list[Math.floor(draw() ** 3 * list.length)] as T;
  const count = Math.round(arrivalsPerDay * days);
  let posts = 0;
  const write = (author: Person, atMs: number): Post => {
    posts += 1;
    const claimed = draw() < UNDATED_SHARE ? (draw() - 0.8) * 6 * HOUR_MS : 0;
    const post = postOf(`p${posts}`, author, Math.round(atMs + claimed), 'first');
    recent.push(post);
    return post;
  };
  for (let nth = 0; nth < count; nth += 1) {
    const atMs = Math.round(startMs + momentOfDay(draw) + Math.floor(draw() * days) * DAY_MS);
    events.push({ kind: 'post', atMs, post: postOf('p0', one(followed), atMs, '') });
  }
  events.sort((a, b) => a.atMs - b.atMs);
  const written: WorldEvent[] = [];
  for (const { atMs } of events) {
    if (draw() < BOOST_SHARE && recent.length > 20) {
      const post =
        draw() < STRANGERS_SHARE
          ? write(one(strangers), atMs - 10 * MINUTE_MS)
          : (recent[recent.length - 1 - Math.floor(draw() * 20)] as Post);
      written.push({ kind: 'boost', atMs, id: `b${written.length}`, booster: one(followed), post });
      continue;
    }
    const post = write(one(followed), atMs);
    written.push({ kind: 'post', atMs, post });
    written.push(...laterOf(post, atMs, draw));
  }
  return written.sort((a, b) => a.atMs - b.atMs);
}

function laterOf(post: Post, atMs: number, draw: () => number): readonly WorldEvent[] {
  const fate = draw();
  const laterMs = Math.round(atMs + draw() ** 2 * 8 * HOUR_MS + 1);
  if (fate < DELETE_SHARE) return [{ kind: 'delete', atMs: laterMs, postId: post.id }];
  if (fate > DELETE_SHARE + EDIT_SHARE) return [];
  const edited = postOf(post.id, post.author, post.createdMs, 'second');
  return [{ kind: 'edit', atMs: laterMs, post: edited }];
}

function postOf(id: string, author: Person, createdMs: number, text: string): Post {
  return {
    id,
    author,
    createdMs,
    html: `<p>${text}</p>`,
    text,
    language: 'en',
    spoiler: '',
    sensitive: false,
    visibility: 'public',
    tags: [],
    mentions: [],
    pictures: [],
  };
}

/** More by day than by night. */
function momentOfDay(draw: () => number): number {
  for (;;) {
    const share = draw();
    if (draw() < 0.55 - 0.45 * Math.cos(2 * Math.PI * share)) return share * DAY_MS;
  }
}
