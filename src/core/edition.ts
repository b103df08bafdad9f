import type { EpochMs } from './clock.ts';
import { counted } from './counted.ts';

/** Why a status is eligible. Exclusive; docs/signals.md. */
export const LANES = ['fresh', 'missed', 'quiet', 'boosted', 'resurfaced', 'wildcard'] as const;
export type Lane = (typeof LANES)[number];

/** What the lanes are called on the page (design, section 1). */
export const LANE_TITLES = {
  fresh: 'new today',
  missed: 'missed',
  quiet: 'quiet voices',
  boosted: 'strangers',
  resurfaced: 'second chance',
  wildcard: 'by chance',
} as const satisfies Record<Lane, string>;

/** The same behind a number, where one or many read otherwise: "1 stranger", "2 second chances". */
const COUNTED_TITLES: Readonly<Partial<Record<Lane, readonly [one: string, many: string]>>> = {
  quiet: ['quiet voice', 'quiet voices'],
  boosted: ['stranger', 'strangers'],
  resurfaced: ['second chance', 'second chances'],
};

export function countedLane(count: number, lane: Lane): string {
  return counted(count, ...(COUNTED_TITLES[lane] ?? [LANE_TITLES[lane], LANE_TITLES[lane]]));
}

/** One number about a candidate and what it does to the score, as it is frozen with the entry. */
export interface Signal {
  readonly value: number | null;
  /** Millionths of the factor's natural logarithm; 0 is ×1. */
  readonly factor_micro: number;
  /** Of the owner's dials: whose word it was on whom, "#knitting: less". */
  readonly said?: readonly string[];
  /** Of the percentile: of how many of the author’s counted at its age it is one; or absent. */
  readonly posts?: number;
  /** Of offers: those of the post itself, where others were of its story or its thread. */
  readonly itself?: number;
  /** The feed's exponent of it, where that is not 1. */
  readonly exponent?: number;
  /** What it counts with this owner by their acts, where that is not × 1 (rank/leanings.ts). */
  readonly leaning?: number;
}

export type Signals = Readonly<Record<string, Signal>>;

/** Neither the score nor chance gave the place: it is a turn, or a last chance. */
export function isGiven({ turn, last_chance }: Signals): boolean {
  return turn !== undefined || last_chance !== undefined;
}

/** One place in an edition. */
export interface Entry {
  readonly position: number; // 1 … size
  readonly uri: string;
  readonly statusId: string; // the server's id of the inner status
  readonly account: string; // ada@example.social
  readonly lane: Lane;
  readonly scoreMicro: number;
  readonly drawKey: number;
  readonly signals: Signals;
  readonly boosters: readonly string[]; // handles, earliest first
  /** Uris of other statuses it stands for, at most NAMED_MAX: its story, the rest of its thread. */
  readonly named: readonly string[];
  /** In the owner's words, where their own SQL gave one: why it is here. */
  readonly reason?: string;
}

/** A page shows twenty of them, and counts the rest. */
export const NAMED_MAX = 100;

/**
 * What may keep a candidate of the front from a place: the weights of others; the caps of author,
 * booster, site, server and screen; the quotas of strangers and of second chances; an entry that
 * stands for it; and more people to be given a place than there are.
 */
export const PASSING_RULES = [
  'weight',
  'author',
  'booster',
  'site',
  'server',
  'screen',
  'boosted',
  'resurfaced',
  'story',
  'thread',
  'turn',
  'always',
] as const;
export type PassingRule = (typeof PASSING_RULES)[number];

/** Why a candidate has no place, in words and in a form that can be counted. */
export interface Passing {
  readonly reason: string;
  readonly rule: PassingRule;
  /**
   * Whose places are full: an author, booster, site or server; or what stands for it, or would, its
   * uri.
   */
  readonly subject?: string;
  /** The drawing key of the least that had its place; absent where none of them stood by one. */
  readonly toBeat?: number | undefined;
  /** What else would have kept it out. */
  readonly besides?: string;
}

/** A candidate of the front that got no place. */
export interface PassedOver extends Passing {
  readonly uri: string;
  readonly account: string;
  readonly drawKey: number;
  /** Candidates with a greater score, of all there are; where it was asked about. */
  readonly above?: number;
  readonly scoreMicro: number;
  readonly signals: Signals;
}

/** What the draw had to work with, for `stats` and the page. */
export interface DrawReport {
  readonly candidates: number;
  readonly lanes: Readonly<Record<Lane, number>>;
  /** Followed authors with something that still waits for a turn, before the draw. */
  readonly waiting: number;
  /** Turns a draw that would meet every deadline, and those that this edition gave. */
  readonly turnsNeeded: number;
  readonly turnsTaken: number;
  /** The most that it had room for; undefined in older editions. */
  readonly turnsRoom?: number;
  /** Standing load: above 1 not everybody can be heard in time (docs/signals.md). */
  readonly load: number;
  /** Where the feed's own SQL failed. */
  readonly instead?: DrawnInstead;
  /** The edition that this one goes on from: somebody who came to its end asked for more. */
  readonly continues?: number;
}

/** Why a feed was not drawn as it stands, and with what it was. */
export interface DrawnInstead {
  /** The mistake, with its file, line and word. */
  readonly why: string;
  /** "its last good SQL", "feed morning". */
  readonly drawnWith: string;
}

export interface Edition {
  /** null for a dry draw. */
  readonly edition: number | null;
  readonly feed: string;
  readonly seed: string;
  readonly drawnAtMs: EpochMs;
  readonly size: number;
  readonly readingMinutes: number;
  readonly entries: readonly Entry[];
  readonly passedOver: readonly PassedOver[];
  readonly report: DrawReport;
}
