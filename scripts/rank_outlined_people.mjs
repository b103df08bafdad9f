// Who lives in an outlined world: people followed, newsrooms, bots, and strangers met by boosts.
// Its numbers were set until what others do came near the table of ranking.md, section 8.
import { drawFrom } from '../build/demo/world_draw.js';

const ZONES = [-8, -5, 0, 1, 9];
const ZONE_CHANCES = [0.15, 0.25, 0.45, 0.85, 1];
const MEDIAN_POSTS_A_DAY = 0.18;
const RATE_SPREAD = 1.7;
/** Of the logarithm of what a person's posts are worth; and how much the quiet are better. */
const TASTE_SPREAD = 0.3;
const QUIET_BETTER = 0.04;
const NUMBER_OF_TOPICS = 24;
const TOPIC_SPREAD = 0.6;
/** Among those followed, topics are chosen by so much of the reader's taste. */
const SHARED_TASTE = 0.35;

export const TOPICS = {
  all: Array.from({ length: NUMBER_OF_TOPICS }, (_, nth) => `topic${nth}`),
  tasteOf: (seed, topic) =>
    Math.exp(TOPIC_SPREAD * drawFrom(`${seed}/outlined/topic/${topic}`).normal()),
};

export function inventPeople(seed, { number, floods = 1, isOnOneTopic, isFarmed }) {
  const many = (share) => Math.max(1, Math.round(number * share));
  const invent = (kind, count) =>
    Array.from({ length: count }, (_, nth) =>
      invented(seed, { kind, nth, floods, isOnOneTopic, isFarmed }),
    );
  return [
    ...invent('person', number - many(0.012) - many(0.012)),
    ...invent('newsroom', many(0.012)),
    ...invent('bot', many(0.012)),
    ...invent('stranger', number),
  ];
}

function invented(seed, { kind, nth, floods, isOnOneTopic, isFarmed = false }) {
  const id = `${kind}${nth}`;
  const draw = drawFrom(`${seed}/outlined/person/${id}`);
  const isFlood = kind === 'newsroom' || kind === 'bot';
  const zone = draw.share();
  const postsPerDay = isFlood
    ? floods * 12 * Math.exp(0.4 * draw.normal())
    : kind === 'stranger'
      ? 0.5 * Math.exp(0.5 * draw.normal())
      : MEDIAN_POSTS_A_DAY * Math.exp(RATE_SPREAD * draw.normal());
  const followers = Math.round(Math.exp(5.5 + 1.5 * draw.normal() + (isFlood ? 2 : 0)));
  const isFollowed = kind !== 'stranger';
  const isFarming = isFarmed && kind === 'person' && draw.chance(0.08);
  const quiet = isFlood ? 0.3 : (Math.min(20, Math.max(0.02, postsPerDay)) / 0.5) ** -QUIET_BETTER;
  const boosts = kind === 'person' ? 0.25 * Math.exp(1.4 * draw.normal()) : 0;
  return {
    id,
    username: id,
    domain: `server${draw.whole(1, 60)}.example`,
    isBot: kind === 'bot',
    isFlood,
    isFarming,
    isSelfBoosting: kind === 'person' && draw.chance(0.03),
    isFollowed,
    followers,
    fame: 0.09 * (followers + 20) ** 0.4,
    postsPerDay: Math.min(40 * floods, postsPerDay),
    boostsPerDay: Math.min(30, boosts),
    utcOffsetHours: ZONES[ZONE_CHANCES.findIndex((chance) => zone < chance)],
    taste: 0.85 * quiet * Math.exp(TASTE_SPREAD * draw.normal()),
    topics: topicsOf(draw, { seed, isFlood, isFollowed, isOnOneTopic }),
  };
}

function topicsOf(draw, { seed, isFlood, isFollowed, isOnOneTopic }) {
  if (isFlood) return ['news'];
  if (isOnOneTopic && draw.chance(0.94)) return [TOPICS.all[0]];
  const picked = Array.from({ length: draw.whole(2, 6) }, () => {
    const two = [draw.pick(TOPICS.all), draw.pick(TOPICS.all)];
    const isChosen = isFollowed && draw.chance(SHARED_TASTE);
    if (isChosen) two.sort((a, b) => TOPICS.tasteOf(seed, b) - TOPICS.tasteOf(seed, a));
    return two[0];
  });
  return [...new Set(picked)];
}
