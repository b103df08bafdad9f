import { DAY_MS, type EpochMs } from '../core/clock.ts';
import { drawKey } from '../core/dice.ts';
import { LANES, type Lane, type Signals } from '../core/edition.ts';
import type { Feed } from '../core/feed.ts';
import { hasFilters } from '../core/feed_filters.ts';
import { seedWords } from '../core/seed_words.ts';
import type { Database } from '../store/database.ts';
import { integer, nullable, oneOf, type RowOf, real, text } from '../store/shape.ts';
import { type Counts, SIGNAL_COLUMNS, scoreOf, signalsOf } from './candidate_signals.ts';
import { countsOf, EXPONENTS, exponentsOf } from './exponents.ts';
import type { Leanings } from './leanings.ts';

/** A candidate as sql/rank/draw_front.sql gives it, with its signals named. */
export interface Candidate {
  readonly statusKey: number;
  readonly uri: string;
  readonly author: string; // handle
  readonly diceKey: number;
  readonly arrivedMs: number;
  readonly bornMs: number;
  readonly isFollowed: boolean;
  readonly isQuiet: boolean;
  /** In the first week, in which nobody is known to be. */
  readonly mayBeQuiet?: boolean;
  readonly postsPerDay: number;
  readonly offers: number;
  readonly linkKey: number | null;
  /** The host of its link. */
  readonly site: string | null;
  /** Of a stranger's post: whose boosts alone brought it, where it was one person's. */
  readonly soleBooster: string | null;
  /** The uri of the first post of its author's own thread that is here; null: it continues none. */
  readonly thread: string | null;
  /** How many posts of the thread stand before it. */
  readonly part: number;
  readonly length: number; // characters
  readonly media: number;
  readonly scoreMicro: number;
  readonly drawKey: number;
  readonly signals: Signals;
  /** What the owner's own SQL says of it; null: nothing. */
  readonly ownLane?: Lane | null;
  readonly reason?: string | null;
}

export interface Waiting extends Candidate {
  readonly waitsSinceMs: number;
}

/** Of somebody whom the owner always wants. */
export interface Wanted extends Waiting {
  /** It was offered lately, and would rest but for that word. */
  readonly isResting: boolean;
}

export interface Front {
  /** In drawing order. */
  readonly front: readonly Candidate[];
  /** The best unseen status of each followed author who waits for a turn. */
  readonly waiting: readonly Waiting[];
  /** The three best unseen statuses of each author whom the owner always wants. */
  readonly wanted: readonly Wanted[];
  /** The best of each quiet author of what leaves the store soon, and was never seen. */
  readonly leaving?: readonly Waiting[];
  /** Uniform draws. */
  readonly byChance: readonly Candidate[];
  /** The first part that may be offered of each thread of which another part is in a section. */
  readonly heads?: readonly Candidate[];
  /** What `explain` asks about, where it is a candidate. */
  readonly asked?: Asked | undefined;
}

export interface Asked extends Candidate {
  /** How many candidates have a greater score. */
  readonly above: number;
}

const row = {
  section: oneOf('front', 'waiting', 'wanted', 'leaving', 'wildcard', 'head', 'asked'),
  waits_since_ms: nullable(integer),
  status_key: integer,
  uri: text,
  handle: text,
  arrived_ms: integer,
  born_ms: integer,
  is_quiet: integer,
  may_be_quiet: integer,
  is_resting: integer,
  boosters: integer,
  link_key: nullable(integer),
  length: integer,
  media: integer,
  site: nullable(text),
  sole_booster: nullable(text),
  thread: nullable(text),
  part: integer,
  dice_key: integer,
  ...SIGNAL_COLUMNS,
  own_lane: nullable(oneOf(...LANES)),
  own_reason: nullable(text),
  above: integer,
  draw_key: real,
};

type Row = RowOf<typeof row>;

const PARAMS = [
  'now_ms',
  'since_ms',
  'opened',
  'first',
  'second',
  'wild_first',
  'wild_second',
  'temperature',
  'front',
  'wildcards',
  'filtered',
  'as_it_came',
  'asked',
  'own',
  ...EXPONENTS,
] as const;

export interface FrontSettings {
  readonly feed: Feed;
  readonly seed: string;
  readonly leanings: Leanings;
  /** As if it were drawn daily. */
  readonly load: number;
  readonly nowMs: EpochMs;
  /** Editions that were opened up to now. */
  readonly opened: number;
  /** Most rows in drawing order; all of them are needed only if few survive the caps. */
  readonly frontMax: number;
  readonly wildcards: number;
  /** The key of a status that is asked about. */
  readonly asked?: number | undefined;
}

/** Runs the ranker, within rank/upkeep's look at the same moment. */
export function drawFront(database: Database, settings: FrontSettings): Front {
  const { feed, seed, nowMs, leanings } = settings;
  const counts = countsOf(feed, leanings);
  const candidateOf = (one: Row) => candidateFrom(one, counts);
  const waitingOf = (one: Row) => waitingFrom(one, counts);
  const words = seedWords(seed);
  const wild = seedWords(`${seed}/by chance`);
  const rows = database.many(
    'rank/draw_front',
    PARAMS,
    row,
  )({
    now_ms: nowMs,
    since_ms: nowMs - feed.reachDays * DAY_MS,
    opened: settings.opened,
    first: words.first,
    second: words.second,
    wild_first: wild.first,
    wild_second: wild.second,
    temperature: feed.temperature,
    front: settings.frontMax,
    wildcards: settings.wildcards,
    filtered: Number(hasFilters(feed)),
    own: Number(feed.sql !== undefined),
    as_it_came: Number(feed.order === 'as it came'),
    asked: settings.asked ?? null,
    ...exponentsOf(feed, leanings, settings.load),
  });
  const of = (section: Row['section']) => rows.filter((one) => one.section === section);
  return {
    front: of('front').map(candidateOf),
    waiting: of('waiting').map(waitingOf),
    wanted: of('wanted').map((one) =>
      Object.assign(waitingOf(one), { isResting: one.is_resting === 1 }),
    ),
    leaving: of('leaving').map(waitingOf),
    byChance: of('wildcard').map(candidateOf),
    heads: of('head').map(candidateOf),
    asked: of('asked').map((one) => ({ ...candidateOf(one), above: one.above }))[0],
  };
}

/** The first `most` of the uniform draws: what would have been drawn if no more had been asked for. */
export function firstByChance(front: Front, seed: string, most: number): Front {
  if (front.byChance.length <= most) return front;
  const wild = seedWords(`${seed}/by chance`);
  const keyed = front.byChance.map((one) => ({ one, key: drawKey(wild, one.diceKey, 0, 1) }));
  const first = keyed.sort((a, b) => b.key - a.key || a.one.diceKey - b.one.diceKey).slice(0, most);
  const taken = new Set(first.map(({ one }) => one));
  return { ...front, byChance: front.byChance.filter((one) => taken.has(one)) };
}

function waitingFrom(one: Row, counts: Counts): Waiting {
  return Object.assign(candidateFrom(one, counts), { waitsSinceMs: one.waits_since_ms as number });
}

/** Its signals are made when somebody asks: of six thousand in a front, two thousand are frozen. */
function candidateFrom(one: Row, counts: Counts): Candidate {
  let made: Signals | undefined;
  return {
    statusKey: one.status_key,
    uri: one.uri,
    author: one.handle,
    diceKey: one.dice_key,
    arrivedMs: one.arrived_ms,
    bornMs: one.born_ms,
    isFollowed: one.is_followed === 1,
    isQuiet: one.is_quiet === 1,
    mayBeQuiet: one.may_be_quiet === 1,
    postsPerDay: one.posts_per_day,
    offers: one.offers,
    linkKey: one.link_key,
    site: one.site,
    soleBooster: one.sole_booster,
    thread: one.thread,
    part: one.part,
    length: one.length,
    media: one.media,
    scoreMicro: scoreOf(one),
    drawKey: one.draw_key,
    get signals() {
      made ??= signalsOf(one, counts);
      return made;
    },
    ownLane: one.own_lane,
    reason: one.own_reason,
  };
}
