import { DAY_MS } from '../core/clock.ts';
import { expand, type Grammar, readGrammar } from './grammar.ts';
import { FLOODERS, type Flooder } from './people_flooders.ts';
import { LANGUAGE_SHARES, NAMES, type Names } from './people_names.ts';
import { NOTES } from './people_notes.ts';
import { TOPICS } from './topics.ts';
import type { Person } from './world.ts';
import { type Draw, drawFrom, shuffled } from './world_draw.ts';

/** Home posts a day for each followed person, the flooders included; boosts come on top. */
const POSTS_PER_FOLLOW = 1.08;
/** The part of all posts that newsrooms and bots write, and how many of them there are. */
const FLOOD_SHARE = 0.18;
const FOLLOWS_PER_FLOODER = 110;
/**
 * Spread of the logarithm of posting rates: most people post once a week or less, a few all day.
 */
const RATE_SPREAD = 1.55;
const MAX_POSTS_PER_DAY = 13;
const STRANGERS_PER_FOLLOW = 0.27;

export interface Society {
  readonly owner: Person;
  readonly people: readonly Person[];
  readonly followed: readonly Person[];
}

export function inventPeople(seed: string, startMs: number, follows: number): Society {
  const draw = drawFrom(`${seed}/people`);
  const taken = new Set<string>(['reader']);
  const flooderCount = Math.min(
    FLOODERS.length,
    Math.max(2, Math.round(follows / FOLLOWS_PER_FLOODER)),
  );
  const humanCount = follows - flooderCount;
  const rates = ratesFor(draw, humanCount, follows * POSTS_PER_FOLLOW * (1 - FLOOD_SHARE));
  const languages = languagesFor(draw, humanCount);
  const followed: Person[] = rates.map((postsPerDay, at) =>
    human(draw, { taken, startMs, postsPerDay, language: languages[at] ?? 'en', isFollowed: true }),
  );
  const floodRate = (follows * POSTS_PER_FOLLOW * FLOOD_SHARE) / flooderCount;
  for (const shape of FLOODERS.slice(0, flooderCount)) {
    followed.push(flooder(draw, shape, { startMs, postsPerDay: floodRate, taken }));
  }
  const strangers = Array.from({ length: Math.round(follows * STRANGERS_PER_FOLLOW) }, () =>
    human(draw, {
      taken,
      startMs,
      postsPerDay: 0.1 + draw.share() * 0.8,
      language: draw.chance(0.8) ? 'en' : draw.pick(Object.keys(NAMES)),
      isFollowed: false,
    }),
  );
  return { owner: ownerOf(startMs), people: [...followed, ...strangers], followed };
}

/** Log-normal, and scaled so that they add up to what the home timeline is meant to carry. */
function ratesFor(draw: Draw, count: number, sum: number): number[] {
  const raw = Array.from({ length: count }, () => Math.exp(RATE_SPREAD * draw.normal()));
  let scale = sum / raw.reduce((total, one) => total + one, 0);
  // Cutting off the top lowers the sum, so the scale is found in a few steps.
  for (let step = 0; step < 6; step += 1) {
    const total = raw.reduce((whole, one) => whole + Math.min(MAX_POSTS_PER_DAY, one * scale), 0);
    scale *= sum / total;
  }
  return raw.map((one) => Math.min(MAX_POSTS_PER_DAY, one * scale));
}

/** Every language has a speaker, however small the world. */
function languagesFor(draw: Draw, count: number): string[] {
  const names = Object.keys(LANGUAGE_SHARES);
  const total = Object.values(LANGUAGE_SHARES).reduce((sum, one) => sum + one, 0);
  const languages = names.flatMap((name) => {
    const share = ((LANGUAGE_SHARES[name] ?? 0) / total) * count;
    return Array.from({ length: name === 'en' ? 0 : Math.max(1, Math.round(share)) }, () => name);
  });
  while (languages.length < count) languages.push('en');
  return shuffled(draw, languages.slice(0, count));
}

interface Life {
  readonly taken: Set<string>;
  readonly startMs: number;
  readonly postsPerDay: number;
  readonly language: string;
  readonly isFollowed: boolean;
}

function human(draw: Draw, { taken, startMs, postsPerDay, language, isFollowed }: Life): Person {
  const names = NAMES[language] as Names;
  const which = draw.whole(0, names.first.length - 1);
  const first = names.first[which] as string;
  const last = draw.pick(names.last);
  const username = usernameFor(draw, { taken, first: names.latin?.[which] ?? first, last });
  const topics = shuffled(
    draw,
    TOPICS.map((topic) => topic.name),
  ).slice(0, draw.whole(2, 4));
  return {
    id: username,
    username,
    domain: draw.chance(0.75) ? draw.pick(names.domains) : draw.pick(GENERAL_DOMAINS),
    displayName: displayNameOf(draw, first, last, language),
    note: expand(noteGrammar(language), 'note', draw, new Map()),
    isBot: false,
    isFollowed,
    postsPerDay,
    utcOffsetHours: draw.pick(names.offsets),
    languages: language === 'en' || draw.chance(0.6) ? [language] : [language, 'en'],
    // Fame hangs on luck far more than on anything this reader cares for.
    followers: Math.round(Math.exp(5.2 + 1.5 * draw.normal()) + 12),
    topics,
    joinedMs: startMs - Math.round((40 + draw.share() * 2_400) * DAY_MS),
    ...(draw.chance(0.05) ? { noindex: true } : {}),
  };
}

function usernameFor(
  draw: Draw,
  { taken, first, last }: { taken: Set<string>; first: string; last: string },
): string {
  const plain = latinised(first);
  const tail = latinised(last);
  const candidates = [plain, `${plain}_${draw.pick(HANDLE_WORDS)}`];
  if (tail.length > 2) candidates.push(`${plain}${tail}`, `${plain.charAt(0)}_${tail}`);
  candidates.push(`${draw.pick(HANDLE_WORDS)}_${plain}`, `${plain}${draw.whole(2, 99)}`);
  let name = candidates.find((candidate) => !taken.has(candidate));
  for (let number = 100; name === undefined; number += 1) {
    if (!taken.has(`${plain}${number}`)) name = `${plain}${number}`;
  }
  taken.add(name);
  return name;
}

function latinised(name: string): string {
  return name
    .toLowerCase()
    .replace(/ü/g, 'ue')
    .replace(/ä/g, 'ae')
    .replace(/ö/g, 'oe')
    .normalize('NFD')
    .replace(/[^a-z0-9]/g, '');
}

function displayNameOf(draw: Draw, first: string, last: string, language: string): string {
  const isFamilyFirst = language === 'ja';
  const whole = isFamilyFirst ? `${last}${first}` : `${first} ${last}`;
  const manner = draw.share();
  if (manner < 0.55) return whole;
  if (manner < 0.7) return first;
  if (manner < 0.85) return `${whole} ${draw.pick(NAME_MARKS)}`;
  return language === 'en' ? first.toLowerCase() : whole;
}

const grammars = new Map<string, Grammar>();

function noteGrammar(language: string): Grammar {
  const known = grammars.get(language);
  if (known !== undefined) return known;
  const grammar = readGrammar(NOTES[language] ?? '');
  grammars.set(language, grammar);
  return grammar;
}

function flooder(
  draw: Draw,
  shape: Flooder,
  { startMs, postsPerDay, taken }: { startMs: number; postsPerDay: number; taken: Set<string> },
): Person {
  taken.add(shape.username);
  return {
    ...shape,
    id: shape.username,
    isFollowed: true,
    postsPerDay: postsPerDay * (0.8 + draw.share() * 0.4),
    utcOffsetHours: draw.pick([0, 1]),
    languages: ['en'],
    followers: draw.whole(4_000, 60_000),
    joinedMs: startMs - Math.round((300 + draw.share() * 2_000) * DAY_MS),
  };
}

function ownerOf(startMs: number): Person {
  return {
    id: 'reader',
    username: 'reader',
    domain: 'demo.example',
    displayName: 'The reader',
    note: 'Invented, like everybody here. Follows too many people and regrets none of them.',
    isBot: false,
    isFollowed: false,
    postsPerDay: 0,
    utcOffsetHours: 0,
    languages: ['en', 'de', 'fr'],
    followers: 61,
    topics: ['birds', 'bread', 'maps'],
    joinedMs: startMs - 900 * DAY_MS,
  };
}

const GENERAL_DOMAINS = ['galaxies.example', 'mossy.example', 'loom.example', 'northwind.example'];

const HANDLE_WORDS = [
  ...[
    'reads',
    'afloat',
    'indoors',
    'again',
    'makes',
    'outside',
    'offline',
    'at_dusk',
    'knits',
    'maps',
  ],
  ...['upstairs', 'in_wool', 'by_the_sea', 'after_rain', 'and_the_cat', 'in_ink', 'half_awake'],
  ...[
    'on_foot',
    'with_tea',
    'at_home',
    'in_the_shed',
    'sometimes',
    'on_paper',
    'in_colour',
    'dot_wav',
  ],
  ...['types', 'hums', 'walks', 'bakes', 'mends', 'looks_up', 'takes_notes', 'by_train', 'rides'],
];

const NAME_MARKS = [
  '🌿',
  '🐦',
  '🧵',
  '📚',
  '🚲',
  '☕',
  '🍞',
  '🌙',
  '(she/her)',
  '(they/them)',
  '🗺️',
  '🎛️',
];
