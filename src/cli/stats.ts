import type { Command } from 'commander';
import { DAY_MS, type EpochMs, isoOf } from '../core/clock.ts';
import { LANES } from '../core/edition.ts';
import { type Feed, MORNING } from '../core/feed.ts';
import { standingWords } from '../core/hole_words.ts';
import {
  type Counted,
  differenceInterval,
  type Interval,
  shareInterval,
  verdictOf,
} from '../core/interval.ts';
import { type Leanings, leaningsAt } from '../rank/leanings.ts';
import { openAbsences } from '../store/absences.ts';
import type { Database } from '../store/database.ts';
import { openIntake } from '../store/intake.ts';
import { type Inflow, measureKeeping } from '../store/keeping_cost.ts';
import { type LaneOutcome, type LastEdition, openStats, type Stats } from '../store/stats.ts';
import { openSession } from './session.ts';
import { daysKnown, readingOf } from './stats_reading.ts';
import type { Surroundings } from './surroundings.ts';
import { measureInflow } from './turnover.ts';

export function define(command: Command, surroundings: Surroundings): void {
  command.action(() => stats(command, surroundings));
}

async function stats(command: Command, surroundings: Surroundings): Promise<void> {
  const session = openSession(command, surroundings);
  const { feeds, rank } = await session.config();
  const usual = feeds[rank.feed] ?? MORNING;
  const database = await session.openDatabase('read');
  try {
    const nowMs = surroundings.time.now();
    const document = session.lookThrough(() => everythingOf(database, usual, nowMs));
    if (session.asJson) return session.answer(document);
    const { statsLines } = await import('./stats_lines.ts');
    session.say(...statsLines(document, surroundings));
  } finally {
    database.close();
  }
}

function everythingOf(database: Database, usual: Feed, nowMs: EpochMs): StatsDocument {
  const stats = openStats(database);
  const counts = stats.counts();
  const told = statsDocument(stats, counts, nowMs);
  const lately = measureInflow(openIntake(database), nowMs);
  const arrivalsADay = lately === undefined ? 0 : lately.arrivals / lately.days;
  return {
    ...told,
    keep: keepOf(database, { arrivalsADay, arrivals: counts.arrivals }),
    reading: readingOf(stats, {
      nowMs,
      daysKnown: daysKnown(told.arrivals_by_day),
      firstArrivedMs: counts.first_arrival_at_ms,
    }),
    leanings: leaningsAt(database, usual, nowMs),
  };
}

const COVERAGE_DAYS = 14;
const SHOWN_DAYS = 28;

export type StatsDocument = ReturnType<typeof statsDocument> & {
  readonly keep: ReturnType<typeof keepOf>;
  readonly reading: ReturnType<typeof readingOf>;
  /** Of the usual feed: {} where it has none. */
  readonly leanings: Leanings;
};

/** What keeping all this costs on this machine, at the rate of the last four weeks. */
function keepOf(database: Database, inflow: Inflow) {
  const cost = measureKeeping(database, inflow);
  return {
    file_bytes: cost.fileBytes,
    free_bytes: cost.freeBytes,
    bytes_a_day: cost.bytesADay,
    bytes_a_year: cost.bytesAYear,
    bodies: cost.bodies,
    packed: cost.packed,
    pruned: cost.pruned.bodies,
    pruned_never_seen: cost.pruned.unseen,
    last_chances: cost.pruned.last_chances,
    kept_here_alone: openAbsences(database).measure(0).posts,
  };
}

function statsDocument(stats: Stats, counts: ReturnType<Stats['counts']>, nowMs: EpochMs) {
  const coverage = coverageOf(stats, nowMs);
  const last = stats.lastEdition();
  const iso = (ms: number | null) => (ms === null ? null : isoOf(ms as EpochMs));
  return {
    statuses: counts.statuses,
    deleted: counts.deleted,
    arrivals: counts.arrivals,
    accounts: counts.accounts,
    follows: coverage.followed, // the same people, whether told of or taken from the home
    unseen: counts.unseen,
    seen: counts.seen,
    snapshots: counts.snapshots,
    editions: counts.editions,
    last_edition:
      last === undefined
        ? null
        : {
            edition: last.edition,
            feed: last.feed,
            drawn_at: iso(last.drawn_at_ms),
            size: last.size,
            turns: turnsOf(last),
          },
    first_arrival: iso(counts.first_arrival_at_ms),
    last_arrival: iso(counts.last_arrival_at_ms),
    arrivals_by_day: stats.byDay(nowMs, SHOWN_DAYS),
    holes: stats.holes().map((hole) => ({
      from: iso(hole.from_ms),
      to: iso(hole.to_ms),
      state: hole.state,
      recovered: hole.recovered,
      // Authors and tags that are read for it: null where nobody is, or nobody is any more.
      crawl: hole.turns === 0 ? null : { authors: hole.turns, read: hole.settled },
      unproven: hole.unproven,
      standing: standingWords(hole),
    })),
    coverage,
    by_chance: byChanceOf(stats.laneOutcomes()),
    refused: Object.fromEntries(stats.refused().map(({ reason, times }) => [reason, times])),
  };
}

function coverageOf(stats: Stats, nowMs: EpochMs) {
  const people = stats.coverage(nowMs);
  const sinceMs = nowMs - COVERAGE_DAYS * DAY_MS;
  const waiting = people.filter(({ posts }) => posts > 0);
  const longest = waiting[0];
  return {
    followed: people.length,
    heard_14_days: people.filter(({ heard_at_ms: atMs }) => atMs !== null && atMs >= sinceMs)
      .length,
    waiting: waiting.length,
    never_heard: waiting.filter(({ heard_at_ms }) => heard_at_ms === null).length,
    longest_unheard:
      longest === undefined
        ? null
        : { account: longest.handle, days: Number((longest.unheard_ms / DAY_MS).toFixed(1)) },
  };
}

/** How many people had to be given a place to hear everybody in time, and how many were. */
function turnsOf({
  turns_needed: needed,
  turns_taken: given,
  turns_room: room,
  load,
}: LastEdition) {
  if (needed === null || given === null || load === null) return null;
  return { needed, given, room, load: Number(load.toFixed(2)) };
}

/**
 * Whether what the ranker chose is taken up more often than what chance chose, of what was seen:
 * the ranker's only honest witness (docs/signals.md).
 */
function byChanceOf(outcomes: readonly LaneOutcome[]) {
  const chance = outcomes.filter(({ lane }) => lane === 'wildcard');
  const merit = outcomes.filter(({ lane }) => lane !== 'wildcard');
  const [byMerit, byChance] = [countedOf(merit), countedOf(chance)];
  const isKnown = byMerit.tries > 0 && byChance.tries > 0;
  const difference = isKnown ? differenceInterval(byMerit, byChance) : null;
  return {
    verdict: verdictOf(difference, 0),
    chance: outcomeDocument(chance),
    merit: outcomeDocument(merit),
    difference: difference && rounded(difference),
    lanes: LANES.flatMap((lane) => {
      const of = outcomes.filter((one) => one.lane === lane);
      return of.length === 0 ? [] : [{ lane, ...outcomeDocument(of) }];
    }),
  };
}

function countedOf(outcomes: readonly LaneOutcome[]): Counted {
  return { hits: sumOf(outcomes, 'taken_up'), tries: sumOf(outcomes, 'seen') };
}

function outcomeDocument(outcomes: readonly LaneOutcome[]) {
  const { hits, tries } = countedOf(outcomes);
  return {
    seen: tries,
    acted_on: sumOf(outcomes, 'acted_on'),
    opened: sumOf(outcomes, 'opened'),
    taken_up: hits,
    share: tries === 0 ? null : Number((hits / tries).toFixed(4)),
    interval: tries === 0 ? null : rounded(shareInterval(hits, tries)),
  };
}

function sumOf(outcomes: readonly LaneOutcome[], part: keyof Omit<LaneOutcome, 'lane'>): number {
  return outcomes.reduce((sum, one) => sum + one[part], 0);
}

function rounded({ from, to }: Interval) {
  return { from: Number(from.toFixed(4)), to: Number(to.toFixed(4)), level: 0.95 };
}
