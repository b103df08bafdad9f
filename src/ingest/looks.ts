import { isAhead, MINUTE_MS } from '../core/clock.ts';
import type { Absence } from '../store/absences.ts';
import type { Session } from './session.ts';

/** So long a look holds: what is let go is let go by the day. At pace 1. */
const HOLDS_MS = 10 * MINUTE_MS;

interface Look {
  readonly absence: Absence;
  readonly isLetGo: boolean;
  readonly untilMs: number;
}

/**
 * What was found beside one missing thing tells of the next, or each of the thousands that a server
 * lets go in a day would want a look of its own. Only of what was let go: a server that was set
 * back to a copy has what is older and what is younger, and not what is between.
 */
export function openLooks({ time, pace }: Session['deps']) {
  const holdsMs = HOLDS_MS / pace;
  let looks: readonly Look[] = [];
  return {
    /** Whether the nearest that is older and the nearest that is younger were let go. */
    areLetGo(absence: Absence): boolean {
      const nowMs = time.now();
      looks = looks.filter(({ untilMs }) => isAhead(untilMs, nowMs, holdsMs));
      const alike = looks.filter((look) => isAlike(look.absence, absence));
      const older = alike.filter((look) => isNoYounger(look.absence, absence)).toSorted(bySeen);
      const younger = alike.filter((look) => isNoYounger(absence, look.absence)).toSorted(bySeen);
      return older.at(-1)?.isLetGo === true && younger[0]?.isLetGo === true;
    },
    note(absence: Absence, happened: 'deleted' | 'let go') {
      const isLetGo = happened === 'let go';
      looks = [...looks, { absence, isLetGo, untilMs: time.now() + holdsMs }];
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

function isNoYounger(one: Absence, other: Absence): boolean {
  return one.seen_at_ms <= other.seen_at_ms && one.born_ms <= other.born_ms;
}

function bySeen(one: Look, other: Look): number {
  return one.absence.seen_at_ms - other.absence.seen_at_ms;
}
