import { DAY_MS, HOUR_MS, MINUTE_MS } from '../core/clock.ts';
import type { Form } from './composer.ts';
import type { Society } from './people.ts';
import { TOPICS } from './topics.ts';
import type { Card, Person, Post, WorldEvent } from './world.ts';
import { countFor, type Draw, drawFrom } from './world_draw.ts';
import { momentIn } from './world_hours.ts';
import type { Writer } from './world_posts.ts';
import {
  boostRatesOf,
  openRecents,
  RECENT_MS,
  type Recent,
  speaks,
  versionAt,
  wouldBoost,
} from './world_recent.ts';
import { inventStory, type Share } from './world_stories.ts';
import type { Merit } from './world_worth.ts';

/** Boosts a day for each followed person; with the posts, some 600 home entries for 440 people. */
const BOOSTS_PER_FOLLOW = 0.27;
const STORIES_PER_FOLLOW = 1 / 320;
/** Fame counts for less when people answer than when they boost. */
const REPLY_PULL = 0.45;
const BOOST_PULL = 0.9;
const REPLY_SHARE = 0.17;
const ANSWER_SHARE = 0.35;
const QUOTE_SHARE = 0.025;
const THREAD_SHARE = 0.03;
const POLL_SHARE = 0.025;
const EDIT_SHARE = 0.045;
const DELETE_SHARE = 0.015;

export interface DayNeeds {
  readonly seed: string;
  readonly startMs: number;
  readonly society: Society;
  readonly writer: Writer;
  readonly idAt: (atMs: number) => string;
  readonly meritFor: (post: Post, topic: string) => Merit;
  readonly onBoost: (postId: string, atMs: number) => void;
}

type Slot =
  | { readonly kind: 'post' | 'boost'; readonly atMs: number; readonly person: Person }
  | { readonly kind: 'share'; readonly atMs: number; readonly share: Share };

interface Moment {
  readonly person: Person;
  readonly topic: string;
  readonly draw: Draw;
  readonly atMs: number;
}

type Add = (event: WorldEvent) => void;

/** Writes one day after another: who posts when, what they answer and boost, what they regret. */
export function openDays(needs: DayNeeds): (day: number, add: Add) => void {
  const { seed, startMs, society, writer, idAt } = needs;
  const recents = openRecents();
  const laterShares = new Map<number, Share[]>();
  const humans = society.followed.filter((person) => !isOfficial(person));
  const boostRates = boostRatesOf(seed, humans, society.followed.length * BOOSTS_PER_FOLLOW);

  const publish = (post: Post, topic: string, { draw, add }: { draw: Draw; add: Add }) => {
    const merit = needs.meritFor(post, topic);
    add({ kind: 'post', atMs: post.createdMs, post });
    const isRegretted = draw.chance(DELETE_SHARE);
    const goneMs = isRegretted
      ? post.createdMs + Math.floor(MINUTE_MS * 4 + draw.share() ** 3 * 40 * HOUR_MS)
      : Number.POSITIVE_INFINITY;
    const amended = isOfficial(post.author) ? undefined : amend(post, topic, { draw, goneMs });
    if (amended !== undefined) add({ kind: 'edit', ...amended });
    if (isRegretted) add({ kind: 'delete', atMs: goneMs, postId: post.id });
    const recent = { post, topic, merit, goneMs, amended, boosters: new Set<Person>() };
    recents.add(recent);
    return recent;
  };

  const amend = (post: Post, topic: string, { draw, goneMs }: { draw: Draw; goneMs: number }) => {
    if (!draw.chance(EDIT_SHARE)) return undefined;
    const atMs = post.createdMs + Math.floor((1 + draw.share() ** 2 * 180) * MINUTE_MS);
    if (atMs >= goneMs) return undefined;
    const version = writer.amend(post, draw, topic, atMs);
    return version && { atMs, post: version };
  };

  const writePost = (person: Person, atMs: number, { draw, add }: { draw: Draw; add: Add }) => {
    const answered =
      draw.chance(REPLY_SHARE) && !isOfficial(person) && reply(person, atMs, draw, add);
    if (answered) return;
    const topic = draw.pick(person.topics);
    if (!isOfficial(person)) {
      if (draw.chance(QUOTE_SHARE) && quote(person, atMs, draw, add)) return;
      if (draw.chance(THREAD_SHARE)) return thread(person, atMs, { topic, draw, add });
    }
    const { form, card } = formFor({ person, topic, draw, atMs });
    const post = writer.write({ author: person, atMs, topic, form, draw, ...(card && { card }) });
    if (post !== undefined) publish(post, topic, { draw, add });
  };

  const formFor = ({ person, topic, draw, atMs }: Moment): { form: Form; card?: Card } => {
    if (isOfficial(person)) {
      if (draw.chance(0.12)) return { form: 'caption' };
      return person.isBot || draw.chance(0.3)
        ? { form: 'plain' }
        : { form: 'plain', card: writer.card(draw, topic, atMs) };
    }
    const voice = writer.voiceOf(person);
    if (draw.chance(POLL_SHARE)) return { form: 'poll' };
    if (draw.chance(voice.warningShare)) return { form: 'warning' };
    if (draw.chance(voice.pictureShare)) return { form: 'caption' };
    if (draw.chance(voice.linkShare))
      return { form: 'share', card: writer.card(draw, topic, atMs) };
    if (draw.chance(voice.listShare)) return { form: 'list' };
    return { form: draw.chance(voice.questionShare) ? 'question' : 'plain' };
  };

  const reply = (person: Person, atMs: number, draw: Draw, add: Add): boolean => {
    const suits = (recent: Recent) =>
      recent.post.author.isFollowed &&
      !isOfficial(recent.post.author) &&
      recent.post.author !== person &&
      speaks(person, recent) &&
      recent.post.language !== null &&
      recent.post.visibility !== 'private';
    const met = recents.meet(draw, { person, atMs, suits, pull: REPLY_PULL });
    if (met === undefined) return false;
    const { topic } = met;
    const replyTo = versionAt(met, atMs);
    const post = writer.write({ author: person, atMs, topic, form: 'reply', draw, replyTo });
    if (post === undefined) return false;
    publish(post, topic, { draw, add });
    if (draw.chance(ANSWER_SHARE)) answer(post, topic, { draw, add });
    return true;
  };

  const answer = (replyTo: Post, topic: string, to: { draw: Draw; add: Add }) => {
    const author = replyTo.replyTo?.author;
    if (author === undefined || !author.isFollowed) return;
    const atMs = replyTo.createdMs + Math.floor((2 + to.draw.share() ** 2 * 200) * MINUTE_MS);
    const post = writer.write({ author, atMs, topic, form: 'answer', draw: to.draw, replyTo });
    if (post !== undefined) publish(post, topic, to);
  };

  const quote = (person: Person, atMs: number, draw: Draw, add: Add): boolean => {
    const suits = (recent: Recent) =>
      recent.post.visibility === 'public' &&
      recent.post.author !== person &&
      recent.post.quotes === undefined &&
      speaks(person, recent);
    const met = recents.meet(draw, { person, atMs, suits, pull: REPLY_PULL });
    if (met === undefined) return false;
    const { topic } = met;
    const quotes = versionAt(met, atMs);
    const post = writer.write({ author: person, atMs, topic, form: 'quote', draw, quotes });
    if (post !== undefined) publish(post, topic, { draw, add });
    return post !== undefined;
  };

  const thread = (
    author: Person,
    atMs: number,
    { topic, draw, add }: { topic: string; draw: Draw; add: Add },
  ) => {
    const parts = draw.whole(2, 5);
    let before: Post | undefined;
    let partMs = atMs;
    for (let part = 1; part <= parts; part += 1) {
      const form = part === 1 ? 'plain' : 'thread';
      const replyTo = before === undefined ? {} : { replyTo: before };
      const place = `${part}/${parts}`;
      const post = writer.write({ author, atMs: partMs, topic, form, draw, place, ...replyTo });
      if (post === undefined) return;
      publish(post, topic, { draw, add });
      before = post;
      partMs += Math.floor((0.6 + draw.share() * 5) * MINUTE_MS);
    }
  };

  const boost = (booster: Person, atMs: number, { draw, add }: { draw: Draw; add: Add }) => {
    const suits = wouldBoost(draw, booster);
    const met = recents.meet(draw, { person: booster, atMs, suits, pull: BOOST_PULL });
    if (met === undefined) return;
    met.boosters.add(booster);
    needs.onBoost(met.post.id, atMs);
    add({ kind: 'boost', atMs, id: idAt(atMs), booster, post: versionAt(met, atMs) });
  };

  const share = ({ person: author, topic, card, atMs }: Share, to: { draw: Draw; add: Add }) => {
    const post = writer.write({ author, atMs, topic, form: 'share', draw: to.draw, card });
    if (post !== undefined) publish(post, topic, to);
  };

  const slotsOf = (day: number, draw: Draw): Slot[] => {
    const dayMs = startMs + day * DAY_MS;
    const slots: Slot[] = [];
    for (const person of society.people) {
      const times = countFor(draw, person.postsPerDay);
      for (let time = 0; time < times; time += 1) {
        slots.push({ kind: 'post', atMs: momentIn(draw, dayMs, person), person });
      }
    }
    humans.forEach((person, at) => {
      const times = countFor(draw, boostRates[at] ?? 0);
      for (let time = 0; time < times; time += 1) {
        slots.push({ kind: 'boost', atMs: momentIn(draw, dayMs, person), person });
      }
    });
    for (const share of sharesOf(day, draw)) slots.push({ kind: 'share', atMs: share.atMs, share });
    return slots.sort((a, b) => a.atMs - b.atMs);
  };

  const sharesOf = (day: number, draw: Draw): readonly Share[] => {
    const dayMs = startMs + day * DAY_MS;
    const stories = countFor(draw, society.followed.length * STORIES_PER_FOLLOW);
    for (let story = 0; story < stories; story += 1) {
      const topic = draw.pick(TOPICS).name;
      const atMs = dayMs + Math.floor(draw.share() * DAY_MS);
      const card = writer.card(draw, topic, atMs);
      for (const share of inventStory(draw, { card, topic, atMs, humans })) {
        const later = Math.floor((share.atMs - startMs) / DAY_MS);
        laterShares.set(later, [...(laterShares.get(later) ?? []), share]);
      }
    }
    const today = laterShares.get(day) ?? [];
    laterShares.delete(day);
    return today;
  };

  return (day, add) => {
    const draw = drawFrom(`${seed}/day/${day}`);
    recents.forgetBefore(startMs + day * DAY_MS - RECENT_MS);
    for (const slot of slotsOf(day, draw)) {
      if (slot.kind === 'share') share(slot.share, { draw, add });
      else if (slot.kind === 'post') writePost(slot.person, slot.atMs, { draw, add });
      else boost(slot.person, slot.atMs, { draw, add });
    }
  };
}

/** Newsrooms and bots neither talk nor boost. */
function isOfficial(person: Person): boolean {
  return person.isBot || person.topics.includes('news');
}
