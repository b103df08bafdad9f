import { capital } from '../core/capital.ts';
import type { Voice } from './composer_voice.ts';
import { expand, type Grammar, type Memory } from './grammar.ts';
import { languageGrammar } from './grammar_languages.ts';
import { topicNamed } from './topics.ts';
import type { Person } from './world.ts';
import type { Draw } from './world_draw.ts';

/** What a post says, before it is anybody's. */
export interface Wording {
  readonly text: string;
  readonly language: string;
  readonly tags: readonly string[];
  readonly spoiler: string;
  readonly pollOptions?: readonly string[];
}

export type Form =
  | 'plain'
  | 'list'
  | 'question'
  | 'caption'
  | 'share'
  | 'poll'
  | 'warning'
  | 'quote'
  | 'reply'
  | 'answer'
  | 'thread'
  | 'edit';

export interface Occasion {
  readonly author: Person;
  readonly voice: Voice;
  readonly topic: string;
  readonly form: Form;
  readonly language: string;
  readonly draw: Draw;
}

/** One attempt at a post; the caller draws again where it says what was said before. */
export function word(occasion: Occasion): Wording {
  const isEnglish = occasion.language === 'en';
  const grammar = isEnglish
    ? topicNamed(occasion.topic).grammar
    : languageGrammar(occasion.language);
  const say = (symbol: string, memory: Memory) => expand(grammar, symbol, occasion.draw, memory);
  const body = isEnglish ? englishBody(occasion, say) : otherBody(occasion, say, grammar);
  const tags = body.tags ?? tagsFor(occasion, grammar);
  const spoken = spokenIn(occasion, body.text);
  return {
    language: occasion.language,
    text: tags.length === 0 ? spoken : `${spoken} ${tags.map((tag) => `#${tag}`).join(' ')}`,
    tags,
    spoiler: body.spoiler ?? '',
    ...(body.pollOptions === undefined ? {} : { pollOptions: body.pollOptions }),
  };
}

interface Body {
  readonly text: string;
  readonly tags?: readonly string[];
  readonly spoiler?: string;
  readonly pollOptions?: readonly string[];
}

type Say = (symbol: string, memory: Memory) => string;

function englishBody({ form, voice, draw, author }: Occasion, say: Say): Body {
  const memory: Memory = new Map();
  const openings = new Set<string>();
  const first = (symbol: string) => capitalSentence(unlike(openings, () => say(symbol, memory)));
  const more = () => first('second');
  switch (form) {
    case 'list':
      return { text: listOf(say, draw) };
    case 'question':
      return { text: joined(draw.chance(0.5) ? first('opening') : '', first(askSymbol(draw))) };
    case 'caption':
      return { text: joined(first('caption'), draw.chance(0.3) ? more() : '') };
    case 'share':
      return { text: joined(first('share'), draw.chance(0.25) ? more() : ''), ...shyOfTags(draw) };
    case 'poll':
      return pollBody(say('poll', memory));
    case 'warning': {
      const text = joined(first('grumble'), draw.chance(0.6) ? first('grumble') : '');
      return { text, spoiler: say('spoiler', memory), tags: [] };
    }
    case 'quote':
      return { text: first('quote'), ...shyOfTags(draw) };
    case 'reply':
    case 'answer':
      return { text: first(form), tags: [] };
    case 'thread':
      return { text: joined(first('say'), more(), draw.chance(0.5) ? more() : ''), tags: [] };
    case 'edit':
      return { text: first('edit'), tags: [] };
    case 'plain':
      return { text: plainText(first, more, { voice, draw, isBot: author.isBot }) };
  }
}

/** A sentence that does not begin like those before it, or a post would sound like a machine. */
function unlike(openings: Set<string>, sentence: () => string): string {
  let text = sentence();
  const openingOf = (one: string) => one.split(' ', 2).join(' ').toLowerCase();
  for (let attempt = 0; attempt < 4 && openings.has(openingOf(text)); attempt += 1) {
    text = sentence();
  }
  openings.add(openingOf(text));
  return text;
}

function plainText(
  first: (symbol: string) => string,
  more: () => string,
  { voice, draw, isBot }: { voice: Voice; draw: Draw; isBot: boolean },
): string {
  if (isBot) return joined(first('say'), draw.chance(0.4) ? more() : '');
  if (voice.length === 'terse') return first(draw.chance(0.5) ? 'opening' : 'sentence');
  const opening = first('opening');
  if (voice.length === 'usual') return joined(opening, draw.chance(0.75) ? more() : '');
  const rest = joined(more(), draw.chance(0.5) ? more() : '');
  return draw.chance(0.4) ? `${opening}\n\n${rest}` : joined(opening, rest, more());
}

function otherBody({ form, voice, draw }: Occasion, speak: Say, grammar: Grammar): Body {
  const memory: Memory = new Map();
  const has = (symbol: string) => grammar.has(symbol);
  const say: Say = (symbol, memory) => capitalSentence(speak(symbol, memory));
  const gap = grammar.has('nospace') ? '' : ' ';
  const openings = new Set<string>();
  const plain = () => unlike(openings, () => say('say', memory));
  switch (form) {
    case 'question':
      return { text: say('ask', memory) };
    case 'reply':
    case 'answer':
      return { text: say('reply', memory), tags: [] };
    case 'share':
      return { text: say(has('share') ? 'share' : 'say', memory), tags: [] };
    case 'quote':
      return { text: say(has('share') ? 'share' : 'say', memory), tags: [] };
    case 'warning':
      return { text: say('grumble', memory), spoiler: say('spoiler', memory), tags: [] };
    case 'poll':
      return pollBody(say('poll', memory));
    case 'edit':
      return { text: `Edit: ${say('say', memory)}`, tags: [] };
    default: {
      const isLong = voice.length !== 'terse' && draw.chance(0.6);
      return { text: isLong ? `${plain()}${gap}${plain()}` : plain() };
    }
  }
}

function askSymbol(draw: Draw): string {
  return draw.chance(0.7) ? 'ask' : 'tellme';
}

function shyOfTags(draw: Draw): { tags?: readonly string[] } {
  return draw.chance(0.7) ? { tags: [] } : {};
}

function pollBody(line: string): Body {
  const [question = '', ...options] = line.split(' / ');
  return { text: capitalSentence(question), pollOptions: [...new Set(options)], tags: [] };
}

function listOf(say: Say, draw: Draw): string {
  const bullet = draw.pick(['- ', '• ', '– ', '* ', '→ ']);
  const memory: Memory = new Map();
  const lines = Array.from({ length: draw.whole(3, 6) }, () => bullet + say('list_item', memory));
  return [capital(say('list_head', memory)), '', ...lines].join('\n');
}

const EVERY_SENTENCE = /(^|[.!?…]\s+|\n)(["“(]?\p{Ll})/gu;

/** Grammars are written without regard to where a sentence begins. */
function capitalSentence(text: string): string {
  return text.replace(EVERY_SENTENCE, (_, before: string, letter: string) => {
    return before + letter.toUpperCase();
  });
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}

/** The voice's own spelling and decoration. */
function spokenIn({ voice, draw, form, author }: Occasion, text: string): string {
  if (author.isBot || author.topics.includes('news')) return text;
  let spoken = voice.isLowerCase ? text.toLowerCase() : text;
  if (voice.endsWithoutStop && form !== 'list') spoken = spoken.replace(/(?<!\.)\.$/, '');
  const mark = voice.emoji[draw.whole(0, 4)];
  return mark !== undefined && draw.chance(0.6) ? `${spoken} ${mark}` : spoken;
}

function tagsFor({ voice, draw, form, author }: Occasion, grammar: Grammar): readonly string[] {
  const isOfficial = author.isBot || author.topics.includes('news');
  const habit = isOfficial ? 'some' : voice.tagHabit;
  if (habit === 'none' || (habit === 'some' && !draw.chance(form === 'caption' ? 0.7 : 0.4))) {
    return [];
  }
  const count = habit === 'many' ? draw.whole(1, 4) : draw.whole(1, 2);
  const tags = Array.from({ length: count }, () => expand(grammar, 'tags', draw, new Map()));
  return [...new Set(tags.map((tag) => tag.replace(/[\s']/g, '')))];
}
