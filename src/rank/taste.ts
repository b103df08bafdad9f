import type { EpochMs } from '../core/clock.ts';
import type { DialSubject } from '../core/dial.ts';
import type { Database } from '../store/database.ts';
import { integer, oneOf, text } from '../store/shape.ts';

/** A factor of somebody's, or something's, in millionths of its logarithm. */
export interface Taste extends DialSubject {
  readonly micro: number;
}

/** What the owner's acts and looks make of a status's author, tags and site, at the next draw. */
export function openTaste(database: Database) {
  const measure = database.many('rank/measure_taste', ['status_key', 'now_ms'], {
    kind: oneOf('account', 'tag', 'site'),
    subject: text,
    micro: integer,
  });
  return (statusKey: number, nowMs: EpochMs): readonly Taste[] =>
    measure({ status_key: statusKey, now_ms: nowMs });
}

/** Where a change is too small to be said. */
const SAME_MICRO = 5_000;

export interface TasteChange extends DialSubject {
  /** After, divided by before. */
  readonly factor: number;
}

/** What changed by more than half a percent: people, then tags, then sites. */
export function tasteChanges(
  before: readonly Taste[],
  after: readonly Taste[],
): readonly TasteChange[] {
  return namesIn([...before, ...after])
    .map((one) => ({ ...one, changed: microOf(after, one) - microOf(before, one) }))
    .filter(({ changed }) => Math.abs(changed) >= SAME_MICRO)
    .map(({ kind, subject, changed }) => ({ kind, subject, factor: Math.exp(changed / 1e6) }))
    .sort((one, other) => KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind));
}

/** Each once. */
function namesIn(tastes: readonly Taste[]): readonly DialSubject[] {
  const isFirst = (one: Taste, at: number) => tastes.findIndex((other) => isOf(other, one)) === at;
  return tastes.filter(isFirst).map(({ kind, subject }) => ({ kind, subject }));
}

/** A post is not lifted or lowered by more than that for its topics: sql/upkeep/sum_topics. */
const TOPIC_MICRO = { least: -916_291, most: 1_252_763 } as const;

/** What was neither seen nor acted on is × 1. */
function microOf(tastes: readonly Taste[], subject: DialSubject): number {
  const micro = tastes.find((one) => isOf(one, subject))?.micro ?? 0;
  if (subject.kind === 'account') return micro;
  return Math.max(TOPIC_MICRO.least, Math.min(TOPIC_MICRO.most, micro));
}

function isOf(one: DialSubject, other: DialSubject): boolean {
  return one.kind === other.kind && one.subject === other.subject;
}

const KINDS = ['account', 'tag', 'site'];
