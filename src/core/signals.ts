import { type EpochMs, isoOf } from './clock.ts';
import { counted } from './counted.ts';
import { ownersWord } from './dial.ts';
import { factorOf } from './dice.ts';
import type { Signal, Signals } from './edition.ts';

/** What a signal is called, what it measures, and how its value is said. */
export interface SignalText {
  readonly title: string;
  /** One sentence: what it is, and its unit. */
  readonly sentence: string;
  /** The value with its unit, for `why`: "91st percentile of her posts". */
  readonly say: (value: number) => string;
}

const times = (value: number) => `${value.toFixed(2)} × usual`;

/** Every signal of the ranker, in the order in which `why` shows them. */
export const SIGNAL_TEXTS = {
  own_percentile: {
    title: 'For this author',
    sentence:
      'Share of the author’s posts, and where those are few of posts by people of like following, ' +
      'that had drawn less response at the same age.',
    say: (value) =>
      `better than ${Math.min(99, Math.round(value * 100))} in 100 of theirs, or of their like`,
  },
  social_proof: {
    title: 'Boosted by people you follow',
    sentence:
      'Voices: distinct boosters other than the author, habitual boosters counting less, over what ' +
      'is usual for an author whom your people boost more than others.',
    say: (value) => (value === 0 ? 'by nobody' : `counts as ${value.toFixed(1)} voices`),
  },
  regard: {
    title: 'Author’s standing',
    sentence:
      'How often your people boost somebody whom you follow, × the usual for people of like following.',
    say: times,
  },
  affinity: {
    title: 'Your acts on this author',
    sentence: 'Favourites, boosts and bookmarks you gave this author per post seen, × your usual.',
    say: times,
  },
  language: {
    title: 'Your acts on their language',
    sentence:
      'What you gave posts in the language that this author writes most, × your usual, as far as ' +
      'you have seen too little of theirs.',
    say: times,
  },
  topic: {
    title: 'Your acts on its tags and sites',
    sentence: 'What you gave posts with the same tags or site, × your usual.',
    say: times,
  },
  tag_regard: {
    title: 'Standing of its tags and sites',
    sentence: 'How often your people boost posts with the same tags or site, × the usual.',
    say: times,
  },
  quiet: {
    title: 'Quiet voice',
    sentence:
      'Posts a day of this author that reached you over four weeks: of a stranger, what was boosted.',
    say: (value) => `${value.toFixed(2)} posts a day`,
  },
  debt: {
    title: 'Owed to this author',
    sentence:
      'Whole days, up to a week, without an offer of theirs in an edition you opened; it weighs ' +
      'nothing while not everybody can be heard in time.',
    say: owedWords,
  },
  kind: {
    title: 'Kind of post',
    sentence: 'Replies, continued threads and bots weigh less; a post that mentions you more.',
    say: (value) => KINDS[value] ?? 'a post',
  },
  stranger: {
    title: 'Stranger',
    sentence: 'Whether you do not follow the author: proof alone overrates strangers.',
    say: (value) => (value === 1 ? 'you do not follow them' : 'you follow them'),
  },
  freshness: {
    title: 'Freshness',
    sentence:
      'Days since it reached us; one on which you read nothing counts a quarter. It never falls to nothing.',
    say: (value) => counted(value, 'day'),
  },
  fatigue: {
    title: 'Offered before',
    sentence:
      'Offers of it, its story or its thread, in editions you opened, in which you did not see it.',
    say: (value) => (value === 0 ? 'not yet' : `${counted(value, 'time')}, not seen`),
  },
  story: {
    title: 'Story already seen',
    sentence: 'Whether you saw the same link in another post.',
    say: (value) => (value === 1 ? 'seen elsewhere' : 'new to you'),
  },
  dial: {
    title: 'Your dial',
    sentence: 'Your own word about this person, tag or site.',
    say: (value) => (value === 0 ? 'none' : value > 0 ? 'more' : 'less'),
  },
} as const satisfies Record<string, SignalText>;

/**
 * What an entry has that stands there because it was its author's turn. It weighs nothing: a turn
 * gives a place, whatever the score.
 */
const TURN = {
  title: 'Their turn',
  sentence: 'Whole days that this author has waited for a place.',
  say: waitWords,
} as const satisfies SignalText;

/** What every post of somebody has whom the owner always wants. It weighs nothing either. */
const ALWAYS = {
  title: 'Your “always”',
  sentence: 'You want a place for this author in every edition.',
  say: () => 'a place in every edition',
} as const satisfies SignalText;

/** What a post has that was put off until a day that has come. */
const SNOOZED = {
  title: 'Your snooze',
  sentence: 'You put this post off until a day that has come: it has a place until it is seen.',
  say: () => 'a place until you see it',
} as const satisfies SignalText;

/** What an entry has that stands there since it leaves the store. It weighs nothing. */
const LAST_CHANCE = {
  title: 'Last chance',
  sentence: 'When its text leaves the store, unix ms; what stands in an edition stays two weeks.',
  say: leavesWords,
} as const satisfies SignalText;

/** "it leaves the store on 2027-12-06". */
export function leavesWords(atMs: number): string {
  return `it leaves the store on ${isoOf(atMs as EpochMs).slice(0, '2027-12-06'.length)}`;
}

/** Strangers are owed nothing, nor is who is followed since today: neither was offered yet. */
function owedWords(days: number): string {
  if (days >= 7) return 'a week without an offer';
  return days === 0 ? 'nothing yet' : `${counted(days, 'day')} without an offer`;
}

/** "waited 12 days". */
export function waitWords(days: number): string {
  return days === 0 ? 'waited less than a day' : `waited ${counted(days, 'day')}`;
}

/** What the score of the owner's own SQL makes of the ranker's. */
const OWN = {
  title: 'Your own SQL',
  sentence: 'The score that your SQL gives, over what the other factors make.',
  say: (value: number) => `gives it the score ${value.toFixed(2)}`,
} as const satisfies SignalText;

/** Undefined for a signal that only another version knows. */
export function signalTextOf(name: string): SignalText | undefined {
  const texts: Readonly<Record<string, SignalText>> = {
    ...SIGNAL_TEXTS,
    turn: TURN,
    always: ALWAYS,
    snoozed: SNOOZED,
    last_chance: LAST_CHANCE,
    own: OWN,
  };
  return texts[name];
}

/** What a signal says of a post, for `why`: its value with its unit, or whose word it was. */
export function signalWords(name: string, signal: Signal): string {
  const { leaning = 1 } = signal;
  const words = valueWords(name, signal);
  return isTold(leaning) ? `${words}; counts ×\u00a0${leaning.toFixed(2)} by your acts` : words;
}

/** What a factor counts by the owner's acts is worth a word from a tenth on. */
export function isTold(leaning: number): boolean {
  return Math.abs(leaning - 1) >= LEANING_TOLD;
}

const LEANING_TOLD = 0.095; // hundredths are kept: 0.9 and 1.1 are tenths

function valueWords(name: string, { value, said, itself }: Signal): string {
  if (said !== undefined) return ownersWord(said);
  if (itself !== undefined && value !== null)
    return `${itself === 0 ? '' : 'it or '}its story ${counted(value, 'time')}, not seen`;
  if (value === null) return 'not known yet';
  return signalTextOf(name)?.say(value) ?? String(value);
}

const KINDS: Readonly<Record<number, string>> = {
  0: 'a post',
  1: 'a reply to others',
  2: 'continues a thread',
  3: 'mentions you',
  4: 'a bot’s post',
};

export interface PublicSignal {
  readonly value: number | null;
  readonly factor: number;
  readonly said?: readonly string[];
  readonly posts?: number;
  readonly itself?: number;
  readonly exponent?: number;
  readonly leaning?: number;
}

/** A signal as `--json` prints it. */
export function publicSignals(signals: Signals): Readonly<Record<string, PublicSignal>> {
  const shown = ([name, { value, factor_micro, ...beside }]: [string, Signal]) => [
    name,
    { value, factor: Number(factorOf(factor_micro).toPrecision(6)), ...beside },
  ];
  return Object.fromEntries(Object.entries(signals).map(shown));
}
