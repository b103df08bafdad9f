import { type Grammar, layered, readGrammar } from './grammar.ts';
import { ENGLISH, ENGLISH_FRAMES } from './grammar_english.ts';
import { ENGLISH_ANSWERS } from './grammar_english_answers.ts';
import type { SceneName } from './pictures_scenes.ts';
import { MUSHROOMS, SWIMMING, WEATHER } from './topics_elements.ts';
import { CATS, RADIO, WORDS } from './topics_everyday.ts';
import { DATABASES, LIBRARIES, TYPOGRAPHY } from './topics_letters.ts';
import { BREAD, CERAMICS, KNITTING } from './topics_making.ts';
import { MUSEUM, NEWS, READINGS } from './topics_news.ts';
import { BIRDS, CYCLING, GARDENS } from './topics_outdoors.ts';
import { ASTRONOMY, MAPS, TRAINS } from './topics_travel.ts';
import { REPAIR, SYNTHS } from './topics_workshop.ts';

export interface Topic {
  readonly name: string;
  /** English, with everything that all topics share below it. */
  readonly grammar: Grammar;
  /** What the pictures of such posts show. */
  readonly scenes: readonly SceneName[];
}

const shared = readGrammar(ENGLISH, ENGLISH_FRAMES, ENGLISH_ANSWERS);

function topic(name: string, text: string, scenes: readonly SceneName[]): Topic {
  return { name, grammar: layered(readGrammar(text), shared), scenes };
}

/** What people write about. */
export const TOPICS: readonly Topic[] = [
  topic('birds', BIRDS, ['birds', 'birds', 'hills']),
  topic('gardens', GARDENS, ['garden', 'garden', 'hills']),
  topic('cycling', CYCLING, ['wheel', 'hills', 'map']),
  topic('weather', WEATHER, ['hills', 'chart', 'sea']),
  topic('swimming', SWIMMING, ['sea', 'sea', 'hills']),
  topic('mushrooms', MUSHROOMS, ['mushrooms', 'garden']),
  topic('bread', BREAD, ['loaf', 'loaf', 'chart']),
  topic('ceramics', CERAMICS, ['pots']),
  topic('knitting', KNITTING, ['knitting']),
  topic('repair', REPAIR, ['wheel', 'chart']),
  topic('trains', TRAINS, ['train', 'hills', 'map']),
  topic('maps', MAPS, ['map']),
  topic('astronomy', ASTRONOMY, ['stars']),
  topic('typography', TYPOGRAPHY, ['type']),
  topic('databases', DATABASES, ['chart', 'wave']),
  topic('libraries', LIBRARIES, ['books']),
  topic('cats', CATS, ['garden', 'books', 'knitting']),
  topic('words', WORDS, ['type', 'books']),
  topic('radio', RADIO, ['wave', 'stars', 'chart']),
  topic('synths', SYNTHS, ['wave', 'wave', 'chart']),
];

/** What newsrooms and bots write; nobody else does. */
const FLOOD_TOPICS: readonly Topic[] = [
  topic('news', NEWS, ['map', 'hills', 'chart']),
  topic('readings', READINGS, ['chart', 'sea']),
  topic('museum', MUSEUM, ['pots', 'map']),
];

const byName = new Map([...TOPICS, ...FLOOD_TOPICS].map((one) => [one.name, one]));

export function topicNamed(name: string): Topic {
  const found = byName.get(name);
  if (found === undefined) throw new RangeError(`The demo has no topic "${name}".`);
  return found;
}
