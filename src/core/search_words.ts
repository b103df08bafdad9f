import { LANE_TITLES, LANES, type Lane } from './edition.ts';
import { withSpaces } from './word_breaks.ts';

/** What is searched for, taken apart. */
export interface Search {
  /** For the full-text index; null where no word is asked for. Never breaks its syntax. */
  readonly match: string | null;
  /** What must not stand there, where no word is asked for; else it stands in `match`. */
  readonly without: string | null;
  /** Who wrote it: a handle, or what stands before its @; lower case. */
  readonly from: string | null;
  /** The lane in which an edition offered it. */
  readonly lane: Lane | null;
  readonly withMedia: boolean;
  readonly withLink: boolean;
  /** What was not understood, a sentence each. */
  readonly problems: readonly string[];
}

const LENGTH_MAX = 300;
const WORDS_MAX = 24;
/** from:ada, "two words", -not this, the rest. A quote that is never closed closes at the end. */
const PIECES = /(-?)(?:"([^"]*)"?|(from|lane|has):(\S*)|(\S+))/giu;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Reads what a person typed into the search field: words, which must all be there, "phrases",
 * beginnings (`mountain*`), `-without`, `from:ada`, `lane:quiet`, `has:media`, `has:link`.
 */
export function searchOf(typed: string): Search {
  const wanted: string[] = [];
  const unwanted: string[] = [];
  const problems: string[] = [];
  const found: Mutable<Search> = {
    ...{
      match: null,
      without: null,
      from: null,
      lane: null,
      withMedia: false,
      withLink: false,
      problems,
    },
  };
  for (const [, minus, phrase, name, value, word] of [
    ...typed.slice(0, LENGTH_MAX).matchAll(PIECES),
  ].slice(0, WORDS_MAX)) {
    if (name !== undefined && minus === '-')
      problems.push(`-${name}:${value} says nothing here. Only words are left out: -ferry.`);
    else if (name !== undefined) narrow(found, name.toLowerCase(), value ?? '', problems);
    else {
      const term = termOf(phrase ?? word ?? '');
      if (term !== undefined) (minus === '-' ? unwanted : wanted).push(term);
    }
  }
  const without = unwanted.length === 0 ? null : unwanted.join(' OR ');
  if (wanted.length === 0) found.without = without;
  else found.match = without === null ? wanted.join(' ') : `(${wanted.join(' ')}) NOT (${without})`;
  if (found.match === null && found.from === null)
    problems.push('A word to look for is needed, or a person: from:ada.');
  return found;
}

function narrow(found: Mutable<Search>, name: string, value: string, problems: string[]): void {
  const asked = value.toLowerCase();
  const handle = asked.replace(/^@/, '');
  const lane = LANES.find((one) => one === asked || LANE_TITLES[one].replace(/ /g, '-') === asked);
  if (name === 'from' && handle !== '') found.from = handle;
  else if (name === 'lane' && lane !== undefined) found.lane = lane;
  else if (name === 'has' && /^(media|pictures?)$/.test(asked)) found.withMedia = true;
  else if (name === 'has' && /^links?$/.test(asked)) found.withLink = true;
  else problems.push(`${name}:${value} says nothing here. ${REMEDIES[name]}`);
}

const REMEDIES: Readonly<Record<string, string>> = {
  from: 'A person goes with their handle: from:ada@example.social.',
  lane: `There are: ${LANES.map((lane) => `lane:${lane}`).join(', ')}.`,
  has: 'There are: has:media, has:link.',
};

/** In quotes nothing is an operator; what holds no letter or digit is no word to the index. */
function termOf(text: string): string | undefined {
  const isBeginning = /[\p{L}\p{N}]\*$/u.test(text);
  const words = withSpaces(text.replaceAll('"', ' ').replaceAll('\0', ' ')).trim();
  if (!/[\p{L}\p{N}]/u.test(words)) return undefined;
  return `"${words}"${isBeginning ? '*' : ''}`;
}
