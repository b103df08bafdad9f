import { HOUR_MS, isAhead } from '../core/clock.ts';
import type { Absence } from '../store/absences.ts';
import type { IngestDeps } from './session.ts';

/** So long a look holds: what is let go is let go by the day. At pace 1. */
const HOLDS_MS = HOUR_MS;

interface Look {
  readonly absence: Absence;
  readonly isLetGo: boolean;
  readonly atMs: number;
}

/**
 * What was found beside one missing thing tells of the next, or each of the thousands that a server
 * lets go in a day would want a look of its own. Only of what was let go: a server that was set
 * back to a copy has what is older and what is younger, and not what is between.
 */
export function openLooks({ time, pace }: Pick<IngestDeps, 'time' | 'pace'>) {
  const holdsMs = HOLDS_MS / pace;
  let looks: readonly Look[] = [];
  return {
    /**
     * Whether it lies between two that were let go: one that came before it and is older, and one
     * that was at its look no older than this is now. The nearest of both count.
     */
    areLetGo(absence: Absence): boolean {
      const nowMs = time.now();
      looks = looks.filter(({ atMs }) => isAhead(atMs + holdsMs, nowMs, holdsMs));
      const alike = looks.filter((look) => isAlike(look.absence, absence));
      const older = alike.filter((look) => isNoYounger(look.absence, absence, 0)).toSorted(bySeen);
      const younger = alike
        .filter(({ absence: other, atMs }) => isNoYounger(absence, other, nowMs - atMs))
        .toSorted(byAge);
      return older.at(-1)?.isLetGo === true && younger.at(-1)?.isLetGo === true;
    },
    /** Only of what the server was asked: what was inferred would hold itself up for good. */
    note<H extends 'deleted' | 'let go'>(absence: Absence, happened: H): H {
      looks = [...looks, { absence, isLetGo: happened === 'let go', atMs: time.now() }];
      return happened;
    },
  };
}

function isAlike(one: Absence, other: Absence): boolean {
  return (
    one.is_boost === other.is_boost &&
    one.is_local === other.is_local &&
    one.is_followed === other.is_followed
  );
}

/** `laterMs`: so much later the second is looked at. */
function isNoYounger(one: Absence, other: Absence, laterMs: number): boolean {
  return one.seen_at_ms <= other.seen_at_ms + laterMs && one.born_ms <= other.born_ms + laterMs;
}

function bySeen(one: Look, other: Look): number {
  return one.absence.seen_at_ms - other.absence.seen_at_ms;
}

/** The youngest first, as each was at its look. */
function byAge(one: Look, other: Look): number {
  return one.atMs - one.absence.seen_at_ms - (other.atMs - other.absence.seen_at_ms);
}
