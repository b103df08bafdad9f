import type { Person, Post, World, WorldEvent } from '../../src/demo/world.ts';

/** Monday, 2026-11-02, midnight UTC: where the small world begins. */
export const SMALL_WORLD_STARTS_MS = Date.UTC(2026, 10, 2);

export function aPerson(id: string, more: Partial<Person> = {}): Person {
  return {
    id,
    username: id,
    domain: 'elsewhere.example',
    displayName: id.toUpperCase(),
    note: `<p>I am ${id}.</p>`,
    isBot: false,
    isFollowed: true,
    postsPerDay: 1,
    utcOffsetHours: 0,
    languages: ['en'],
    followers: 100,
    topics: [],
    joinedMs: Date.UTC(2020, 0, 1),
    ...more,
  };
}

export function aPost(
  id: string,
  author: Person,
  createdMs: number,
  more: Partial<Post> = {},
): Post {
  return {
    id,
    author,
    createdMs,
    html: `<p>${id} by ${author.id}</p>`,
    text: `${id} by ${author.id}`,
    language: 'en',
    spoiler: '',
    sensitive: false,
    visibility: 'public',
    tags: [],
    mentions: [],
    pictures: [],
    ...more,
  };
}

export function posted(post: Post, atMs: number = post.createdMs): WorldEvent {
  return { kind: 'post', atMs, post };
}

/** `count` posts of one author, `ada0` and so on, one a minute. */
export function postsOf(author: Person, count: number): WorldEvent[] {
  return Array.from({ length: count }, (_, at) =>
    posted(aPost(`${author.id}${at}`, author, SMALL_WORLD_STARTS_MS + (at + 1) * 60_000)),
  );
}

/** A world written out by hand. Each post gets one favourite a minute. */
export function smallWorld(people: readonly Person[], events: readonly WorldEvent[]): World {
  const owner = aPerson('owner', { domain: 'home.example', isFollowed: false });
  return {
    seed: 'small',
    owner,
    people,
    eventsBetween: (fromMs, toMs) => events.filter(({ atMs }) => atMs >= fromMs && atMs < toMs),
    countsAt: (post, atMs) => ({
      favourites: Math.max(0, Math.floor((atMs - post.createdMs) / 60_000)),
      boosts: 0,
      replies: 0,
    }),
    worthOf: () => 0,
    pictureOf: (pictureId, width) => new TextEncoder().encode(`${pictureId} ${width}`),
  };
}
