// What is measured of a ranker after 28 days; the second half counts. ranking.md, sections 8 to 10.
import { waitsOf } from './rank_waits.mjs';
import { DAY_MS, DAYS, isOfficial, START_MS } from './rank_world.mjs';

const HALF = DAYS / 2;
const END_MS = START_MS + DAYS * DAY_MS;
const isCounted = (day) => day > HALF;

/**
 * `life`: editions `{ day, atMs, posts, readings, isOpened }` in their order. `oracle`: the same of
 * who knows the worth of everything.
 */
export function measure(world, life, oracle) {
  const offers = offersOf(life);
  const openedOffers = offersOf(life.filter(({ isOpened }) => isOpened));
  const best = bestOf(world);
  const waits14 = waitsOf(world, offers);
  const opened = waitsOf(world, openedOffers);
  const counted = life.filter(({ day }) => isCounted(day));
  const entries = counted.flatMap(({ posts }) => posts);
  return {
    captured: worthRead(world, life) / worthRead(world, oracle),
    ndcg: meanOf(
      counted.map(
        (edition, nth) =>
          gainOf(world, edition) / gainOf(world, oracle.filter(({ day }) => isCounted(day))[nth]),
      ),
    ),
    best3: offeredWithin(best, offers, 3),
    best7: offeredWithin(best, offers, 7),
    waits14: waits14.within(14),
    waits7: waits14.within(7),
    openedWaits14: opened.within(14),
    openedWaits7: opened.within(7),
    worstWaitDays: waits14.worstDays(),
    heard: heardShare(world, life),
    quiet7: offeredWithin(quietPosts(world), offers, 7),
    attention: attentionOf(world, life),
    seenAgain: seenAgain(counted, life),
    sameStory: sameStories(counted),
    floods: entries.filter(({ author }) => isOfficial(author)).length / entries.length,
    lessLiked: lessLikedShare(world, counted),
    offeredBefore: offeredBefore(counted, life),
    perScreen: perScreen(counted),
    returned: returnedShare(world, life),
  };
}

function meanOf(values) {
  return values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length);
}

/** First offer of each post. */
function offersOf(life) {
  const offers = new Map();
  for (const { atMs, posts } of life)
    for (const { id } of posts) if (!offers.has(id)) offers.set(id, atMs);
  return offers;
}

function worthRead(world, life) {
  const had = new Set();
  let sum = 0;
  for (const { day, atMs, readings } of life) {
    for (const { post } of readings) {
      if (!had.has(post.id) && isCounted(day)) sum += world.worthOf(post, atMs);
      had.add(post.id);
    }
  }
  return sum;
}

function gainOf(world, { posts, atMs }) {
  return posts.reduce((sum, post, at) => sum + world.worthOf(post, atMs) / Math.log2(at + 2), 0);
}

/** The best hundredth of what came in the second half, early enough to have been offered. */
function bestOf(world) {
  const posts = [...world.posts.values()].filter(({ atMs }) => isInTime(atMs));
  posts.sort((a, b) => world.worthOf(b.post) - world.worthOf(a.post));
  return posts.slice(0, Math.ceil(posts.length / 100));
}

function isInTime(atMs) {
  return atMs >= START_MS + HALF * DAY_MS && atMs < END_MS - 7 * DAY_MS;
}

function offeredWithin(posts, offers, days) {
  const isOffered = ({ post, atMs }) => (offers.get(post.id) ?? Infinity) <= atMs + days * DAY_MS;
  return posts.filter(isOffered).length / Math.max(1, posts.length);
}

/** Of those who post on at most one day a week. */
function quietPosts(world) {
  const days = new Map();
  for (const { post } of world.posts.values()) {
    const known = days.get(post.author.id) ?? new Set();
    days.set(post.author.id, known.add(Math.floor(post.createdMs / DAY_MS)));
  }
  const isQuiet = ({ author }) => author.isFollowed && days.get(author.id).size <= DAYS / 7;
  return [...world.posts.values()].filter(({ post, atMs }) => isQuiet(post) && isInTime(atMs));
}

/** Of the people who posted in the last 14 days, who was seen in them. */
function heardShare(world, life) {
  const posted = new Set(
    [...world.posts.values()]
      .filter(({ post, atMs }) => post.author.isFollowed && atMs >= END_MS - 14 * DAY_MS)
      .map(({ post }) => post.author.id),
  );
  const heard = new Set(
    life
      .filter(({ day }) => isCounted(day))
      .flatMap(({ readings }) => readings.map(({ post }) => post.author.id)),
  );
  return [...posted].filter((id) => heard.has(id)).length / posted.size;
}

/** Worth read and worth there was, for each time zone. */
function attentionOf(world, life) {
  const zones = new Map();
  const zoneOf = ({ author }) => {
    const zone = zones.get(author.utcOffsetHours) ?? { read: 0, there: 0 };
    zones.set(author.utcOffsetHours, zone);
    return zone;
  };
  for (const { post, atMs } of world.posts.values())
    if (post.author.isFollowed && atMs >= START_MS + HALF * DAY_MS)
      zoneOf(post).there += world.worthOf(post);
  for (const { day, readings } of life)
    for (const { post } of readings)
      if (isCounted(day) && post.author.isFollowed) zoneOf(post).read += world.worthOf(post);
  return [...zones].map(([zone, { read, there }]) => ({ zone, read, there }));
}

function seenAgain(counted, life) {
  const seenAt = new Map();
  for (const { day, readings } of life)
    for (const { post } of readings) if (!seenAt.has(post.id)) seenAt.set(post.id, day);
  return counted.reduce(
    (sum, { day, posts }) => sum + posts.filter(({ id }) => seenAt.get(id) < day).length,
    0,
  );
}

function sameStories(counted) {
  const repeats = counted.map(({ posts }) => {
    const links = posts.flatMap(({ card }) => (card === undefined ? [] : [card.url]));
    return links.length - new Set(links).size;
  });
  return meanOf(repeats);
}

function lessLikedShare(world, counted) {
  const liked = ({ post }) => {
    const { favourites, boosts } = world.countsAt(post, post.createdMs + DAY_MS);
    return favourites + boosts;
  };
  const shares = counted.map(({ atMs, posts }) => {
    const week = [...world.posts.values()].filter(
      (one) => one.atMs <= atMs && one.atMs > atMs - 7 * DAY_MS,
    );
    const median = week.map(liked).sort((a, b) => a - b)[Math.floor(week.length / 2)];
    return posts.filter((post) => liked({ post }) < Math.max(1, median)).length / posts.length;
  });
  return meanOf(shares);
}

function offeredBefore(counted, life) {
  const first = new Map();
  for (const { day, posts } of life)
    for (const { id } of posts) if (!first.has(id)) first.set(id, day);
  return meanOf(
    counted.map(
      ({ day, posts }) => posts.filter(({ id }) => first.get(id) < day).length / posts.length,
    ),
  );
}

function perScreen(counted) {
  const screens = counted.flatMap(({ posts }) =>
    Array.from(
      { length: Math.floor(posts.length / 20) },
      (_, nth) => new Set(posts.slice(nth * 20, nth * 20 + 20).map(({ author }) => author.id)).size,
    ),
  );
  return { mean: meanOf(screens), least: Math.min(...screens) };
}

/** The best of each missed day, offered in the first two editions opened after an absence. */
function returnedShare(world, life) {
  const opened = life.filter(({ isOpened }) => isOpened);
  const returns = opened.flatMap((edition, nth) => {
    const before = opened[nth - 1];
    return before !== undefined && edition.day - before.day > 2
      ? [[before, edition, opened[nth + 1]]]
      : [];
  });
  if (returns.length === 0) return undefined;
  const shares = returns.map(([before, ...editions]) => {
    const missed = [...world.posts.values()].filter(
      ({ atMs }) => atMs > before.atMs && atMs <= editions[0].atMs,
    );
    missed.sort((a, b) => world.worthOf(b.post) - world.worthOf(a.post));
    const best = missed.slice(0, Math.ceil(missed.length / 100));
    const offered = new Set(
      editions.flatMap((edition) => (edition?.posts ?? []).map(({ id }) => id)),
    );
    return best.filter(({ post }) => offered.has(post.id)).length / best.length;
  });
  return meanOf(shares);
}
