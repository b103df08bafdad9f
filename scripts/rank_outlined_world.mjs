// A second family of worlds to judge rankers in, independent of the demo: log-normal rates in five
// time zones, as ranking.md, section 8, outlines them. Worth fades by the day, and is spread less
// between the posts of one person than in the demo's.
import { drawFrom } from '../build/demo/world_draw.js';
import { boostsIn, storiesIn } from './rank_outlined_news.mjs';
import { inventPeople, TOPICS } from './rank_outlined_people.mjs';
import { DAY_MS, DAYS, HOUR_MS, START_MS } from './rank_world.mjs';

const EDITION = 200;
const REFRESHED_HOURS = [1, 6, 24];
const END_MS = START_MS + DAYS * DAY_MS;
/** What of its worth a post keeps from one day to the next. */
const KEPT_A_DAY = 0.94;
/** Spread of the logarithm of a post's own worth, and how much of it everybody sees. */
const POST_SPREAD = 0.5;
const SEEN_BY_ALL = 0.9;
const LUCK_SPREAD = 0.5;

export const OUTLINED_KINDS = {
  everyday: { people: 1_500 },
  sparse: { people: 260 },
  'one topic': { people: 1_500, isOnOneTopic: true },
  flooded: { people: 1_500, floods: 4, isFarmed: true },
  'twice a week': { people: 1_500, wakesOn: (day) => day % 7 === 1 || day % 7 === 5 },
  'a week away': { people: 1_500, wakesOn: (day) => day < 14 || day > 20 },
  'many follows': { people: 4_500 },
};

/** The same shape as `rankWorld` gives. `share`: of its people, and of what is drawn and read. */
export function outlinedWorld(kind, seed, share = 1) {
  const { people: number, wakesOn, ...odd } = OUTLINED_KINDS[kind];
  const people = inventPeople(seed, { number: Math.round(number * share), ...odd });
  const own = people.flatMap((person) => postsOf(seed, person));
  const written = [...own, ...storiesIn(seed, people, writtenBy)];
  const boosts = boostsIn(seed, { people, written, isFarmed: odd.isFarmed });
  const home = written
    .filter(({ author }) => author.isFollowed)
    .map((post) => ({ kind: 'entry', atMs: post.createdMs, id: post.id, post }));
  const entries = [...home, ...boosts]
    .filter(({ atMs }) => atMs < END_MS)
    .sort((a, b) => a.atMs - b.atMs);
  const posts = new Map();
  for (const { post, atMs } of entries) if (!posts.has(post.id)) posts.set(post.id, { post, atMs });
  const wakes = (day) => day === 1 || drawFrom(`${seed}/outlined/wakes/${day}`).chance(0.9);
  return {
    kind,
    seed,
    people,
    followed: people.filter(({ isFollowed }) => isFollowed),
    events: [...entries, ...[...posts.values()].flatMap(refreshesOf)].sort(
      (a, b) => a.atMs - b.atMs,
    ),
    posts,
    worthOf: (post, atMs = post.createdMs) =>
      post.worth * KEPT_A_DAY ** Math.max(0, (atMs - post.createdMs) / DAY_MS),
    /** What who knows every author and every topic expects of a post. */
    expectedOf: (post, atMs) =>
      post.expected * KEPT_A_DAY ** Math.max(0, (atMs - post.createdMs) / DAY_MS),
    countsAt,
    wakesOn: wakesOn ?? wakes,
    eyes: { patience: 122 * share, cheer: 0 },
    feed: { size: Math.round(EDITION * share) },
  };
}

/** Their hours, their topics, now and then a thread. */
function postsOf(seed, person) {
  const draw = drawFrom(`${seed}/outlined/posts/${person.id}`);
  const posts = [];
  for (let atMs = START_MS + pause(draw, person); atMs < END_MS; atMs += pause(draw, person)) {
    if (!isAwake(draw, person, atMs)) continue;
    const topic = draw.pick(person.topics);
    const isReply = !person.isFlood && draw.chance(0.15);
    const first = writtenBy(seed, {
      author: person,
      createdMs: atMs,
      topic,
      isReply,
      nth: posts.length,
    });
    posts.push(first);
    if (isReply || person.isFlood || !draw.chance(0.05)) continue;
    for (let part = 1, before = first; part <= draw.whole(1, 3); part += 1) {
      atMs += draw.whole(1, 8) * 60_000;
      const of = { author: person, createdMs: atMs, topic, replyTo: before, nth: posts.length };
      before = writtenBy(seed, of);
      posts.push(before);
    }
  }
  return posts.filter(({ createdMs }) => createdMs < END_MS);
}

function pause(draw, { postsPerDay }) {
  return (-Math.log(1 - draw.share()) / (postsPerDay / AWAKE_SHARE)) * DAY_MS;
}

/** How likely somebody writes at an hour of their own day. */
const AWAKE = [
  0.3, 0.18, 0.12, 0.1, 0.1, 0.15, 0.3, 0.5, 0.7, 0.8, 0.85, 0.85, 0.9, 0.85, 0.8, 0.8, 0.85, 0.9,
  0.95, 1, 1, 0.95, 0.75, 0.5,
];
const AWAKE_SHARE = AWAKE.reduce((sum, one) => sum + one, 0) / 24;

function isAwake(draw, { utcOffsetHours, isBot }, atMs) {
  const hour = (Math.floor(atMs / HOUR_MS) + utcOffsetHours + 48) % 24;
  return draw.chance(isBot ? AWAKE_SHARE : AWAKE[hour]);
}

/** One post, with what nobody but the world knows of it. */
function writtenBy(
  seed,
  { author, createdMs, topic, isReply = false, replyTo = undefined, card = undefined, nth },
) {
  const id = `${author.id}-${card === undefined ? nth : `s${nth}`}`;
  const draw = drawFrom(`${seed}/outlined/merit/${id}`);
  const quality = draw.normal();
  const kind = isReply ? 0.5 : replyTo === undefined ? 1 : 0.7;
  const expected = author.taste * TOPICS.tasteOf(seed, topic) * kind;
  const worth = expected * Math.exp(POST_SPREAD * quality);
  const appeal =
    author.fame *
    (author.isFlood ? 0.6 : 1) *
    kind *
    Math.exp(SEEN_BY_ALL * POST_SPREAD * quality + LUCK_SPREAD * draw.normal());
  return {
    id,
    author,
    createdMs,
    topic,
    worth: worth * (author.isFarming ? 0.5 : 1),
    expected: expected * (author.isFarming ? 0.5 : 1),
    quality,
    appeal: author.isFarming ? appeal + 30 : appeal,
    luck: draw.share(),
    replyTo: isReply ? { author: ELSEWHERE, id: `elsewhere-${id}` } : replyTo,
    card: card ?? linkOf(draw, topic, id),
    tags: draw.chance(0.4) ? [topic] : [],
    mentions: [],
    visibility: 'public',
    language: 'en',
    spoiler: '',
    html: `<p>${topic} ${id}</p>`,
    text: `${topic} ${id}`,
  };
}

/** Whom nobody here follows or meets: what people answer. */
const ELSEWHERE = { id: 'elsewhere', username: 'elsewhere', domain: 'far.example', followers: 10 };

function linkOf(draw, topic, id) {
  if (!draw.chance(0.15)) return undefined;
  return { url: `https://${topic}${draw.whole(1, 4)}.example/${id}`, title: topic };
}

/** All 0 at birth; half of what comes within four hours. */
function countsAt({ appeal, luck, createdMs, author }, atMs) {
  const hours = Math.max(0, (atMs - createdMs) / HOUR_MS);
  const grown = appeal * (1 - Math.exp(-((hours / 6) ** 0.8)));
  const favourites = Math.floor(grown + luck);
  return {
    favourites,
    boosts: Math.floor(grown * (author.isFarming ? 0.5 : 0.3) + luck ** 2),
    replies: Math.floor(grown * 0.15 + luck ** 3),
  };
}

function refreshesOf({ post, atMs: arrivedMs }) {
  const draw = drawFrom(`outlined/refresh/${post.id}`);
  return REFRESHED_HOURS.map((hours) => post.createdMs + hours * HOUR_MS * (1 + 0.3 * draw.share()))
    .map(Math.floor)
    .filter((atMs) => atMs > arrivedMs && atMs < END_MS)
    .map((atMs) => ({ kind: 'refresh', atMs, post }));
}
