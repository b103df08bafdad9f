import type { FeedFilters } from './feed_filters.ts';
import { MINUTES_A_POST } from './reading_time.ts';
import type { Schedule } from './schedule.ts';

/** A named way to rank. Frozen with each edition that it draws. */
export interface Feed {
  readonly name: string;
  /** What it is, in a sentence. */
  readonly about: string;
  /** Most entries of an edition. */
  readonly size: number;
  /** Most minutes of reading; as many entries are drawn as fit, and `size` is no more than a bound. */
  readonly minutes?: number;
  /**
   * T of weight = score^(1/T), > 0: near 0 takes the best, 1 lets chance decide (docs/signals.md).
   */
  readonly temperature: number;
  /** The newest first, instead of the dice. */
  readonly order?: 'as it came';
  /** Most places, as shares of the size, 0..1. */
  readonly quotas: {
    readonly turns: number;
    readonly boosted: number;
    readonly resurfaced: number;
    /** A floor, not a ceiling: uniform draws that measure whether the ranker beats chance. */
    readonly wildcard: number;
  };
  /** Most entries of one author. */
  readonly perAuthor: number;
  /** Most posts of strangers that one person's boosts alone brought. */
  readonly perBooster: number;
  /** Most entries that link to one site. */
  readonly perSite: number;
  /**
   * Most places for people of one server, as a share of the size, 0..1, while others have something
   * to offer; no rule for a server where more than that share of all of them live.
   */
  readonly perServer: number;
  /** The fewest places between two entries of one author, as far as others are left. */
  readonly spacing: number;
  /** What arrived longer ago than this is no candidate, days. */
  readonly reachDays: number;
  /** Days until every followed author must have had a turn; quiet authors sooner. */
  readonly deadlineDays: number;
  readonly quietDeadlineDays: number;
  /** What arrived longer ago than this leaves the store, days: the same for all feeds. */
  readonly keepDays: number;
  /** False: factors count as published, whatever the owner acts on (rank/leanings.ts). */
  readonly leanings?: false;
  /** Exponent of each signal's factor; 0 switches it off. Names as in core/signals.ts. */
  readonly exponents: Readonly<Record<string, number>>;
  readonly filters: FeedFilters;
  /** The owner's own statement, which says what is chosen, and may say the scores. */
  readonly sql?: OwnSql;
  /** The feed that this one was copied from. */
  readonly copiedFrom?: string;
  /** When it is drawn by itself; undefined: as `rank` says of the usual feed, else never. */
  readonly schedule?: Schedule;
}

export interface OwnSql {
  /** As it stands in the settings: from their folder on. */
  readonly file: string;
  /** A statement that takes longer is ended, seconds. */
  readonly limitSeconds: number;
  /** What stands in the file, read when it is to be drawn; undefined: there is none. */
  readonly text?: string;
}

/** What a feed may be called. */
export const FEED_NAME = /^[a-z0-9_-]{1,40}$/;
export const FEED_NAME_RULE = 'must be a name of lower-case letters, digits, - and _';

/** How many entries a reader takes in together. */
export const SCREEN = 20;

/** Most entries of any edition. */
export const SIZE_MAX = 2_000;

/** No more entries than this could be read in so many minutes. */
export function sizeOfMinutes(minutes: number): number {
  return Math.min(SIZE_MAX, Math.ceil(minutes / MINUTES_A_POST));
}

/** Most places that an edition gives to those whose turn it is. */
export function turnPlaces({ size, quotas }: Pick<Feed, 'size' | 'quotas'>): number {
  return Math.floor(size * quotas.turns);
}

/** A feed with another size, in entries. */
export function withSize({ minutes: _, ...feed }: Feed, size: number): Feed {
  return { ...feed, size };
}

/** Bodies are kept so long where the settings do not say. */
export const KEEP_DAYS = 400;

/** The ranker of docs/signals.md, whose exponents are part of its formulas: 1 is as published. */
export const MORNING: Feed = {
  name: 'morning',
  about: 'Everything unseen, the best of it first, and a turn for everybody you follow.',
  size: 200,
  temperature: 0.15,
  quotas: { turns: 0.4, boosted: 0.25, resurfaced: 0.15, wildcard: 0.02 },
  perAuthor: 3,
  perBooster: 5,
  perSite: 10,
  perServer: 0.5,
  // Whoever stands on a screen of 20 does not stand on it twice.
  spacing: SCREEN - 1,
  reachDays: 400,
  deadlineDays: 13,
  quietDeadlineDays: 3,
  keepDays: KEEP_DAYS,
  exponents: {
    own_percentile: 1,
    social_proof: 1,
    regard: 1,
    affinity: 1,
    language: 1,
    topic: 1,
    tag_regard: 1,
    quiet: 1,
    debt: 1,
    kind: 1,
    stranger: 1,
    freshness: 1,
    fatigue: 1,
    story: 1,
    dial: 1,
  },
  filters: {},
};
