import { DAY_MS, type EpochMs } from '../core/clock.ts';
import { type DrawReport, type Edition, type Entry, LANES, type Lane } from '../core/edition.ts';
import type { Feed } from '../core/feed.ts';
import type { Database } from '../store/database.ts';
import { openEditions } from '../store/editions.ts';
import { integer, real, text } from '../store/shape.ts';
import { type Choice, type Chosen, choose } from './choose.ts';
import { drawFront } from './front.ts';
import { openFrozenDials } from './frozen_dials.ts';
import { keepUp } from './upkeep.ts';

export interface DrawRequest {
  readonly database: Database;
  readonly feed: Feed;
  /** Any text. The same one over the same database gives the same edition. */
  readonly seed: string;
  readonly nowMs: EpochMs;
  /** A dry draw offers nothing: the ledger does not hear of it. */
  readonly dryRun: boolean;
}

/**
 * The front holds at most this many times the size: enough for all caps to be exact
 * (performance.md, 2).
 */
const FRONT_TIMES_SIZE = 10;

/**
 * Draws one edition: a function of the database as of `nowMs`, the feed and the seed, byte for
 * byte, in whatever order the rows came in. Throws DriftlineError('storage') where the file cannot
 * be written.
 */
export function drawEdition(request: DrawRequest): Edition {
  const { database, feed, dryRun } = request;
  return database.transaction(() => {
    keepUp(database, request.nowMs);
    const edition = compose(request);
    if (dryRun) return edition;
    return { ...edition, edition: openEditions(database).save(edition, feed) };
  });
}

function compose({ database, feed, seed, nowMs }: DrawRequest): Edition {
  const past = countEditions(database, nowMs);
  const pool = countCandidates(database, feed, nowMs);
  const openedShare = past.lately === 0 ? 1 : past.opened_lately / past.lately;
  const load = pool.turns_a_day / (feed.size * Math.max(openedShare, 1 / 28));
  const front = drawFront(database, {
    feed,
    seed,
    nowMs,
    opened: past.opened,
    frontMax: feed.size * FRONT_TIMES_SIZE,
    wildcards: Math.round(feed.size * feed.quotas.wildcard),
  });
  const signalsOf = openFrozenDials(database, nowMs);
  const choice = choose(front, { feed, nowMs, lastDrawnAtMs: past.last_drawn_at_ms, load });
  return {
    edition: null,
    feed: feed.name,
    seed,
    drawnAtMs: nowMs,
    size: choice.entries.length,
    readingMinutes: readingMinutes(choice.entries),
    entries: choice.entries.map(entryOf(database, nowMs, signalsOf)),
    passedOver: choice.passedOver.map(({ candidate, reason }) => ({
      uri: candidate.uri,
      reason,
      scoreMicro: candidate.scoreMicro,
      signals: signalsOf(candidate),
    })),
    report: reportOf(choice, pool.candidates, front.waiting.length, load),
  };
}

function entryOf(
  database: Database,
  nowMs: EpochMs,
  signalsOf: ReturnType<typeof openFrozenDials>,
): (chosen: Chosen, index: number) => Entry {
  const boostersOf = database.many('rank/list_boosters', ['status_key', 'now_ms'], {
    handle: text,
  });
  const { serverIdOf } = openEditions(database);
  return ({ candidate, lane, named }, index) => ({
    position: index + 1,
    uri: candidate.uri,
    statusId: serverIdOf(candidate.statusKey) ?? '',
    account: candidate.author,
    lane,
    scoreMicro: candidate.scoreMicro,
    drawKey: candidate.drawKey,
    signals: signalsOf(candidate),
    boosters: boostersOf({ status_key: candidate.statusKey, now_ms: nowMs }).map(
      ({ handle }) => handle,
    ),
    named,
  });
}

function reportOf(choice: Choice, candidates: number, waiting: number, load: number): DrawReport {
  const count = (lane: Lane) => choice.entries.filter((entry) => entry.lane === lane).length;
  return {
    candidates,
    lanes: Object.fromEntries(LANES.map((lane) => [lane, count(lane)])) as Record<Lane, number>,
    waiting,
    turnsNeeded: choice.turnsNeeded,
    turnsTaken: choice.turnsTaken,
    load: Number(load.toFixed(3)),
  };
}

const CHARACTERS_A_MINUTE = 1_200; // some 220 words
const MINUTES_A_POST = 3 / 60; // to arrive at it
const MINUTES_A_PICTURE = 4 / 60;

function readingMinutes(entries: readonly Chosen[]): number {
  const minutesOf = ({ candidate }: Chosen) =>
    MINUTES_A_POST + candidate.length / CHARACTERS_A_MINUTE + candidate.media * MINUTES_A_PICTURE;
  return Number(entries.reduce((sum, entry) => sum + minutesOf(entry), 0).toFixed(1));
}

function countEditions(database: Database, nowMs: EpochMs) {
  const row = {
    editions: integer,
    opened: integer,
    opened_lately: integer,
    lately: integer,
    last_drawn_at_ms: integer,
  };
  const counted = database.one('rank/count_editions', ['now_ms'], row)({ now_ms: nowMs });
  return counted as NonNullable<typeof counted>;
}

function countCandidates(database: Database, feed: Feed, nowMs: EpochMs) {
  const row = { candidates: integer, follows: integer, turns_a_day: real };
  const counted = database.one(
    'rank/count_candidates',
    ['now_ms', 'since_ms'],
    row,
  )({
    now_ms: nowMs,
    since_ms: nowMs - feed.reachDays * DAY_MS,
  });
  return counted as NonNullable<typeof counted>;
}
