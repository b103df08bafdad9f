import { DAY_MS, type EpochMs, epochMsOf, isoOf } from './clock.ts';
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
  /** Written at this moment or later; null: ever. */
  readonly sinceMs: EpochMs | null;
  /** Written before this moment; null: ever. */
  readonly untilMs: EpochMs | null;
  /** What was not understood, a sentence each. */
  readonly problems: readonly string[];
}

/** When a day begins where they live; it is given as that of UTC with the same name. */
type Beginning = (asUtcMs: number) => EpochMs;

const LENGTH_MAX = 300;
const WORDS_MAX = 24;
/** from:ada, "two words", -not this, the rest. A quote that is never closed closes at the end. */
const PIECES =
  /(-?)(?:"([^"]*)"?|(from|lane|has|before|after|during|is|in|language):(\S*)|(\S+))/giu;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Reads what a person typed into the search field: words, which must all be there, "phrases",
 * beginnings (`mountain*`), `-without`, `from:ada`, `lane:quiet`, `has:media`, `has:link`,
 * `before:2026-03-01`.
 */
export function searchOf(typed: string, beginning: Beginning): Search {
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
      sinceMs: null,
      untilMs: null,
      problems,
    },
  };
  for (const [, minus, phrase, name, value, word] of [
    ...typed.slice(0, LENGTH_MAX).matchAll(PIECES),
  ].slice(0, WORDS_MAX)) {
    if (name !== undefined && minus === '-')
      problems.push(`-${name}:${value} says nothing here. Only words are left out: -ferry.`);
    else if (name !== undefined) {
      const isRead =
        narrow(found, name.toLowerCase(), value ?? '') ||
        narrowDays(found, name.toLowerCase(), dayOf(value ?? '', beginning));
      if (!isRead)
        problems.push(`${name}:${value} says nothing here. ${REMEDIES[name.toLowerCase()]}`);
    } else {
      const text = phrase ?? word ?? '';
      const term = termOf(text);
      if (term !== undefined) (minus === '-' ? unwanted : wanted).push(term);
      else if (SIGN.test(text)) problems.push(`${text} says nothing here. ${NO_WORD}`);
    }
  }
  const without = unwanted.length === 0 ? null : unwanted.join(' OR ');
  if (wanted.length === 0) found.without = without;
  else found.match = without === null ? wanted.join(' ') : `(${wanted.join(' ')}) NOT (${without})`;
  if (found.match === null && found.from === null)
    problems.push('A word to look for is needed, or a person: from:ada.');
  return found;
}

/** False where it says nothing. */
function narrow(found: Mutable<Search>, name: string, value: string): boolean {
  const asked = value.toLowerCase();
  const handle = asked.replace(/^@/, '');
  const lane = LANES.find((one) => one === asked || LANE_TITLES[one].replace(/ /g, '-') === asked);
  if (name === 'from' && handle !== '') found.from = handle;
  else if (name === 'lane' && lane !== undefined) found.lane = lane;
  else if (name === 'has' && /^(media|pictures?)$/.test(asked)) found.withMedia = true;
  else if (name === 'has' && /^links?$/.test(asked)) found.withLink = true;
  else return false;
  return true;
}

/** As Mastodon takes them: `after` a day is the day after it and later. */
function narrowDays(found: Mutable<Search>, name: string, day: Day | undefined): boolean {
  if (day === undefined || !/^(before|after|during)$/.test(name)) return false;
  if (name !== 'after') found.untilMs = name === 'before' ? day.beginsMs : day.endsMs;
  if (name !== 'before') found.sinceMs = name === 'after' ? day.endsMs : day.beginsMs;
  return true;
}

interface Day {
  readonly beginsMs: EpochMs;
  readonly endsMs: EpochMs;
}

/** Date.parse takes the 31st of every month, and a month or a year as its first day. */
function dayOf(value: string, beginning: Beginning): Day | undefined {
  const asUtcMs = epochMsOf(`${value}T00:00:00Z`);
  if (asUtcMs === undefined || !isoOf(asUtcMs).startsWith(`${value}T`)) return undefined;
  return { beginsMs: beginning(asUtcMs), endsMs: beginning(asUtcMs + DAY_MS) };
}

/** What somebody may hope to find; of a dash between words nobody does. */
const SIGN = /[\p{S}\p{Extended_Pictographic}]/u;
const NO_WORD = 'Only letters and digits are looked for.';
const A_DAY = 'A day goes with its year: before:2026-03-31.';
const OTHERS = 'There are: from:, lane:, has:, before:, after:, during:.';
const REMEDIES: Readonly<Record<string, string>> = {
  from: 'A person goes with their handle: from:ada@example.social.',
  lane: `There are: ${LANES.map((lane) => `lane:${lane}`).join(', ')}.`,
  has: 'There are: has:media, has:link.',
  before: A_DAY,
  after: A_DAY,
  during: A_DAY,
  is: OTHERS,
  in: OTHERS,
  language: OTHERS,
};

/** In quotes nothing is an operator; what holds no letter or digit is no word to the index. */
function termOf(text: string): string | undefined {
  const isBeginning = /[\p{L}\p{N}]\*$/u.test(text);
  const words = withSpaces(text.replaceAll('"', ' ').replaceAll('\0', ' ')).trim();
  if (!/[\p{L}\p{N}]/u.test(words)) return undefined;
  return `"${words}"${isBeginning ? '*' : ''}`;
}
