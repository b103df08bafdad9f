import { isDeepStrictEqual } from 'node:util';
import { DAY_MS, type EpochMs } from '../core/clock.ts';
import { counted } from '../core/counted.ts';
import { type Edition, PASSING_RULES, type PassedOver, type Signals } from '../core/edition.ts';
import type { Feed } from '../core/feed.ts';
import type { OwnRow } from '../core/own_sql.ts';
import type { Database } from '../store/database.ts';
import { openFrozenFeeds } from '../store/frozen_feeds.ts';
import { integer, nullable, oneOf, real, text } from '../store/shape.ts';
import { drawEdition } from './draw.ts';
import { countEditions } from './draw_counts.ts';
import { refusalNow } from './feed_refusals.ts';
import { type Hiding, hidingNow } from './hiding_now.ts';
import { judgedEdition, judgedOf } from './judged_edition.ts';
import { findNamed, type StatusRow } from './named_status.ts';
import { lookAt } from './upkeep.ts';
import { type JudgedEdition, type Missed, wouldChange } from './would_change.ts';

/** Why a candidate has no place, and what would have changed that. */
export interface LeftOut {
  readonly reason: string;
  readonly missed: Missed;
  /** How it was judged, where it was; else null. */
  readonly judged: {
    readonly scoreMicro: number;
    readonly signals: Signals;
    readonly temperature: number;
  } | null;
  /** That of the place that it would have now; null where it would have none. */
  readonly entry: Edition['entries'][number] | null;
}

export interface LeftOutRequest {
  readonly database: Database;
  readonly feed: Feed;
  readonly own: readonly OwnRow[] | undefined;
  readonly nowMs: EpochMs;
  readonly found: StatusRow;
  /** The edition of the feed that was drawn last; undefined: there is none. */
  readonly last: LastOfFeed | undefined;
}

const lastRow = { edition: integer, seed: text, drawn_at_ms: integer };

export interface LastOfFeed {
  readonly edition: number;
  readonly seed: string;
  readonly drawn_at_ms: number;
}

export function lastOfFeed(database: Database, feed: string): LastOfFeed | undefined {
  return database.one('rank/find_last_of_feed', ['feed'], lastRow)({ feed });
}

/** The first of these that holds, of a status that may be offered at all. */
export function whyLeftOut(request: LeftOutRequest): LeftOut {
  const { database, nowMs, found, last } = request;
  // What came after the last draw cannot have been passed over by it: that is not drawn again.
  const isNew = last === undefined || found.arrived_at_ms > last.drawn_at_ms;
  const drawNow = () => inADrawOfNow(request);
  const now = () =>
    heldSince(request) ??
    refusedByFeed(request) ??
    resting(request) ??
    frozenThen(request) ??
    (isNew ? drawNow() : undefined);
  return lookAt(database, nowMs, now) ?? drawnAgain(request) ?? lookAt(database, nowMs, drawNow);
}

const NOTHING: Missed = { byScore: null, entries: 0, changes: [] };

/** A reason that no draw had to find, with what would end it. */
export function plainly(reason: string, ...words: readonly string[]): LeftOut {
  const changes = words.map((one) => ({ words: one }));
  return { reason, missed: { ...NOTHING, changes }, judged: null, entry: null };
}

/** What came to hold it back since the last draw. */
function heldSince({ database, nowMs, found }: LeftOutRequest): LeftOut | undefined {
  const hiding = hidingNow(database, nowMs)(findNamed(database, found.uri).found);
  return hiding && heldBack(hiding);
}

export function heldBack({ reason, changes }: Hiding): LeftOut {
  return plainly(`held back: ${reason}`, ...changes);
}

function refusedByFeed({ database, feed, own, nowMs, found }: LeftOutRequest): LeftOut | undefined {
  const refusal = refusalNow({ database, feed, own, nowMs }, found.status_key);
  if (refusal === undefined) return undefined;
  return plainly(refusal.reason, refusal.change);
}

/** What was offered rests until some editions were opened; what came long ago is out of reach. */
function resting({ database, feed, nowMs, found }: LeftOutRequest): LeftOut | undefined {
  const find = database.one('rank/find_rest', ['status_key', 'now_ms'], {
    arrived_ms: integer,
    rests_until: integer,
    offers: integer,
    is_by_others: integer,
    is_wanted: integer,
  });
  const rest = find({ status_key: found.status_key, now_ms: nowMs });
  if (rest === undefined) return undefined;
  const days = Math.ceil((nowMs - rest.arrived_ms) / DAY_MS);
  if (days > feed.reachDays)
    return plainly(
      `it came longer ago than reach_days = ${feed.reachDays}`,
      `it would be a candidate with reach_days = ${days}`,
    );
  const left = rest.rests_until - countEditions(database, { nowMs, feed }).opened;
  if (left <= 0 || rest.is_wanted === 1) return undefined;
  const editions = `${counted(left, 'more edition')} ${left === 1 ? 'was' : 'were'} opened`;
  const what = rest.is_by_others === 1 ? 'its story or its thread' : 'it';
  return plainly(
    `it rests until ${editions}, since ${what} was offered ${counted(rest.offers, 'time')} and not seen`,
    'it would not rest with your “always” for its author',
  );
}

/** As the last edition of the feed froze it. */
function frozenThen(request: LeftOutRequest): LeftOut | undefined {
  const { database, found, last } = request;
  if (last === undefined) return undefined;
  const frozen = frozenReason(database, found, last.edition);
  if (frozen === undefined) return undefined;
  const edition = judgedEdition(database, last.edition);
  return judgedBy(frozen, edition, frozenFeedOf(request, last));
}

/** As the last edition of the feed would judge it, drawn again. */
function drawnAgain(request: LeftOutRequest): LeftOut | undefined {
  const { database, found, last } = request;
  if (last === undefined) return undefined;
  const frozenFeed = frozenFeedOf(request, last);
  const again = drawEdition({
    database,
    feed: frozenFeed,
    own: request.own,
    seed: last.seed,
    nowMs: last.drawn_at_ms as EpochMs,
    dryRun: true,
    asked: found.status_key,
  });
  const passed = again.passedOver.find(({ uri }) => uri === found.uri);
  if (passed === undefined) return undefined;
  const judged = judgedBy(passed, judgedOf(again), frozenFeed);
  const isTheSame = isDeepStrictEqual(
    again.entries.map(({ uri }) => uri),
    judgedEdition(database, last.edition).entries.map(({ uri }) => uri),
  );
  return isTheSame ? judged : { ...judged, missed: asOfToday(judged.missed) };
}

/** What was seen since is no candidate any more, so the same draw comes out otherwise. */
function asOfToday(missed: Missed): Missed {
  const words =
    'its reason was not kept, so that edition was drawn again, without what you have seen since';
  return { ...missed, changes: [...missed.changes, { words }] };
}

/** Where the SQL of the feed fails now, its other settings judge. */
function frozenFeedOf({ database, feed, own }: LeftOutRequest, { edition }: LastOfFeed): Feed {
  const { sql, ...frozen } = { ...feed, ...openFrozenFeeds(database).feedOf(edition) };
  return own === undefined || sql === undefined ? frozen : { ...frozen, sql };
}

/** No edition could consider it yet: what one drawn of this look would do with it. */
function inADrawOfNow({ database, feed, own, nowMs, found, last }: LeftOutRequest): LeftOut {
  const dry = { seed: 'explain', dryRun: true, isKeptUp: true, asked: found.status_key };
  const draw = drawEdition({ database, feed, own, nowMs, ...dry });
  const passed = draw.passedOver.find(({ uri }) => uri === found.uri);
  if (passed !== undefined) return judgedBy(passed, judgedOf(draw), feed);
  const entry = draw.entries.find(({ uri }) => uri === found.uri) ?? null;
  if (entry === null) return plainly('the last draw did not know it');
  const { scoreMicro, signals } = entry;
  const judged = { scoreMicro, signals, temperature: feed.temperature };
  const why =
    last === undefined || found.arrived_at_ms > last.drawn_at_ms
      ? 'no edition was drawn since it came'
      : 'it could not be offered when the last edition was drawn';
  return { ...plainly(`${why}; one drawn now would hold it`), judged, entry };
}

type Frozen = Omit<PassedOver, 'uri' | 'rule'> & { readonly rule: PassedOver['rule'] | null };

function judgedBy(passed: Frozen, edition: JudgedEdition, feed: Feed): LeftOut {
  const { reason, rule, scoreMicro, signals } = passed;
  const missed = rule === null ? NOTHING : wouldChange({ ...passed, rule }, edition, feed);
  const judged = { scoreMicro, signals, temperature: feed.temperature };
  return { reason, missed, judged, entry: null };
}

const RULE = nullable(oneOf(...PASSING_RULES));

function frozenReason(database: Database, found: StatusRow, edition: number): Frozen | undefined {
  const find = database.one('rank/find_reason', ['uri_hash', 'edition'], {
    reason: text,
    besides: nullable(text),
    rule: RULE,
    subject: nullable(text),
    score_micro: integer,
    draw_key: nullable(real),
    to_beat: nullable(real),
    signals: text,
  });
  const row = find({ uri_hash: found.uri_hash, edition });
  if (row === undefined) return undefined;
  return {
    reason: row.reason,
    rule: row.rule,
    account: found.handle,
    ...(row.subject === null ? {} : { subject: row.subject }),
    ...(row.besides === null ? {} : { besides: row.besides }),
    scoreMicro: row.score_micro,
    drawKey: row.draw_key ?? 0,
    toBeat: row.to_beat ?? undefined,
    signals: JSON.parse(row.signals) as Signals,
  };
}
