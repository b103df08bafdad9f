// What others do, written from their published formulas (field.md, ranking.md, section 8), with
// what was seen hidden: kinder than some of them are. All know of counts what our own ranker knows.
import { drawFrom } from '../build/demo/world_draw.js';
import { DAY_MS, HOUR_MS, START_MS } from './rank_world.mjs';

const EDITION = 200;

/** `order(candidates, nowMs, day)` gives candidates in the order in which they are offered. */
function ranker(world, order, { isHidingSeen = true } = {}) {
  const home = new Map(); // what is there, by post
  const seen = new Set();
  const acts = new Map(); // author -> favourites
  return {
    hear(events) {
      for (const event of events) {
        if (event.kind === 'delete') home.delete(event.postId);
        else if (event.kind === 'refresh') note(world, home.get(event.post.id), event);
        else arrive(home, event);
      }
    },
    draw(day, nowMs) {
      const candidates = [...home.values()].filter(
        ({ post }) => !isHidingSeen || !seen.has(post.id),
      );
      const posts = order(candidates, { nowMs, day, acts }).slice(0, world.feed?.size ?? EDITION);
      return { posts: posts.map(({ post }) => post) };
    },
    read(readings) {
      for (const { post, act } of readings) {
        seen.add(post.id);
        if (act !== undefined) acts.set(post.author, (acts.get(post.author) ?? 0) + 1);
      }
    },
    close() {},
  };
}

const NONE = { favourites: 0, boosts: 0, replies: 0 };

function arrive(home, { post, atMs, booster }) {
  const known = home.get(post.id) ?? { post, arrivedMs: atMs, boosters: new Set(), counts: NONE };
  if (booster !== undefined) known.boosters.add(booster.id);
  known.newestMs = atMs;
  home.set(post.id, known);
}

function note(world, known, { post, atMs }) {
  if (known !== undefined) known.counts = world.countsAt(post, atMs);
}

/** Who knows every author and every topic, where a world can say what that is, and no post. */
export const KNOWS_PEOPLE = (world) =>
  ranker(world, (all, { nowMs }) => byWorth(all, (post) => world.expectedOf(post, nowMs)));

function byWorth(all, worthOf) {
  const worths = new Map(all.map((one) => [one, worthOf(one.post)]));
  return all.sort(descending((one) => worths.get(one)));
}

const descending = (of) => (a, b) => of(b) - of(a);

export const PEERS = {
  'newest first': (world) =>
    ranker(world, (all) => all.sort(descending(({ newestMs }) => newestMs)), {
      isHidingSeen: false,
    }),
  'uniform chance': (world) =>
    ranker(world, (all, { day }) => {
      const dice = new Map(
        all.map((one) => [one, drawFrom(`${world.seed}/chance/${day}/${one.post.id}`).share()]),
      );
      return all.sort(descending((one) => dice.get(one)));
    }),
  'raw counts, 7 d': (world) =>
    ranker(world, (all, { nowMs }) =>
      all
        .filter(({ post }) => post.createdMs > nowMs - 7 * DAY_MS)
        .sort(descending(({ counts }) => counts.favourites + 2 * counts.boosts + counts.replies)),
    ),
  'fedialgo, seen hidden': (world) =>
    ranker(world, (all, { nowMs, acts }) => fedialgo(all, nowMs, acts)),
  'feedi buckets': (world) => ranker(world, (all, { nowMs }) => feedi(all, nowMs)),
  oracle: (world) =>
    ranker(world, (all, { nowMs }) => byWorth(all, (post) => world.worthOf(post, nowMs))),
};

/** Default weights; age up to five days; the decay is 1.15 to the power of −hours^1.2. */
function fedialgo(all, nowMs, acts) {
  const recent = all
    .filter(({ post }) => post.createdMs > nowMs - 5 * DAY_MS)
    .sort(descending(({ post }) => post.createdMs));
  const before = new Map(); // newer posts of the same author
  const scores = new Map();
  for (const one of recent) {
    const { post, counts, boosters } = one;
    const nth = before.get(post.author.id) ?? 0;
    before.set(post.author.id, nth + 1 + 3 * Math.min(1, boosters.size));
    const parts = [
      [1, acts.get(post.author) ?? 0], // FavouritedAccounts
      [1.5, post.author.isFollowed ? 1 : 0],
      [-0.1, Math.log10(post.author.followers + 1)],
      [1, counts.replies],
      [1, counts.boosts],
      [2, boosters.size > 1 ? boosters.size ** 2 : 0], // RetootedInFeed
      [1, drawFrom(`chaos/${post.text}`).share()],
      [-3, nth], // Diversity
    ];
    const sum = parts.reduce((total, [weight, value]) => total + dampened(weight * value), 1);
    const hours = Math.max(0, nowMs - post.createdMs) / HOUR_MS;
    scores.set(one, sum * 1.15 ** -(hours ** 1.2));
  }
  return recent.sort(descending((one) => scores.get(one)));
}

function dampened(value) {
  return Math.sign(value) * Math.abs(value) ** (1 / 1.6);
}

/** The last day first, then the rarer posters, then the newer. */
function feedi(all, nowMs) {
  const days = Math.min(28, (nowMs - START_MS) / DAY_MS);
  const posts = new Map();
  for (const { post } of all) posts.set(post.author.id, (posts.get(post.author.id) ?? 0) + 1);
  const bucket = ({ post }) => {
    const rate = (posts.get(post.author.id) ?? 0) / Math.max(1, days);
    return [1 / 30, 1 / 7, 1, 5, 20].findIndex((limit) => rate <= limit) + 1 || 6;
  };
  const key = (one) =>
    (one.arrivedMs > nowMs - DAY_MS ? 0 : 1e3) * 1e12 + bucket(one) * 1e13 - one.arrivedMs;
  return all.sort((a, b) => key(a) - key(b));
}
