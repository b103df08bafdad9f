import type { Command } from 'commander';
import { DAY_MS, type EpochMs, isoOf } from '../core/clock.ts';
import { standingWords } from '../core/hole_words.ts';
import { openStats, type Stats } from '../store/stats.ts';
import { openSession } from './session.ts';
import type { Surroundings } from './surroundings.ts';

export function define(command: Command, surroundings: Surroundings): void {
  command.action(() => stats(command, surroundings));
}

async function stats(command: Command, surroundings: Surroundings): Promise<void> {
  const session = openSession(command, surroundings);
  const database = await session.openDatabase('read');
  try {
    const document = statsDocument(openStats(database), surroundings.time.now());
    if (session.asJson) return session.answer(document);
    const { statsLines } = await import('./stats_lines.ts');
    session.say(...statsLines(document, surroundings));
  } finally {
    database.close();
  }
}

const COVERAGE_DAYS = 14;
const SHOWN_DAYS = 28;

export type StatsDocument = ReturnType<typeof statsDocument>;

function statsDocument(stats: Stats, nowMs: EpochMs) {
  const counts = stats.counts();
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
