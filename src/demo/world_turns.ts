import { MINUTE_MS } from '../core/clock.ts';
import type { Form } from './composer.ts';
import type { Card, Person, Post } from './world.ts';
import { isOfficial, say, type Today } from './world_publishing.ts';
import { type Recent, speaks, versionAt, wouldBoost } from './world_recent.ts';
import type { Share } from './world_stories.ts';

/** Fame counts for less when people answer than when they boost. */
const REPLY_PULL = 0.45;
const BOOST_PULL = 0.9;
const REPLY_SHARE = 0.17;
const ANSWER_SHARE = 0.35;
const QUOTE_SHARE = 0.025;
const THREAD_SHARE = 0.03;
const POLL_SHARE = 0.025;

interface Turn {
  readonly person: Person;
  readonly atMs: number;
}

/** Somebody answers, quotes, begins a thread, or says something of their own. */
export function post(today: Today, turn: Turn): void {
  const { draw } = today;
  const { person, atMs } = turn;
  const isTalker = !isOfficial(person);
  if (draw.chance(REPLY_SHARE) && isTalker && reply(today, turn)) return;
  const topic = draw.pick(person.topics);
  if (isTalker && draw.chance(QUOTE_SHARE) && quote(today, turn)) return;
  if (isTalker && draw.chance(THREAD_SHARE)) {
    thread(today, turn, topic);
    return;
  }
  const content = isTalker ? ownWords(today, turn, topic) : announcement(today, turn, topic);
  say(today, { author: person, atMs, topic, ...content });
}

export function boost(today: Today, turn: Turn): void {
  const { recents, draw, add, idAt, onBoost, sharedTaste } = today;
  const { person: booster, atMs } = turn;
  const suits = wouldBoost(draw, booster);
  const met = recents.meet(draw, {
    person: booster,
    atMs,
    suits,
    pull: BOOST_PULL,
    taste: sharedTaste,
  });
  if (met === undefined) return;
  met.boosters.add(booster);
  onBoost(met.post.id, atMs);
  add({ kind: 'boost', atMs, id: idAt(atMs), booster, post: versionAt(met, atMs) });
}

/** The link of a story, in one's own words. */
export function passOn(today: Today, { person: author, topic, card, atMs }: Share): void {
  say(today, { author, atMs, topic, form: 'share', card });
}

interface Content {
  readonly form: Form;
  readonly card?: Card;
}

function announcement({ draw, writer }: Today, { person, atMs }: Turn, topic: string): Content {
  if (draw.chance(0.12)) return { form: 'caption' };
  if (person.isBot || draw.chance(0.3)) return { form: 'plain' };
  return { form: 'plain', card: writer.card(draw, topic, atMs) };
}

function ownWords({ draw, writer }: Today, { person, atMs }: Turn, topic: string): Content {
  const voice = writer.voiceOf(person);
  if (draw.chance(POLL_SHARE)) return { form: 'poll' };
  if (draw.chance(voice.warningShare)) return { form: 'warning' };
  if (draw.chance(voice.pictureShare)) return { form: 'caption' };
  if (draw.chance(voice.linkShare)) return { form: 'share', card: writer.card(draw, topic, atMs) };
  if (draw.chance(voice.listShare)) return { form: 'list' };
  return { form: draw.chance(voice.questionShare) ? 'question' : 'plain' };
}

/** Answers somebody, and may get an answer. False where there was nothing to say. */
function reply(today: Today, { person, atMs }: Turn): boolean {
  const { recents, draw } = today;
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
  const said = say(today, { author: person, atMs, topic, form: 'reply', replyTo });
  if (said === undefined) return false;
  if (draw.chance(ANSWER_SHARE)) answer(today, said, topic);
  return true;
}

function answer(today: Today, replyTo: Post, topic: string): void {
  const author = replyTo.replyTo?.author;
  if (author === undefined || !author.isFollowed) return;
  const atMs = replyTo.createdMs + Math.floor((2 + today.draw.share() ** 2 * 200) * MINUTE_MS);
  say(today, { author, atMs, topic, form: 'answer', replyTo });
}

/** False where there was nothing to quote, or to say about it. */
function quote(today: Today, { person, atMs }: Turn): boolean {
  const suits = (recent: Recent) =>
    recent.post.visibility === 'public' &&
    recent.post.author !== person &&
    recent.post.quotes === undefined &&
    speaks(person, recent);
  const met = today.recents.meet(today.draw, { person, atMs, suits, pull: REPLY_PULL });
  if (met === undefined) return false;
  const quotes = versionAt(met, atMs);
  const plan = { author: person, atMs, topic: met.topic, form: 'quote' as const, quotes };
  return say(today, plan) !== undefined;
}

/** Part after part, each answering the one before. */
function thread(today: Today, { person: author, atMs }: Turn, topic: string): void {
  const { draw } = today;
  const parts = draw.whole(2, 5);
  let before: Post | undefined;
  let partMs = atMs;
  for (let part = 1; part <= parts; part += 1) {
    const form = part === 1 ? 'plain' : 'thread';
    const replyTo = before === undefined ? {} : { replyTo: before };
    const place = `${part}/${parts}`;
    before = say(today, { author, atMs: partMs, topic, form, place, ...replyTo });
    if (before === undefined) return;
    partMs += Math.floor((0.6 + draw.share() * 5) * MINUTE_MS);
  }
}
