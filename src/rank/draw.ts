import assert from 'node:assert/strict';
import type { EpochMs } from '../core/clock.ts';
import {
  type DrawnInstead,
  type DrawReport,
  type Edition,
  type Entry,
  LANES,
  type Lane,
  type PassedOver,
  type Passing,
} from '../core/edition.ts';
import type { Feed } from '../core/feed.ts';
import type { OwnRow } from '../core/own_sql.ts';
import { readingMinutes } from '../core/reading_time.ts';
import type { Database } from '../store/database.ts';
import { openEditions } from '../store/editions.ts';
import { text } from '../store/shape.ts';
import { type Choice, type Chosen, choose } from './choose.ts';
import { countCandidates, countEditions } from './draw_counts.ts';
import { refuseFiltered } from './feed_refusals.ts';
import { fitMinutes } from './fitting.ts';
import { drawFront, type Front, firstByChance } from './front.ts';
import { openFrozenDials } from './frozen_dials.ts';
import { findLastChances } from './last_chances.ts';
import { openNaming } from './naming.ts';
import { askOwnSql, type OwnFeedNeeds, placeRows } from './own_feed.ts';
import { keepUp } from './upkeep.ts';

export interface DrawRequest {
  readonly database: Database;
  readonly feed: Feed;
  /** Any text. The same one over the same database gives the same edition. */
  readonly seed: string;
  readonly nowMs: EpochMs;
  /** What the owner's own SQL chose, where the feed has one (rank/own_feed.ts). */
  readonly own?: readonly OwnRow[] | undefined;
  /** The key of a status that is judged too, though it may not come to the front. */
  readonly asked?: number | undefined;
  /** Where this is drawn in the place of a feed that failed. */
  readonly instead?: DrawnInstead;
  /** The edition that it goes on from. */
  readonly continues?: number | undefined;
  /** A dry draw offers nothing: the ledger does not hear of it. */
  readonly dryRun: boolean;
  /** `keepUp` has run for the same moment: the second of two draws need not do it again. */
  readonly isKeptUp?: boolean;
}

/**
 * The front holds so many times the size: whether a post comes in depends only on what was drawn
 * before it, so a short front is exact while it fills the edition (performance.md, 2). Where caps
 * leave places open, a longer one is drawn.
 */
const FRONT_TIMES_SIZE = 4;
const LONG_FRONT_TIMES_SIZE = 10;

/**
 * Draws one edition: a function of the database as of `nowMs`, the feed and the seed, byte for
 * byte, in whatever order the rows came in. Throws DriftlineError('storage') where the file cannot
 * be written.
 */
export function drawEdition(request: DrawRequest): Edition {
  const { database, feed, dryRun } = request;
  return database.transaction(() => {
    if (request.isKeptUp !== true) keepUp(database, request.nowMs);
    const { edition, size } = compose(request);
    if (dryRun) return edition;
    return { ...edition, edition: openEditions(database).save(edition, { ...feed, size }) };
  });
}

/**
 * The same for any feed: one of the owner's own SQL is asked first. Throws DriftlineError('invalid')
 * that names its file, line and word.
 */
export async function drawFeed(request: Omit<DrawRequest, 'own'> & OwnFeedNeeds): Promise<Edition> {
  return drawEdition({ ...request, own: await askOwnSql(request) });
}

/** The edition, and the size with which it was laid out. */
function compose(request: DrawRequest): {
  readonly edition: Edition;
  readonly size: number;
} {
  const { database, feed, seed, nowMs, own, instead, asked, continues } = request;
  const past = countEditions(database, nowMs);
  assert(feed.sql === undefined || own !== undefined, 'its SQL is asked before it is drawn');
  if (own !== undefined) placeRows(database, own);
  refuseFiltered(database, feed, past.last_drawn_at_ms);
  findLastChances(database, feed, nowMs);
  const pool = countCandidates(database, feed, nowMs);
  const openedShare = past.lately === 0 ? 1 : past.opened_lately / past.lately;
  const loadOf = (size: number) => pool.turns_a_day / (size * Math.max(openedShare, 1 / 28));
  const layOut = (frontMax: number) => {
    const wildcards = wildcardsOf(feed, feed.size);
    const drawn = { feed, seed, nowMs, opened: past.opened, frontMax, wildcards, asked };
    const front = drawFront(database, drawn);
    const fitted = fitMinutes(feed, (tried) =>
      choose(firstByChance(front, seed, wildcardsOf(feed, tried)), {
        feed: { ...feed, size: tried },
        nowMs,
        lastDrawnAtMs: past.last_drawn_at_ms,
        load: loadOf(tried),
      }),
    );
    const { entries, gaveWay } = fitted.choice;
    const isOpen = entries.length < fitted.size || gaveWay;
    return { ...fitted, front, isShort: isOpen && front.front.length === frontMax };
  };
  const first = layOut(feed.size * FRONT_TIMES_SIZE);
  const { choice, size, front } = first.isShort ? layOut(feed.size * LONG_FRONT_TIMES_SIZE) : first;
  const signalsOf = openFrozenDials(database, nowMs);
  const edition = {
    edition: null,
    feed: feed.name,
    seed,
    drawnAtMs: nowMs,
    size: choice.entries.length,
    readingMinutes: readingMinutes(choice.entries.map(({ candidate }) => candidate)),
    entries: entriesOf(database, choice.entries, { nowMs, signalsOf }),
    passedOver: passedOverOf(choice, front, signalsOf),
    report: {
      ...reportOf(choice, pool.candidates, front.waiting.length, loadOf(size)),
      ...(instead === undefined ? {} : { instead }),
      ...(continues === undefined ? {} : { continues }),
    },
  };
  return { edition, size };
}

/** What is asked about stands there too, though it did not come to the front. */
function passedOverOf(
  { entries, passedOver, leastKey }: Choice,
  { asked }: Front,
  signalsOf: SignalsOf,
): readonly PassedOver[] {
  const judged = new Set([...entries, ...passedOver].map(({ candidate }) => candidate.uri));
  const outside =
    asked === undefined || judged.has(asked.uri)
      ? []
      : [{ candidate: asked, toBeat: leastKey, ...OUTSIDE }];
  // The best of everybody who waits would be thousands a night; who asks for one is told.
  const kept = passedOver.filter(
    ({ rule, candidate }) => rule !== 'turn' || candidate.uri === asked?.uri,
  );
  return [...kept, ...outside].map(({ candidate, ...passing }) => ({
    uri: candidate.uri,
    ...passing,
    scoreMicro: candidate.scoreMicro,
    drawKey: candidate.drawKey,
    signals: signalsOf(candidate),
    ...(candidate.uri === asked?.uri ? { above: asked.above } : {}),
  }));
}

const OUTSIDE: Passing = {
  rule: 'weight',
  reason: 'others weighed more: it did not come near the edition',
};

/** Chance is a lane of its own: a feed that names its lanes has none of it. */
function wildcardsOf({ quotas, filters }: Feed, size: number): number {
  return (filters.lanes ?? []).length > 0 ? 0 : Math.round(size * quotas.wildcard);
}

function entriesOf(
  database: Database,
  chosen: readonly Chosen[],
  { nowMs, signalsOf }: { readonly nowMs: EpochMs; readonly signalsOf: SignalsOf },
): readonly Entry[] {
  const boostersOf = database.many('rank/list_boosters', ['status_key', 'now_ms'], {
    handle: text,
  });
  const namedBy = openNaming(database, chosen, nowMs);
  const { serverIdOf } = openEditions(database);
  return chosen.map((one, index) => {
    const { candidate, lane } = one;
    const which = { status_key: candidate.statusKey, now_ms: nowMs };
    return {
      position: index + 1,
      uri: candidate.uri,
      statusId: serverIdOf(candidate.statusKey) ?? '',
      account: candidate.author,
      lane,
      scoreMicro: candidate.scoreMicro,
      drawKey: candidate.drawKey,
      signals: signalsOf(candidate),
      boosters: boostersOf(which).map(({ handle }) => handle),
      named: namedBy(one),
      ...(candidate.reason ? { reason: candidate.reason } : {}),
    };
  });
}

type SignalsOf = ReturnType<typeof openFrozenDials>;

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
