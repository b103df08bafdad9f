// The ranker that ranking.md publishes (sections 2 to 6), with the rules for overload and absence,
// in plain JavaScript: one more of the others, which hears what they hear and no more.
import { drawFrom } from '../build/demo/world_draw.js';
import { drawnBy, followingOf, percentileOf } from './rank_reference_counts.mjs';
import { layOut } from './rank_reference_edition.mjs';
import { DAY_MS, HOUR_MS, START_MS } from './rank_world.mjs';

const ACTS = { favourite: 1, bookmark: 1.2, reblog: 1.5 };
const HALF_LIFE_MS = 60 * DAY_MS;
/** Ages at which counts are compared, hours. */
const AGE_CLASSES = [0.5, 3, 14, 80];
const TEMPERATURE = 0.15;
const EDITION = 200;

/** A ranker as those of rank_peers.mjs. */
export function referenceIn(world) {
  const size = world.feed?.size ?? EDITION;
  const known = new Map(); // by post
  const boostsOf = new Map(); // booster -> what they boosted
  const turns = new Map(); // author -> their last offer in an opened edition
  const opened = []; // whether each edition was
  const editionOf = (seed, nowMs) => {
    const knowledge = knowledgeOf([...known.values()], boostsOf, nowMs);
    const candidates = knowledge.posts.filter(({ seenMs }) => seenMs === undefined);
    for (const one of candidates) weigh(one, knowledge, drawFrom(`${seed}/${one.post.id}`));
    const wild = new Map(
      candidates.map((one) => [one, drawFrom(`${seed}/wild/${one.post.id}`).share()]),
    );
    const chance = [...candidates].sort((a, b) => wild.get(b) - wild.get(a));
    const load = loadOf(world.followed, knowledge, { size, opened });
    return layOut(candidates, chance.slice(0, Math.floor(size * 0.02)), {
      size,
      nowMs,
      turns,
      load,
      ...knowledge,
    });
  };
  return {
    hear(events) {
      for (const event of events) {
        if (event.kind === 'delete') forget(known, event.postId);
        else hearOf(world, event, { known, boostsOf });
      }
    },
    draw(day, nowMs) {
      const drawn = editionOf(`${world.seed}/reference/${day}`, nowMs);
      opened.push(false);
      return { posts: drawn.map(({ post }) => post), nowMs };
    },
    again: (day, nowMs) =>
      editionOf(`${world.seed}/reference/again/${day}`, nowMs).map(({ post }) => post),
    /** What was offered in an edition that nobody opened is no offer. */
    read(readings, nowMs, drawn) {
      opened[opened.length - 1] = true;
      for (const post of drawn.posts) {
        known.get(post.id).offers += 1;
        turns.set(post.author, drawn.nowMs);
      }
      for (const { post, act } of readings)
        Object.assign(known.get(post.id), { seenMs: nowMs, act: ACTS[act] ?? 0 });
    },
    close() {},
  };
}

/** What was deleted leaves no trace. */
function forget(known, postId) {
  const one = known.get(postId);
  if (one !== undefined) one.isDeleted = true;
  known.delete(postId);
}

function hearOf(world, { kind, post, atMs, booster }, { known, boostsOf }) {
  if (kind === 'entry' && !known.has(post.id)) {
    const subjects = subjectsOf(post);
    known.set(post.id, {
      post,
      subjects,
      arrivedMs: atMs,
      boosters: new Set(),
      drew: [],
      offers: 0,
    });
  }
  const one = known.get(post.id);
  if (one === undefined) return;
  if (booster !== undefined && booster !== post.author && !one.boosters.has(booster)) {
    one.boosters.add(booster);
    group(boostsOf, booster, one);
  }
  const hours = (atMs - post.createdMs) / HOUR_MS;
  const age = AGE_CLASSES.findIndex((limit) => hours < limit) - 1;
  if (age < 0) return;
  const { favourites, boosts, replies } = world.countsAt(post, atMs);
  one.drew[age] = Math.log(1 + favourites + 2 * boosts + replies);
}

/** Tags, and the site of the link. */
function subjectsOf({ tags, card }) {
  const names = tags.map((tag) => `#${tag.normalize('NFC').toLowerCase()}`);
  return [...new Set([...names, ...(card === undefined ? [] : [new URL(card.url).hostname])])];
}

/** What is known of everybody at a moment. */
function knowledgeOf(posts, boostsOf, nowMs) {
  const days = Math.min(28, (nowMs - START_MS) / DAY_MS);
  const taste = tasteOf(posts, nowMs);
  const voiceOf = new Map();
  for (const [booster, all] of boostsOf) {
    const boosted = all.filter(({ isDeleted }) => !isDeleted);
    const seen = boosted.filter(({ seenMs }) => seenMs !== undefined);
    const lift = taste.lift(sumOf(seen, 'acts'), sumOf(seen, 'looks'), 10);
    const aDay = boosted.length / Math.max(1, days);
    voiceOf.set(booster, clamped(0.5, lift, 2) / (1 + aDay / 4));
  }
  for (const one of posts) {
    one.voices = [...one.boosters].reduce((sum, booster) => sum + voiceOf.get(booster), 0);
    one.isVoiced = one.post.createdMs <= nowMs - 6 * HOUR_MS;
  }
  const byAuthor = grouped(posts, ({ post }) => [post.author]);
  const people = new Map(
    [...byAuthor].map(([author, theirs]) => [author, personOf(theirs, days, taste)]),
  );
  const voiced = posts.filter(({ isVoiced }) => isVoiced);
  const seen = posts.filter(({ seenMs }) => seenMs !== undefined);
  return {
    posts,
    nowMs,
    days,
    taste,
    people,
    usualVoices: sumOf(voiced, 'voices') / Math.max(1, voiced.length) || 1,
    voicesBy: sumsBy(voiced, ({ post }) => [post.author], 'voices'),
    voicesOn: sumsBy(voiced, ({ subjects }) => subjects, 'voices'),
    drewBy: drawnBy(posts, ({ author }) => author.id),
    drewAlike: drawnBy(posts, ({ author }) => followingOf(author)),
    seenLinks: new Set(seen.map(({ post }) => post.card?.url)),
  };
}

/** Acts and looks, both halved every 60 days, and what is made of them. */
function tasteOf(posts, nowMs) {
  const seen = posts.filter(({ seenMs }) => seenMs !== undefined);
  for (const one of seen) {
    one.looks = 2 ** ((one.seenMs - nowMs) / HALF_LIFE_MS);
    one.acts = one.act * one.looks;
  }
  const usual = (sumOf(seen, 'acts') + 2) / (sumOf(seen, 'looks') + 40);
  const lift = (acts, looks, m) => (acts + m * usual) / (looks + m) / usual;
  const liftsBy = (keysOf, m) => {
    const [acts, looks] = ['acts', 'looks'].map((what) => sumsBy(seen, keysOf, what));
    return (key) => lift(acts.get(key)?.sum ?? 0, looks.get(key)?.sum ?? 0, m);
  };
  const liftOn = liftsBy(({ subjects }) => subjects, 30);
  /** Of tags and sites: the sum of the logarithms over √n; undefined where there is none. */
  const topicOf = ({ subjects }) =>
    subjects.length === 0
      ? undefined
      : subjects.reduce((sum, one) => sum + Math.log(liftOn(one)), 0) / Math.sqrt(subjects.length);
  return { lift, liftOf: liftsBy(({ post }) => [post.author], 15), topicOf };
}

function personOf(theirs, days, { topicOf }) {
  const topics = theirs.map(topicOf).filter((topic) => topic !== undefined);
  const postedOn = new Set(theirs.map(({ post }) => Math.floor(post.createdMs / DAY_MS)));
  return {
    rate: (theirs.length + 0.5) / (days + 2),
    isQuiet: postedOn.size <= Math.max(1, days / 7),
    usualTopic: topics.reduce((sum, one) => sum + one, 0) / Math.max(1, topics.length),
  };
}

/** Σ 1 / (13 + 1 / posts a day) over what is read a day. */
function loadOf(followed, { people, days }, { size, opened }) {
  const lately = opened.slice(-28);
  const share = lately.filter(Boolean).length / Math.max(1, lately.length);
  const rateOf = (author) => people.get(author)?.rate ?? 0.5 / (days + 2);
  const turnsADay = followed.reduce((sum, one) => sum + 1 / (13 + 1 / rateOf(one)), 0);
  return turnsADay / (size * (lately.length === 0 ? 1 : Math.max(1 / 28, share)));
}

/** Gives a candidate its score, as a logarithm, and its drawing key. */
function weigh(one, knowledge, dice) {
  const factors = Object.values(factorsOf(one, knowledge));
  one.score = factors.map(Math.log).reduce((sum, log) => sum + log);
  one.key = Math.log(1 - dice.share()) / Math.exp(one.score / TEMPERATURE);
}

/** Section 2, each after its exponent. */
function factorsOf(one, knowledge) {
  const { taste, people, nowMs, seenLinks } = knowledge;
  const { post, offers, subjects, voices, arrivedMs } = one;
  const { author, replyTo, card } = post;
  const { rate, usualTopic } = people.get(author);
  const kind = replyTo === undefined ? 1 : replyTo.author === author ? 0.65 : 0.45;
  const days = Math.floor((nowMs - arrivedMs) / DAY_MS);
  const ofTags = subjects.map((name) => Math.log(standingOf(one, 'voicesOn', name, 20, knowledge)));
  const ofTag = Math.exp(ofTags.reduce((sum, log) => sum + log, 0) / Math.max(1, ofTags.length));
  return {
    percentile: ((1.05 - percentileOf(one, knowledge)) / 0.55) ** -0.5,
    proof: Math.min(6, (1 + voices) ** 0.8),
    standing: clamped(0.4, standingOf(one, 'voicesBy', author, 5, knowledge), 3) ** 0.6,
    ofTag: clamped(0.4, ofTag, 2.5) ** 0.5,
    affinity: clamped(0.4, taste.liftOf(author), 3),
    topic: clamped(0.4, Math.exp(taste.topicOf(one) ?? 0.6 * usualTopic), 3.5),
    quiet: clamped(0.3, (rate / 0.5) ** -0.3, 1.9) ** 0.4,
    kind: (kind * (author.isBot ? 0.6 : 1)) ** 0.9,
    stranger: author.isFollowed ? 1 : 0.6,
    freshness: Math.max(0.12, (1 + days) ** -0.6),
    fatigue: 0.7 ** Math.min(4, offers),
    story: card !== undefined && seenLinks.has(card.url) ? 0.43 : 1,
  };
}

/** Mean voices of what else there is, shrunk by m, over what is usual. */
function standingOf(one, of, key, m, knowledge) {
  const { usualVoices } = knowledge;
  const { sum = 0, count = 0 } = knowledge[of].get(key) ?? {};
  const [own, ownCount] = one.isVoiced ? [one.voices, 1] : [0, 0];
  return (sum - own + m * usualVoices) / (count - ownCount + m) / usualVoices;
}

function clamped(least, value, most) {
  return Math.min(most, Math.max(least, value));
}

function sumOf(list, what) {
  return list.reduce((sum, one) => sum + one[what], 0);
}

function sumsBy(list, keysOf, what) {
  const sums = new Map();
  for (const [key, ones] of grouped(list, keysOf))
    sums.set(key, { sum: sumOf(ones, what), count: ones.length });
  return sums;
}

function grouped(list, keysOf) {
  const groups = new Map();
  for (const one of list) for (const key of keysOf(one)) group(groups, key, one);
  return groups;
}

function group(groups, key, one) {
  const there = groups.get(key);
  if (there === undefined) groups.set(key, [one]);
  else there.push(one);
}
