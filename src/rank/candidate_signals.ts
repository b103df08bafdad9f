import { factorOf } from '../core/dice.ts';
import type { Signal, Signals } from '../core/edition.ts';
import { integer, nullable, type RowOf, real } from '../store/shape.ts';

const MICROS = {
  own_percentile_micro: integer,
  social_proof_micro: integer,
  regard_micro: integer,
  affinity_factor_micro: integer,
  language_factor_micro: integer,
  topic_factor_micro: integer,
  tag_regard_factor_micro: integer,
  quiet_factor_micro: integer,
  debt_micro: integer,
  kind_micro: integer,
  stranger_micro: integer,
  freshness_micro: integer,
  fatigue_micro: integer,
  story_micro: integer,
  dial_factor_micro: integer,
};

/** What sql/rank/draw_front.sql says of a candidate's signals: their values, and what they do. */
export const SIGNAL_COLUMNS = {
  posts_per_day: real,
  offers: integer,
  own_offers: integer, // those of the post itself, not of its story or its thread
  is_followed: integer,
  is_wanted: integer, // 1: its author always, 2: itself, its snooze being over
  days: real,
  owed_days: integer,
  regard: real,
  fame: real,
  kind: integer,
  standing: nullable(real),
  compared_posts: integer, // of its author, counted at its age, itself among them
  story_seen: integer,
  voices_micro: integer,
  affinity_micro: integer,
  language_micro: integer,
  topic_micro: integer,
  tag_regard_micro: integer,
  dial_micro: integer,
  own_score_micro: nullable(integer),
  ...MICROS,
};

type SignalRow = RowOf<typeof SIGNAL_COLUMNS>;

/** A score: the owner's own, else the sum of what its signals do; millionths of a logarithm. */
export function scoreOf(one: SignalRow): number {
  if (one.own_score_micro !== null) return one.own_score_micro;
  return FACTORS.reduce((sum, column) => sum + one[column], 0);
}

const FACTORS = Object.keys(MICROS) as readonly (keyof typeof MICROS)[];

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
export function signalsOf(one: SignalRow, counts: Counts): Signals {
  const weighed = Object.entries(rankersSignals(one)).map(([name, signal]) => {
    const isSilent = signal.factor_micro === 0;
    return [name, isSilent ? signal : { ...signal, ...counts[name] }] as const;
  });
  return withOwn(Object.fromEntries(weighed), one.own_score_micro);
}

/** What each signal counts, where it is not × 1: the feed's word and the owner's acts. */
export type Counts = Readonly<Record<string, Pick<Signal, 'exponent' | 'leaning'>>>;

function rankersSignals(one: SignalRow): Signals {
  const signal = (value: number | null, factor_micro: number): Signal => ({ value, factor_micro });
  const lift = (micro: number) => Number(Math.exp(micro / 1e6).toFixed(4));
  return {
    own_percentile: {
      value: one.standing === null ? null : Number(one.standing.toFixed(4)),
      factor_micro: one.own_percentile_micro,
      posts: one.compared_posts,
    },
    social_proof: signal(
      Number((one.voices_micro / 1e6 / Math.max(1, one.regard * one.fame)).toFixed(6)),
      one.social_proof_micro,
    ),
    regard: signal(Number(one.regard.toFixed(4)), one.regard_micro),
    affinity: signal(lift(one.affinity_micro), one.affinity_factor_micro),
    language: signal(lift(one.language_micro), one.language_factor_micro),
    topic: signal(lift(one.topic_micro), one.topic_factor_micro),
    tag_regard: signal(lift(one.tag_regard_micro), one.tag_regard_factor_micro),
    quiet: signal(Number(one.posts_per_day.toFixed(4)), one.quiet_factor_micro),
    debt: signal(one.owed_days, one.debt_micro),
    kind: signal(one.kind, one.kind_micro),
    stranger: signal(1 - one.is_followed, one.stranger_micro),
    freshness: signal(one.days, one.freshness_micro),
    fatigue: {
      ...signal(one.offers, one.fatigue_micro),
      ...(one.own_offers === one.offers ? {} : { itself: one.own_offers }),
    },
    story: signal(one.story_seen, one.story_micro),
    dial: signal(Math.sign(one.dial_micro), one.dial_factor_micro),
    ...(one.is_wanted === 1 ? { always: signal(1, 0) } : {}),
    ...(one.is_wanted === 2 ? { snoozed: signal(1, 0) } : {}),
  };
}
