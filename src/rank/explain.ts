import { type EpochMs, isoOf } from '../core/clock.ts';
import { dialWords } from '../core/dial.ts';
import type { Lane, Signals } from '../core/edition.ts';
import type { Feed } from '../core/feed.ts';
import type { OwnRow } from '../core/own_sql.ts';
import type { Database } from '../store/database.ts';
import { openDials } from '../store/dials.ts';
import { openEditions } from '../store/editions.ts';
import { openFrozenFeeds } from '../store/frozen_feeds.ts';
import { openReading } from '../store/reading.ts';
import { integer, nullable, real, text } from '../store/shape.ts';
import { openShownStatuses } from '../store/shown_statuses.ts';
import { openSnoozes } from '../store/snoozes.ts';
import { coverNow, hidingNow } from './hiding_now.ts';
import { heldBack, type LeftOut, lastOfFeed, plainly, whyLeftOut } from './left_out.ts';
import { findNamed, type StatusRow } from './named_status.ts';
import { openWhatIf, type WhatIf } from './what_if.ts';
import type { Missed } from './would_change.ts';

export interface Explanation {
  readonly statusId: string;
  readonly uri: string;
  readonly account: string;
  /** Whose boost was asked for, where the name was not the status's own. */
  readonly boostedBy: string | null;
  readonly inEdition: {
    readonly edition: number;
    readonly position: number;
    readonly feed: string;
  } | null;
  /** The feed that was asked about: its latest place in that stands above those in others. */
  readonly feed: string;
  /** Why it has no place in the last edition of the feed; null where it has one there. */
  readonly leftOut: string | null;
  /** What would have changed that. */
  readonly missed: Missed | null;
  /** What keeps it from the reader since it got its place: "you muted @ada@example.social". */
  readonly goneSince: string | null;
  /** Why it has one, in the owner's words, where their own SQL gave any. */
  readonly reason: string | null;
  readonly lane: Lane | null;
  readonly scoreMicro: number | null;
  /** T of the feed: weight = score^(1/T). */
  readonly temperature: number;
  readonly signals: Signals;
  /** What its place rests on, where it has one that comes from a throw. */
  readonly whatIf: WhatIf | null;
  /** Until when no draw offers it, by the owner's word; null: it is not snoozed. */
  readonly snoozedUntilMs: EpochMs | null;
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

/**
 * Every signal of a status and its place, or why it was left out. Frozen signals where an edition
 * considered it; else those of a dry draw. Throws DriftlineError('not_found') where we never had it.
 */
export function explainStatus(request: ExplainRequest): Explanation {
  const { database, feed, nowMs, status } = request;
  const { found, booster } = findNamed(database, status);
  const exposures = openReading(database).exposuresOf(found.uri);
  const shared = {
    statusId: openEditions(database).serverIdOf(found.status_key) ?? '',
    uri: found.uri,
    account: found.handle,
    boostedBy: booster,
    feed: feed.name,
    snoozedUntilMs: openSnoozes(database).until(found.uri, nowMs) ?? null,
    dials: openDials(database).on(found.status_key, nowMs).map(dialWords),
    exposures: exposures.map(({ kind, at_ms, via }) => ({ kind, atMs: at_ms as EpochMs, via })),
  };
  const placed = placeOf(database, found, feed);
  const last = lastOfFeed(database, feed.name);
  const isInLast =
    placed?.inEdition.feed === feed.name &&
    (last === undefined || placed.inEdition.edition >= last.edition);
  if (isInLast) {
    const goneSince = goneBecause(database, found, nowMs) ?? null;
    return { ...shared, ...placed, leftOut: null, missed: null, goneSince };
  }
  const isSeen = exposures.some(
    ({ kind, is_put_off }) => (kind === 'seen' || kind === 'opened') && is_put_off === 0,
  );
  const out =
    removedBecause(database, found, { isSeen, nowMs }) ??
    whyLeftOut({ ...request, own: request.own, found, last });
  const left = { leftOut: out.reason, missed: out.missed, goneSince: null };
  return { ...shared, ...(placed ?? unplaced(out, feed)), ...left };
}

/** Its latest place in an edition, as that froze it: settings may have changed since. */
function placeOf(database: Database, { uri_hash }: StatusRow, feed: Feed) {
  const find = database.one('rank/find_entry', ['uri_hash', 'feed'], {
    edition: integer,
    feed: text,
    score_micro: integer,
    signals: text,
    position: integer,
    draw_key: real,
    lane: text,
    reason: nullable(text),
  });
  const entry = find({ uri_hash, feed: feed.name });
  if (entry === undefined) return undefined;
  const { edition, position } = entry;
  const inEdition = { edition, position, feed: entry.feed };
  const lane = entry.lane as Lane;
  const judged = {
    scoreMicro: entry.score_micro,
    signals: JSON.parse(entry.signals) as Signals,
    temperature: openFrozenFeeds(database).feedOf(entry.edition).temperature ?? feed.temperature,
  };
  const placed = { edition, position, ...judged, lane, drawKey: entry.draw_key };
  const whatIf = openWhatIf(database)(placed) ?? null;
  return { inEdition, reason: entry.reason, lane, ...judged, whatIf };
}

function unplaced({ judged, entry }: LeftOut, { temperature }: Feed) {
  return {
    inEdition: null,
    reason: entry?.reason ?? null,
    lane: entry?.lane ?? null,
    ...(judged ?? { scoreMicro: null, signals: {}, temperature }),
    whatIf: null,
  };
}

/** Why an edition shows no text in its place; what the owner put off stands there still. */
function goneBecause(database: Database, found: StatusRow, nowMs: EpochMs): string | undefined {
  const cover = coverNow(database, nowMs)(found.status_key)?.reason;
  return leftHome(database, found, cover) ?? cover;
}

/**
 * Whether its author deleted it; what a mute took out of the home is told as deleted at first, and
 * its body stays until the server was asked.
 */
function leftHome(
  database: Database,
  { deleted_at_ms, status_key }: StatusRow,
  cover: string | undefined,
): string | undefined {
  if (deleted_at_ms === null) return undefined;
  if (openShownStatuses(database).status(status_key)?.body === null) return 'its author deleted it';
  return cover ?? 'it left your home a moment ago';
}

const ACT_WORDS: Readonly<Record<string, string>> = {
  reblog: 'boost',
  more: 'more like this',
  less: 'less like this',
};

/** What keeps a status from being a candidate at all, and what would make it one. */
function removedBecause(
  database: Database,
  found: StatusRow,
  { isSeen, nowMs }: { readonly isSeen: boolean; readonly nowMs: EpochMs },
): LeftOut | undefined {
  const cover = coverNow(database, nowMs)(found.status_key)?.reason;
  const left = leftHome(database, found, cover);
  if (left !== undefined) return plainly(left);
  if (found.visibility === 'direct') return plainly('direct messages are never ranked');
  if (found.is_own) return plainly('it is your own');
  const onADay = `it would come again on a day that you name: driftline snooze ${found.uri} --days 7`;
  const act = database.one('rank/find_act', ['uri_hash'], { kind: text })({
    uri_hash: found.uri_hash,
  });
  if (act !== undefined)
    return plainly(
      `you acted on it already (${ACT_WORDS[act.kind] ?? act.kind})`,
      isSeen ? onADay : 'it may come again once that is undone',
    );
  if (isSeen) return plainly('you have seen it', onADay);
  if (found.arrivals === 0)
    return plainly('it is not in your home: un-boosted, hidden by your server, or never there');
  if (found.pruned_at_ms !== null && !found.is_candidate)
    return plainly(
      `its text left the store on ${isoOf(found.pruned_at_ms as EpochMs).slice(0, 10)}, as [keep] days says`,
      'it may come again where somebody boosts it',
    );
  const hiding = hidingNow(database, nowMs)(found);
  return hiding && heldBack(hiding);
}
