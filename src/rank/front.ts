import type { EpochMs } from '../core/clock.ts';
import { drawKey, factorOf } from '../core/dice.ts';
import { LANES, type Lane, type Signals } from '../core/edition.ts';
import type { Feed } from '../core/feed.ts';
import { hasFilters } from '../core/feed_filters.ts';
import { seedWords } from '../core/seed_words.ts';
import type { Database } from '../store/database.ts';
import { integer, nullable, oneOf, type RowOf, real, text } from '../store/shape.ts';

/** A candidate as sql/rank/draw_front.sql gives it, with its signals named. */
export interface Candidate {
  readonly statusKey: number;
  readonly uri: string;
  readonly author: string; // handle
  readonly diceKey: number;
  readonly arrivedMs: number;
  readonly isFollowed: boolean;
  readonly isQuiet: boolean;
  readonly postsPerDay: number;
  readonly offers: number;
  readonly linkKey: number | null;
  /** The uri of the status that it continues, in the author's own thread. */
  readonly continues: string | null;
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

export interface Front {
  /** In drawing order. */
  readonly front: readonly Candidate[];
  /** The best unseen status of each followed author who waits for a turn. */
  readonly waiting: readonly Waiting[];
  /** Uniform draws. */
  readonly byChance: readonly Candidate[];
}

const MICROS = {
  own_percentile_micro: integer,
  social_proof_micro: integer,
  regard_micro: integer,
  affinity_factor_micro: integer,
  topic_factor_micro: integer,
  quiet_factor_micro: integer,
  kind_micro: integer,
  stranger_micro: integer,
  freshness_micro: integer,
  fatigue_micro: integer,
  story_micro: integer,
  dial_factor_micro: integer,
};

const row = {
  section: oneOf('front', 'waiting', 'wildcard'),
  waits_since_ms: nullable(integer),
  status_key: integer,
  uri: text,
  handle: text,
  arrived_ms: integer,
  is_followed: integer,
  is_quiet: integer,
  posts_per_day: real,
  offers: integer,
  boosters: integer,
  link_key: nullable(integer),
  length: integer,
  media: integer,
  continues: nullable(text),
  dice_key: integer,
  days: integer,
  regard: real,
  kind: integer,
  standing: nullable(real),
  story_seen: integer,
  voices_micro: integer,
  affinity_micro: integer,
  topic_micro: integer,
  dial_micro: integer,
  ...MICROS,
  own_score_micro: nullable(integer),
  own_lane: nullable(oneOf(...LANES)),
  own_reason: nullable(text),
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
  'own',
  'own_percentile',
  'social_proof',
  'regard',
  'affinity',
  'topic',
  'quiet',
  'kind',
  'stranger',
  'freshness',
  'fatigue',
  'story',
  'dial',
] as const;

export interface FrontSettings {
  readonly feed: Feed;
  readonly seed: string;
  readonly nowMs: EpochMs;
  /** Editions that were opened up to now. */
  readonly opened: number;
  /** Most rows in drawing order; all of them are needed only if few survive the caps. */
  readonly frontMax: number;
  readonly wildcards: number;
}

const DAY_MS = 86_400_000;

/** Runs the ranker. `keepUp` must have run for the same moment. */
export function drawFront(database: Database, settings: FrontSettings): Front {
  const { feed, seed, nowMs } = settings;
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
    ...exponentsOf(feed),
  });
  const of = (section: Row['section']) => rows.filter((one) => one.section === section);
  return {
    front: of('front').map(candidateOf),
    waiting: of('waiting').map((one) => ({
      ...candidateOf(one),
      waitsSinceMs: one.waits_since_ms as number,
    })),
    byChance: of('wildcard').map(candidateOf),
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

const EXPONENTS = PARAMS.slice(PARAMS.indexOf('own_percentile'));

/** A signal that the feed does not mention counts as published. */
function exponentsOf(feed: Feed): Readonly<Record<string, number>> {
  return Object.fromEntries(EXPONENTS.map((name) => [name, feed.exponents[name] ?? 1]));
}

function candidateOf(one: Row): Candidate {
  const signals = withOwn(signalsOf(one), one.own_score_micro);
  return {
    statusKey: one.status_key,
    uri: one.uri,
    author: one.handle,
    diceKey: one.dice_key,
    arrivedMs: one.arrived_ms,
    isFollowed: one.is_followed === 1,
    isQuiet: one.is_quiet === 1,
    postsPerDay: one.posts_per_day,
    offers: one.offers,
    linkKey: one.link_key,
    continues: one.continues,
    length: one.length,
    media: one.media,
    scoreMicro: sumOf(signals),
    drawKey: one.draw_key,
    signals,
    ownLane: one.own_lane,
    reason: one.own_reason,
  };
}

function sumOf(signals: Signals): number {
  return Object.values(signals).reduce((sum, { factor_micro }) => sum + factor_micro, 0);
}

/** What the owner's own score makes of the ranker's is a factor like any other: the sum stays exact. */
function withOwn(signals: Signals, ownMicro: number | null): Signals {
  const others = sumOf(signals);
  if (ownMicro === null || ownMicro === others) return signals;
  const value = Number(factorOf(ownMicro).toPrecision(5));
  return { ...signals, own: { value, factor_micro: ownMicro - others } };
}

/** Values as people read them: rounded to what the formulas can tell apart. */
function signalsOf(one: Row): Signals {
  const signal = (value: number | null, factor_micro: number) => ({ value, factor_micro });
  const lift = (micro: number) => Number(Math.exp(micro / 1e6).toFixed(4));
  return {
    own_percentile: signal(
      one.standing === null ? null : Number(one.standing.toFixed(4)),
      one.own_percentile_micro,
    ),
    social_proof: signal(one.voices_micro / 1e6, one.social_proof_micro),
    regard: signal(Number(one.regard.toFixed(4)), one.regard_micro),
    affinity: signal(lift(one.affinity_micro), one.affinity_factor_micro),
    topic: signal(lift(one.topic_micro), one.topic_factor_micro),
    quiet: signal(Number(one.posts_per_day.toFixed(4)), one.quiet_factor_micro),
    kind: signal(one.kind, one.kind_micro),
    stranger: signal(1 - one.is_followed, one.stranger_micro),
    freshness: signal(one.days, one.freshness_micro),
    fatigue: signal(one.offers, one.fatigue_micro),
    story: signal(one.story_seen, one.story_micro),
    dial: signal(Math.sign(one.dial_micro), one.dial_factor_micro),
  };
}
