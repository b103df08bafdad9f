// What goes round in an outlined world: stories that many post, and boosts.
import { drawFrom, pickWeighted } from '../build/demo/world_draw.js';
import { DAY_MS, DAYS, HOUR_MS, START_MS } from './rank_world.mjs';

const STORIES_A_DAY = 3;
/**
 * How much what a post is worth to the reader draws the boosters whom the reader follows: set until
 * leaving out social proof costs the published ranker near what ranking.md says it does.
 */
const PULL_OF_QUALITY = 0.4;
const PULL_OF_TASTE = 0.45;
const FARM_BOOSTS = 4;

/** The same link, told by many within a day. */
export function storiesIn(seed, people, write) {
  const tellers = people.filter(({ isFollowed, isBot }) => isFollowed && !isBot);
  const share = Math.min(1, tellers.length / 1_500);
  return Array.from({ length: DAYS }, (_, day) => day).flatMap((day) => {
    const draw = drawFrom(`${seed}/outlined/stories/${day}`);
    return Array.from({ length: STORIES_A_DAY }, (_, story) => {
      const topic = draw.pick(tellers).topics[0];
      const card = { url: `https://news.example/${day}-${story}`, title: topic };
      const beginsMs = START_MS + day * DAY_MS + draw.share() * DAY_MS;
      return Array.from({ length: Math.round(draw.whole(4, 25) * share) }, (__, teller) => {
        const author = pickWeighted(draw, tellers, ({ postsPerDay }) => postsPerDay ** 0.5);
        const createdMs = Math.floor(beginsMs + draw.share() ** 2 * DAY_MS);
        return write(seed, { author, createdMs, topic, card, nth: `${day}-${story}-${teller}` });
      });
    }).flat();
  });
}

/** By people followed, of one another and of strangers; by rings of their own; of oneself. */
export function boostsIn(seed, { people, written, isFarmed = false }) {
  const boosters = people.filter(({ boostsPerDay }) => boostsPerDay > 0);
  const ring = people.filter(({ isFarming }) => isFarming);
  const byDay = Array.from({ length: DAYS + 1 }, () => []);
  for (const post of written)
    if (post.replyTo === undefined)
      byDay[Math.floor((post.createdMs - START_MS) / DAY_MS)]?.push(post);
  const weighed = byDay.map((posts) => cumulated(posts));
  const met = boosters.flatMap((booster) => boostsBy(seed, booster, weighed));
  const others = written.flatMap((post) => {
    const draw = drawFrom(`${seed}/outlined/own boosts/${post.id}`);
    const mine = post.author.isSelfBoosting && draw.chance(0.6) ? [post.author] : [];
    const farmed = isFarmed && post.author.isFarming;
    const by = [
      ...mine,
      ...(farmed ? Array.from({ length: FARM_BOOSTS }, () => draw.pick(ring)) : []),
    ];
    return [...new Set(by)].map((booster, nth) => ({
      kind: 'entry',
      atMs: Math.floor(post.createdMs + draw.share() * (mine.length > 0 ? 10 : 1) * HOUR_MS),
      id: `${post.id}-o${nth}`,
      booster,
      post,
    }));
  });
  return [...met, ...others];
}

function cumulated(posts) {
  let sum = 0;
  const sums = posts.map(({ author, quality, expected }) => {
    const pull =
      Math.exp(PULL_OF_QUALITY * quality) *
      (expected + 0.05) ** PULL_OF_TASTE *
      author.fame ** 0.4 *
      (author.isFlood ? 0.3 : 1);
    sum += pull;
    return sum;
  });
  return { posts, sums };
}

function boostsBy(seed, booster, weighed) {
  const draw = drawFrom(`${seed}/outlined/boosts/${booster.id}`);
  const boosts = [];
  const boosted = new Set();
  let atMs = Number(START_MS);
  for (;;) {
    atMs += (-Math.log(1 - draw.share()) / booster.boostsPerDay) * DAY_MS;
    if (atMs >= START_MS + DAYS * DAY_MS) return boosts;
    const day = Math.floor((atMs - START_MS) / DAY_MS);
    const { posts, sums } = weighed[draw.chance(0.6) ? day : Math.max(0, day - 1)];
    const post = posts[firstAbove(sums, draw.share() * (sums.at(-1) ?? 0))];
    const isOdd = post === undefined || post.author === booster || boosted.has(post.id);
    if (isOdd || post.createdMs >= atMs) continue;
    boosted.add(post.id);
    const id = `${booster.id}-b${boosts.length}`;
    boosts.push({ kind: 'entry', atMs: Math.floor(atMs), id, booster, post });
  }
}

function firstAbove(sums, at) {
  let [low, high] = [0, sums.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle] > at) high = middle;
    else low = middle + 1;
  }
  return low;
}
