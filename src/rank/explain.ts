import type { EpochMs } from '../core/clock.ts';
import { dialWords } from '../core/dial.ts';
import type { Lane, Signals } from '../core/edition.ts';
import type { Feed } from '../core/feed.ts';
import type { OwnRow } from '../core/own_sql.ts';
import type { Database } from '../store/database.ts';
import { openDials } from '../store/dials.ts';
import { openFrozenFeeds } from '../store/frozen_feeds.ts';
import { integer, nullable, real, text } from '../store/shape.ts';
import { drawEdition } from './draw.ts';
import { refusalNow } from './feed_refusals.ts';
import { hidingNow } from './hiding_now.ts';
import { findNamed, type StatusRow } from './named_status.ts';
import { openWhatIf, type WhatIf } from './what_if.ts';

export interface Explanation {
  readonly statusId: string;
  readonly uri: string;
  readonly account: string;
  /** Whose boost was asked for, where the name was not the status's own. */
  readonly boostedBy: string | null;
  readonly inEdition: { readonly edition: number; readonly position: number } | null;
  /** Why it has no place; null where it has one. */
  readonly leftOut: string | null;
  /** Why it has one, in the owner's words, where their own SQL gave any. */
  readonly reason: string | null;
  readonly lane: Lane | null;
  readonly scoreMicro: number | null;
  /** T of the feed: weight = score^(1/T). */
  readonly temperature: number;
  readonly signals: Signals;
  /** What its place rests on, where it has one that comes from a throw. */
  readonly whatIf: WhatIf | null;
  /** The owner's words on it that hold now, as "#knitting: less"; those that acted are frozen. */
  readonly dials: readonly string[];
  readonly exposures: readonly {
    readonly kind: string;
    readonly atMs: EpochMs;
    readonly via: string;
  }[];
}

export interface ExplainRequest {
  readonly database: Database;
  readonly feed: Feed;
  /** What the owner's own SQL chose, where the feed has one. */
  readonly own?: readonly OwnRow[] | undefined;
  readonly nowMs: EpochMs;
  /** The server's id, the uri or the address of a status, or of a boost of one. */
  readonly status: string;
}

const judged = { edition: integer, score_micro: integer, signals: text };

/**
 * Every signal of a status and its place, or why it was left out. Frozen signals where an edition
 * considered it; else those of a dry draw now. Throws DriftlineError('not_found') where we never
 * had it.
 */
export function explainStatus({ database, feed, own, nowMs, status }: ExplainRequest): Explanation {
  const { found, booster } = findNamed(database, status);
  const which = { uri_hash: found.uri_hash };
  const entry = database.one('rank/find_entry', ['uri_hash'], {
    ...judged,
    position: integer,
    draw_key: real,
    lane: text,
    reason: nullable(text),
  })(which);
  const reason = database.one('rank/find_reason', ['uri_hash'], { ...judged, reason: text })(which);
  const act = database.one('rank/find_act', ['uri_hash'], { kind: text })(which)?.kind;
  const exposures = database.many('rank/list_exposures', ['uri_hash'], EXPOSURE)(which);
  const serverId = database.one('rank/find_server_id', ['status_key'], { server_id: text });
  const frozenFeed = openFrozenFeeds(database).feedOf;
  const shared = {
    statusId: serverId({ status_key: found.status_key })?.server_id ?? '',
    uri: found.uri,
    account: found.handle,
    boostedBy: booster,
    temperature: feed.temperature,
    whatIf: null,
    dials: openDials(database).on(found.status_key, nowMs).map(dialWords),
    reason: null,
    exposures: exposures.map(({ kind, at_ms, via }) => ({ kind, atMs: at_ms as EpochMs, via })),
  };
  if (entry !== undefined && (reason === undefined || entry.edition >= reason.edition)) {
    const inEdition = { edition: entry.edition, position: entry.position };
    const lane = entry.lane as Lane;
    const judgedThen = frozen(entry, frozenFeed, feed);
    const placed = { ...inEdition, ...judgedThen, lane, drawKey: entry.draw_key };
    const whatIf = openWhatIf(database)(placed) ?? null;
    return {
      ...shared,
      inEdition,
      leftOut: null,
      reason: entry.reason,
      lane,
      ...judgedThen,
      whatIf,
    };
  }
  const isSeen = exposures.some(({ kind }) => kind === 'seen' || kind === 'opened');
  const removed = removedBecause(found, isSeen, act, hidingNow(database, nowMs));
  const refused = removed ?? refusalNow({ database, feed, own, nowMs }, found.status_key);
  if (refused !== undefined && removed === undefined)
    return { ...shared, inEdition: null, leftOut: refused, lane: null, ...UNJUDGED };
  const leftOut = removed ?? reason?.reason;
  if (reason !== undefined)
    return {
      ...shared,
      inEdition: null,
      leftOut: leftOut ?? null,
      lane: null,
      ...frozen(reason, frozenFeed, feed),
    };
  if (removed !== undefined) {
    return {
      ...shared,
      inEdition: null,
      leftOut: removed,
      lane: null,
      ...UNJUDGED,
    };
  }
  return { ...shared, ...inADryDraw({ database, feed, own, nowMs, uri: found.uri }) };
}

const UNJUDGED = { scoreMicro: null, signals: {} };

const EXPOSURE = { kind: text, at_ms: integer, via: text, edition: nullable(integer) };

interface Judged {
  readonly edition: number;
  readonly score_micro: number;
  readonly signals: string;
}

/** As the edition judged it, with its own temperature: settings may have changed since. */
function frozen(row: Judged, feedOf: (edition: number) => Partial<Feed>, feed: Feed) {
  return {
    scoreMicro: row.score_micro,
    signals: JSON.parse(row.signals) as Signals,
    temperature: feedOf(row.edition).temperature ?? feed.temperature,
  };
}

/** What keeps a status from being a candidate at all. */
function removedBecause(
  found: StatusRow,
  isSeen: boolean,
  act: string | undefined,
  hiding: ReturnType<typeof hidingNow>,
): string | undefined {
  if (found.deleted_at_ms !== null) return 'its author deleted it';
  if (found.visibility === 'direct') return 'direct messages are never ranked';
  if (found.is_own) return 'it is your own';
  if (act !== undefined) return `you acted on it already (${act})`;
  if (isSeen) return 'you have seen it';
  if (found.arrivals === 0)
    return 'it is not in your home: un-boosted, hidden by your server, or never there';
  const cause = hiding(found);
  return cause === undefined ? undefined : `held back: ${cause}`;
}

/** No edition considered it yet: what the next draw would do with it. */
function inADryDraw({
  database,
  feed,
  own,
  nowMs,
  uri,
}: {
  database: Database;
  feed: Feed;
  own: readonly OwnRow[] | undefined;
  nowMs: EpochMs;
  uri: string;
}) {
  const draw = drawEdition({ database, feed, own, seed: 'explain', nowMs, dryRun: true });
  const entry = draw.entries.find((one) => one.uri === uri);
  const passed = draw.passedOver.find((one) => one.uri === uri);
  const judgedNow = entry ?? passed;
  return {
    inEdition: null,
    leftOut:
      entry !== undefined
        ? 'no edition was drawn since it came; one drawn now would hold it'
        : (passed?.reason ?? 'thousands weighed more: it did not come to the front'),
    reason: entry?.reason ?? null,
    lane: entry?.lane ?? null,
    scoreMicro: judgedNow?.scoreMicro ?? null,
    signals: judgedNow?.signals ?? {},
  };
}
