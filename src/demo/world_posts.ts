import { capital } from '../core/capital.ts';
import { DAY_MS, HOUR_MS } from '../core/clock.ts';
import { type Form, type Occasion, type Wording, word } from './composer.ts';
import { htmlOf, quoteLine } from './composer_html.ts';
import { type Voice, voiceOf } from './composer_voice.ts';
import { inventPicture } from './pictures.ts';
import type { SceneName } from './pictures_scenes.ts';
import type { Sayings } from './sayings.ts';
import { topicNamed } from './topics.ts';
import type { Card, Person, Picture, Poll, Post } from './world.ts';
import type { Draw } from './world_draw.ts';
import { inventCard } from './world_stories.ts';

/** Outside English, texts know no topics, so pictures show what everybody sees. */
const ANYWHERE: readonly SceneName[] = [
  'hills',
  'hills',
  'sea',
  'birds',
  'garden',
  'stars',
  'train',
];
/** So often a post is drawn anew when it would repeat a sentence; then the person stays silent. */
const MAX_ATTEMPTS = 40;

/** Nobody begins two posts of a day alike, as long as something else comes to mind. */
const CHOOSY_ATTEMPTS = 6;
const OPENINGS_KEPT = 8;

/** A post that is about to be written. */
export interface Plan {
  readonly author: Person;
  readonly atMs: number;
  readonly topic: string;
  readonly form: Form;
  readonly draw: Draw;
  readonly replyTo?: Post;
  readonly quotes?: Post;
  readonly card?: Card;
  /** Stands at the end of a part of a thread, such as `2/3`. */
  readonly place?: string;
}

export interface Writer {
  /** Undefined where everything that came to mind had been said before. */
  readonly write: (plan: Plan) => Post | undefined;
  /** The same post as its author would have it after second thoughts. */
  readonly amend: (post: Post, draw: Draw, topic: string, atMs: number) => Post | undefined;
  /** A link's preview, under a title that no link of late had. */
  readonly card: (draw: Draw, topic: string, atMs: number) => Card;
  readonly voiceOf: (person: Person) => Voice;
}

export function openWriter(seed: string, sayings: Sayings, idAt: (atMs: number) => string): Writer {
  const voices = new Map<string, Voice>();
  const openings = new Map<Person, string[]>();

  const voice = (person: Person) => {
    const known = voices.get(person.id);
    if (known !== undefined) return known;
    const made = voiceOf(seed, person);
    voices.set(person.id, made);
    return made;
  };

  const worded = (occasion: Occasion, atMs: number): Wording | undefined => {
    const lately = openings.get(occasion.author) ?? [];
    openings.set(occasion.author, lately);
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const wording = word(occasion);
      const opening = wording.text.toLowerCase().split(' ', 2).join(' ');
      if (attempt < CHOOSY_ATTEMPTS && lately.includes(opening)) continue;
      if (!sayings.claim(wording.text, atMs)) continue;
      lately.push(opening);
      if (lately.length > OPENINGS_KEPT) lately.shift();
      return wording;
    }
    return undefined;
  };

  return {
    voiceOf: voice,
    card: (draw, topic, atMs) => inventCard(draw, topic, (title) => sayings.claim(title, atMs)),
    write(plan) {
      const { author, draw, topic, form, atMs } = plan;
      const language = languageFor(draw, author, plan.replyTo ?? plan.quotes);
      const occasion = { author, voice: voice(author), topic, form, language, draw };
      const wording = worded(occasion, atMs);
      if (wording === undefined) return undefined;
      return posted(plan, wording, { id: idAt(atMs), voice: voice(author) });
    },
    amend(post, draw, topic, atMs) {
      const { author } = post;
      const language = post.language ?? author.languages[0] ?? 'en';
      const occasion = {
        author,
        voice: voice(author),
        topic,
        language,
        draw,
        form: 'edit' as const,
      };
      const wording = worded(occasion, atMs);
      if (wording === undefined) return undefined;
      const text = `${post.text}\n\n${wording.text}`;
      const quoted = post.quotes === undefined ? '' : quoteLine(addressOf(post.quotes));
      return { ...post, text, html: quoted + htmlOf(text, post) };
    },
  };
}

function posted(plan: Plan, wording: Wording, { id, voice }: { id: string; voice: Voice }): Post {
  const { author, atMs, draw, replyTo, quotes, card } = plan;
  const mentions = mentionsFor(replyTo, author);
  const names = mentions.map((person) => `@${person.username}`).join(' ');
  const spoken = names === '' ? wording.text : `${names} ${wording.text}`;
  const text = plan.place === undefined ? spoken : `${spoken}\n\n${plan.place}`;
  const full = card === undefined ? text : `${text}\n\n${card.url}`;
  const quoted = quotes === undefined ? '' : quoteLine(addressOf(quotes));
  const hasPictures = plan.form === 'caption';
  return {
    id,
    author,
    createdMs: atMs,
    text: full,
    html: quoted + htmlOf(full, { author, mentions }),
    language: draw.chance(0.03) ? null : wording.language,
    spoiler: wording.spoiler,
    sensitive: wording.spoiler !== '',
    visibility: visibilityFor(plan, voice),
    tags: wording.tags.map((tag) => tag.toLowerCase()),
    mentions,
    pictures: hasPictures ? picturesFor(plan, voice, wording.language) : [],
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(quotes === undefined ? {} : { quotes }),
    ...(card === undefined ? {} : { card }),
    ...(wording.pollOptions === undefined ? {} : { poll: pollFor(plan, wording.pollOptions) }),
  };
}

/** What the post is called on its author's own server, and so everywhere. */
export function addressOf({ author, id }: Post): string {
  return `https://${author.domain}/users/${author.username}/statuses/${id}`;
}

/** A reply names whom it answers, and a self-reply nobody. */
function mentionsFor(replyTo: Post | undefined, author: Person): readonly Person[] {
  return replyTo === undefined || replyTo.author === author ? [] : [replyTo.author];
}

function visibilityFor({ replyTo, draw, author }: Plan, voice: Voice): Post['visibility'] {
  if (author.topics.includes('news') || author.isBot) return author.isBot ? 'unlisted' : 'public';
  if (replyTo !== undefined && replyTo.visibility !== 'public') return replyTo.visibility;
  if (voice.visibility !== 'public') return draw.chance(0.8) ? voice.visibility : 'public';
  return draw.chance(0.04) ? 'private' : draw.chance(0.06) ? 'unlisted' : 'public';
}

function languageFor(draw: Draw, author: Person, about: Post | undefined): string {
  const own = author.languages[0] ?? 'en';
  const asked = about?.language;
  if (asked !== undefined && asked !== null && author.languages.includes(asked)) return asked;
  return author.languages.length > 1 && draw.chance(0.2) ? (author.languages[1] as string) : own;
}

function picturesFor(
  { draw, topic, author }: Plan,
  voice: Voice,
  language: string,
): readonly Picture[] {
  const scenes = language === 'en' ? topicNamed(topic).scenes : ANYWHERE;
  const count = draw.pick([1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 4]);
  return Array.from({ length: author.isBot ? 1 : count }, () =>
    inventPicture(draw, draw.pick(scenes), draw.chance(voice.altShare)),
  );
}

function pollFor({ draw, atMs }: Plan, options: readonly string[]): Poll {
  const raw = options.map(() => 0.1 + draw.share());
  const sum = raw.reduce((total, one) => total + one, 0);
  return {
    options: options.map(capital),
    multiple: draw.chance(0.15),
    closesMs: atMs + draw.pick([HOUR_MS, 6 * HOUR_MS, DAY_MS, DAY_MS, 3 * DAY_MS, 7 * DAY_MS]),
    appeal: raw.map((one) => one / sum),
  };
}
