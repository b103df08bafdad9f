// Worlds to judge rankers in: the demo's, larger, and the harder ones that ranking.md, section 8,
// outlines. What each post is worth to its reader is known here and to no ranker.
import { inventWorld } from '../build/demo/world.js';
import { drawFrom } from '../build/demo/world_draw.js';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
export const START_MS = /** @type {import('../build/core/clock.js').EpochMs} */ (
  Date.UTC(2026, 8, 1)
);
export const DAYS = 28;
/** The night's draw, and when the reader comes, in the reader's own day. */
export const DRAW_MS = 5 * HOUR_MS;
export const READ_MS = 6.5 * HOUR_MS;

/** How many are followed, what is odd about the world, and when its reader comes. */
export const KINDS = {
  everyday: { people: 1_500 },
  sparse: { people: 440 },
  'one topic': { people: 1_500, reshape: onOneTopic },
  flooded: { people: 1_500, reshape: flooded, isFarmed: true },
  'twice a week': { people: 1_500, wakesOn: (day) => day % 7 === 1 || day % 7 === 5 },
  'a week away': { people: 1_500, wakesOn: (day) => day < 14 || day > 20 },
  'many follows': { people: 4_500 },
};

/** Posts of a home count at these ages, as everywhere: at birth nobody has liked anything. */
const REFRESHED_MS = [HOUR_MS, 6 * HOUR_MS, 24 * HOUR_MS];
/** Whom the reader follows boosts, among other things, what the reader would like. */
const SHARED_TASTE = 0.6;
const RING_SHARE = 0.06;
const RING_BOOSTS = 3;

export function rankWorld(kind, seed) {
  const { people, reshape, isFarmed = false, wakesOn } = KINDS[kind];
  const world = inventWorld({
    seed,
    startMs: START_MS,
    people,
    sharedTaste: SHARED_TASTE,
    reshape,
  });
  const happened = world.eventsBetween(START_MS, START_MS + DAYS * DAY_MS);
  const farm = isFarmed ? openFarm(world, seed) : undefined;
  const homes = happened.flatMap((event) => entriesOf(event, farm));
  const posts = new Map();
  for (const event of homes)
    if (event.kind === 'entry' && !posts.has(event.post.id)) posts.set(event.post.id, event);
  const known = homes.filter((event) => event.kind !== 'delete' || posts.has(event.postId));
  const refreshes = [...posts.values()].flatMap(({ post, atMs }) => refreshesOf(post, atMs));
  const wakes = (day) => day === 1 || drawFrom(`${seed}/rank/wakes/${day}`).chance(0.86);
  return {
    kind,
    seed,
    people: world.people,
    followed: world.people.filter(({ isFollowed }) => isFollowed),
    /** Entries, deletions and refreshed counts, in order. */
    events: [...known, ...refreshes].sort((a, b) => a.atMs - b.atMs),
    posts: new Map([...posts].map(([id, { post, atMs }]) => [id, { post, atMs }])),
    worthOf: (post) => world.worthOf(post) * (farm?.isFarmed(post) ? 0.5 : 1),
    countsAt: (post, atMs) => farm?.countsAt(post, atMs) ?? world.countsAt(post, atMs),
    wakesOn: wakesOn ?? wakes,
  };
}

export function isOfficial({ isBot, topics }) {
  return isBot || topics.includes('news');
}

function entriesOf(event, farm) {
  if (event.kind === 'post') return entriesOfPost(event, farm);
  if (event.kind === 'boost' && event.booster.isFollowed) return [{ ...event, kind: 'entry' }];
  return event.kind === 'delete' ? [event] : [];
}

/** Home timelines hold no replies to strangers. */
function entriesOfPost({ atMs, post }, farm) {
  const isHome = post.author.isFollowed && (post.replyTo?.author.isFollowed ?? true);
  if (!isHome) return [];
  return [{ kind: 'entry', atMs, id: post.id, post }, ...(farm?.boostsOf(post) ?? [])];
}

function refreshesOf(post, arrivedMs) {
  return REFRESHED_MS.map((ageMs) => post.createdMs + ageMs)
    .filter((atMs) => atMs > arrivedMs)
    .map((atMs) => ({ kind: 'refresh', atMs, post }));
}

function onOneTopic({ owner, people, followed }) {
  const same = (person) => {
    if (isOfficial(person)) return person;
    const isOdd = drawFrom(`${person.id}/one topic`).chance(0.06);
    return isOdd ? person : { ...person, topics: ['birds'] };
  };
  return mapped({ owner, people, followed }, same);
}

/** Newsrooms and bots write six posts in ten. */
function flooded(society) {
  const floods = 6.8;
  const louder = (person) =>
    isOfficial(person) ? { ...person, postsPerDay: person.postsPerDay * floods } : person;
  return mapped(society, louder);
}

function mapped({ owner, people, followed }, change) {
  const changed = new Map(people.map((person) => [person, change(person)]));
  const of = (list) => list.map((person) => changed.get(person));
  return { owner, people: of(people), followed: of(followed) };
}

/** Rings that boost and like whatever their own write, within the hour. */
function openFarm(world, seed) {
  const ring = world.people.filter(
    (person) =>
      person.isFollowed &&
      !isOfficial(person) &&
      drawFrom(`${seed}/ring/${person.id}`).chance(RING_SHARE),
  );
  const members = new Set(ring);
  const isFarmed = (post) => members.has(post.author);
  return {
    isFarmed,
    boostsOf(post) {
      if (!isFarmed(post) || post.visibility === 'private') return [];
      const draw = drawFrom(`${seed}/farm/${post.id}`);
      return Array.from({ length: RING_BOOSTS }, (_, nth) => {
        const atMs = post.createdMs + Math.floor(draw.share() * HOUR_MS);
        return { kind: 'entry', atMs, id: `${post.id}9${nth}`, booster: draw.pick(ring), post };
      }).filter(({ booster }) => booster !== post.author);
    },
    countsAt(post, atMs) {
      const real = world.countsAt(post, atMs);
      if (!isFarmed(post) || atMs - post.createdMs < HOUR_MS) return real;
      const { favourites, boosts, replies } = real;
      return { favourites: favourites + 25, boosts: boosts + 12, replies: replies + 5 };
    },
  };
}
