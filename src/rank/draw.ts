import assert from 'node:assert/strict';
import { DAY_MS, type EpochMs } from '../core/clock.ts';
import type { DrawnInstead, Edition, Entry, PassedOver, Passing } from '../core/edition.ts';
import type { Feed } from '../core/feed.ts';
import type { OwnRow } from '../core/own_sql.ts';
import { readingMinutes } from '../core/reading_time.ts';
import type { Database } from '../store/database.ts';
import { openEditions } from '../store/editions.ts';
import { text } from '../store/shape.ts';
import { type Choice, type Chosen, choose } from './choose.ts';
import { countCandidates, countEditions, daysToNextDraw, editionsReadADay } from './draw_counts.ts';
import { refuseFiltered } from './feed_refusals.ts';
import { fitMinutes } from './fitting.ts';
import { type Candidate, drawFront, type Front, firstByChance, type Waiting } from './front.ts';
import { openFrozenDials } from './frozen_dials.ts';
import { findLastChances } from './last_chances.ts';
import { leaningsAt } from './leanings.ts';
import { openNaming } from './naming.ts';
import { openOccasions } from './occasions.ts';
import { askOwnSql, type OwnFeedNeeds } from './own_feed.ts';
import { placeRows } from './own_rows.ts';
import { placesOf } from './places.ts';
import { reportOf } from './report.ts';
import { keepUp, lookAt } from './upkeep.ts';

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
  /** The working tables stand, and say what was known at the same moment: rank/upkeep.ts. */
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
  for (let tried = 0; tried < TRIES; tried += 1) {
    const edition = drawBeside(request);
    if (edition !== undefined) return edition;
  }
  return request.database.transaction(() => drawBeside(request)) as Edition;
}

/** So often somebody else may come first; then the write lock is taken for the whole draw. */
const TRIES = 3;

/**
 * Holds the write lock for the freezing alone. Undefined where another edition was frozen since it
 * began: what it goes by has changed, and it is to be drawn again, as if it had waited.
 */
function drawBeside(request: DrawRequest): Edition | undefined {
  const { edition, size, next } = drawOnce(request);
  if (request.dryRun) return edition;
  const editions = openEditions(request.database);
  const number = editions.saveAs(next, edition, { ...request.feed, size });
  return number === undefined ? undefined : { ...edition, edition: number };
}

interface Drawn {
  readonly edition: Edition;
  /** With which it was laid out. */
  readonly size: number;
  /** The number that the next edition would have got then. */
  readonly next: number;
}

/** Drawn from one state of the database; who writes meanwhile does not wait, nor is heard. */
function drawOnce(request: DrawRequest): Drawn {
  const { database, nowMs } = request;
  const draw = () => ({ ...compose(request), next: openEditions(database).next() });
  if (request.isKeptUp === true) return database.snapshot(draw);
  return request.dryRun ? lookAt(database, nowMs, draw) : keepUp(database, nowMs, draw);
}

/**
 * The same for any feed: one of the owner's own SQL is asked first. Throws DriftlineError('invalid')
 * that names its file, line and word.
 */
export async function drawFeed(request: FeedRequest): Promise<Edition> {
  return drawEdition({ ...request, own: await askOwnSql(request) });
}

type FeedRequest = Omit<DrawRequest, 'own'> & OwnFeedNeeds;

/** Dry draws of two feeds from one state of the database, with the same dice. */
export async function drawBoth(
  moment: Omit<FeedRequest, 'feed' | 'dryRun' | 'isKeptUp'>,
  feeds: readonly [Feed, Feed],
): Promise<readonly [Edition, Edition]> {
  const [first, second] = feeds;
  const owns = [
    await askOwnSql({ ...moment, feed: first }),
    await askOwnSql({ ...moment, feed: second }),
  ];
  const draw = (feed: Feed, own: (typeof owns)[number]) =>
    drawEdition({ ...moment, feed, own, dryRun: true, isKeptUp: true });
  return lookAt(moment.database, moment.nowMs, () => [draw(first, owns[0]), draw(second, owns[1])]);
}

/** The edition, and the size with which it was laid out. */
function compose(request: DrawRequest): {
  readonly edition: Edition;
  readonly size: number;
} {
  const { database, feed, seed, nowMs, own, instead, asked, continues } = request;
  const past = countEditions(database, { nowMs, feed, continues });
  assert(feed.sql === undefined || own !== undefined, 'its SQL is asked before it is drawn');
  if (own !== undefined) placeRows(database, own);
  refuseFiltered(database, feed, past.last_drawn_at_ms);
  findLastChances(database, feed, nowMs);
  const pool = countCandidates(database, feed, nowMs);
  const daysApart = daysToNextDraw(database, feed, nowMs);
  const loadOf = (size: number) => pool.turns_a_day / (size * editionsReadADay(past));
  const load = loadOf(placesOf(database, feed, nowMs));
  const leanings = leaningsAt(database, feed, nowMs);
  const layOut = (frontMax: number) => {
    const wildcards = wildcardsOf(feed, feed.size, pool.candidates);
    const drawn = { feed, seed, leanings, load, nowMs, frontMax, wildcards, asked };
    const front = drawFront(database, { ...drawn, opened: past.opened });
    const fitted = fitMinutes(feed, (tried) =>
      choose(firstByChance(front, seed, wildcardsOf(feed, tried, pool.candidates)), {
        ...{ nowMs, load, daysApart, feed: { ...feed, size: tried } },
        lastDrawnAtMs: past.last_drawn_at_ms,
      }),
    );
    const { entries, gaveWay } = fitted.choice;
    const isOpen = entries.length < fitted.size || gaveWay;
    return { ...fitted, front, isShort: isOpen && front.front.length === frontMax };
  };
  const first = layOut(feed.size * FRONT_TIMES_SIZE);
  const { choice, size, front } = first.isShort ? layOut(feed.size * LONG_FRONT_TIMES_SIZE) : first;
  // A last chance waits beyond the reach, where the pool counts nothing.
  const isBeyond = ({ arrivedMs }: Waiting) => arrivedMs < nowMs - feed.reachDays * DAY_MS;
  const candidates = pool.candidates + (front.leaving ?? []).filter(isBeyond).length;
  const signalsOf = openFrozenDials(database, nowMs);
  const edition = {
    edition: null,
    feed: feed.name,
    seed,
    drawnAtMs: nowMs,
    size: choice.entries.length,
    readingMinutes: readingMinutes(choice.entries.map(({ candidate }) => candidate)),
    entries: entriesOf(database, choice.entries, { nowMs, signalsOf }),
    passedOver: passedOverOf(choice, front, { feed, signalsOf }),
    report: {
      ...reportOf(choice, candidates, front.waiting.length, daysApart * loadOf(size)),
      ...(instead === undefined ? {} : { instead }),
      ...(continues === undefined ? {} : { continues }),
    },
  };
  return { edition, size };
}

/** What is asked about stands there too, though it did not come to the front. */
function passedOverOf(
  { entries, passedOver, leastKey }: Choice,
  front: Front,
  { feed, signalsOf }: { readonly feed: Feed; readonly signalsOf: SignalsOf },
): readonly PassedOver[] {
  const { asked } = front;
  const judged = new Set([...entries, ...passedOver].map(({ candidate }) => candidate.uri));
  const outside =
    asked === undefined || judged.has(asked.uri)
      ? []
      : [{ candidate: asked, toBeat: leastKey, ...beyondFront(feed, front, asked) }];
  // The best of everybody who waits would be thousands a night; who asks for one is told.
  const kept = passedOver.filter(
    ({ rule, candidate }) => rule !== 'turn' || candidate.uri === asked?.uri,
  );
  return [...kept, ...outside].map(({ candidate, ...passing }) => ({
    uri: candidate.uri,
    account: candidate.author,
    ...passing,
    scoreMicro: candidate.scoreMicro,
    drawKey: candidate.drawKey,
    signals: signalsOf(candidate),
    ...(candidate.uri === asked?.uri ? { above: asked.above } : {}),
  }));
}

function beyondFront({ order }: Feed, front: Front, asked: Candidate): Passing {
  const reason =
    order === 'as it came'
      ? 'newer ones took the places'
      : 'others weighed more: it did not come near the edition';
  return openOccasions(front).ofItsHead(asked, { rule: 'weight', reason });
}

/**
 * A share of the places that can be filled: of seven posts none by chance, where all stand anyway.
 * Chance is a lane of its own: a feed that names its lanes has none of it.
 */
function wildcardsOf({ quotas, filters }: Feed, size: number, candidates: number): number {
  if ((filters.lanes ?? []).length > 0) return 0;
  return Math.round(Math.min(size, candidates) * quotas.wildcard);
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
