import { capital } from '../core/capital.ts';
import type { Draw } from './world_draw.ts';

/**
 * A grammar is a text. A line without indent names a symbol; the indented lines below it, or what
 * follows ` = ` on the same line, are its alternatives, one a line or parted by ` | `. Inside an
 * alternative stand
 *
 *     {bird}      another symbol
 *     {*bird}     the same word wherever it comes again in this post
 *     {a bird}    with its article, {^bird} with a capital, {+bird} in the plural
 *     {n 3 40}    a number in figures, {N 3 12} in words
 */
export type Grammar = ReadonlyMap<string, readonly Template[]>;

type Template = readonly Piece[];

type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'number';
      readonly from: number;
      readonly to: number;
      readonly inWords: boolean;
    }
  | {
      readonly kind: 'symbol';
      readonly name: string;
      readonly isKept: boolean;
      readonly manner: 'plain' | 'article' | 'capital' | 'plural';
    };

/**
 * What one post has chosen so far: by symbol the word that it keeps to, and by symbol and word,
 * parted by a blank, whatever it said.
 */
export type Memory = Map<string, string>;

export function readGrammar(...texts: readonly string[]): Grammar {
  const grammar = new Map<string, Template[]>();
  for (const text of texts) {
    let open: Template[] = [];
    for (const line of text.split('\n')) {
      if (line.trim() === '') continue;
      const heading = /^(\w+)(?: = (.*))?$/.exec(line);
      if (heading !== null) {
        open = listIn(grammar, heading[1] as string);
        if (heading[2] !== undefined) open.push(...alternativesIn(heading[2]));
      } else open.push(...alternativesIn(line));
    }
  }
  return grammar;
}

/** The first grammar's symbols where it has them, then the second's. */
export function layered(over: Grammar, under: Grammar): Grammar {
  return new Map([...under, ...over]);
}

export function expand(grammar: Grammar, symbol: string, draw: Draw, memory: Memory): string {
  const alternatives = grammar.get(symbol);
  if (alternatives === undefined || alternatives.length === 0) {
    throw new RangeError(`The grammar has no symbol "${symbol}".`);
  }
  let text = '';
  for (const piece of draw.pick(alternatives)) text += written(piece, grammar, draw, memory);
  return text;
}

function written(piece: Piece, grammar: Grammar, draw: Draw, memory: Memory): string {
  if (piece.kind === 'text') return piece.text;
  if (piece.kind === 'number') {
    const number = draw.whole(piece.from, piece.to);
    return piece.inWords ? (WORDS[number] ?? String(number)) : String(number);
  }
  const known = piece.isKept ? memory.get(piece.name) : undefined;
  const word = known ?? newWord(grammar, piece.name, draw, memory);
  if (piece.isKept) memory.set(piece.name, word);
  if (piece.manner === 'article') return `${articleOf(word)} ${word}`;
  if (piece.manner === 'plural') return pluralOf(word);
  return piece.manner === 'capital' ? capital(word) : word;
}

/** "My aunt was following my aunt": a word is not drawn twice while there are others. */
function newWord(grammar: Grammar, symbol: string, draw: Draw, memory: Memory): string {
  let word = expand(grammar, symbol, draw, memory);
  for (let attempt = 0; attempt < NEW_WORD_ATTEMPTS; attempt += 1) {
    if (!memory.has(`${symbol} ${word}`)) break;
    word = expand(grammar, symbol, draw, memory);
  }
  memory.set(`${symbol} ${word}`, word);
  return word;
}

const NEW_WORD_ATTEMPTS = 6;

function articleOf(word: string): string {
  if (/^(?:uni|use|eu|one|ukul)/i.test(word)) return 'a';
  return /^(?:[aeiou]|hour|hon[eo])/i.test(word) ? 'an' : 'a';
}

/** English, and good enough for the nouns in the topics. */
function pluralOf(word: string): string {
  if (/(?:ch|sh|s|x|z|tomato|potato)$/.test(word)) return /[^s]s$/.test(word) ? word : `${word}es`;
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  if (/tooth$/.test(word)) return word.replace(/tooth$/, 'teeth');
  if (/loaf$/.test(word)) return `${word.slice(0, -1)}ves`;
  if (/of the woods$|fungus$/.test(word)) return word;
  return `${word}s`;
}

function alternativesIn(line: string): Template[] {
  return line.trim().split(' | ').map(templateOf);
}

function templateOf(text: string): Template {
  return text
    .split(/(\{[^}]+\})/)
    .filter((part) => part !== '')
    .map(pieceOf);
}

function pieceOf(part: string): Piece {
  const number = /^\{([nN]) (\d+) (\d+)\}$/.exec(part);
  if (number !== null) {
    const [, letter, from, to] = number;
    return { kind: 'number', from: Number(from), to: Number(to), inWords: letter === 'N' };
  }
  const symbol = /^\{(a |\^|\+)?(\*)?(\w+)\}$/.exec(part);
  if (symbol === null) {
    if (part.startsWith('{')) throw new SyntaxError(`Not a slot: ${part}`);
    return { kind: 'text', text: part };
  }
  const [, manner, star, name] = symbol;
  return {
    kind: 'symbol',
    name: name as string,
    isKept: star !== undefined,
    manner: MANNERS[manner ?? ''] ?? 'plain',
  };
}

function listIn(grammar: Map<string, Template[]>, symbol: string): Template[] {
  const known = grammar.get(symbol);
  if (known !== undefined) return known;
  const list: Template[] = [];
  grammar.set(symbol, list);
  return list;
}

const MANNERS: Readonly<Record<string, 'article' | 'capital' | 'plural'>> = {
  'a ': 'article',
  '^': 'capital',
  '+': 'plural',
};

const WORDS = [
  ...[
    'no',
    'one',
    'two',
    'three',
    'four',
    'five',
    'six',
    'seven',
    'eight',
    'nine',
    'ten',
    'eleven',
  ],
  ...['twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'],
  'twenty',
];
