import { counted } from './counted.ts';
import type { DrawReport } from './edition.ts';

export type TurnCounts = Pick<DrawReport, 'turnsNeeded' | 'turnsTaken' | 'load'>;

/**
 * Whether everybody who waits can be heard in time, and what would help where not
 * (docs/signals.md): "12 turns were due, 12 had room".
 */
export function turnWords({ turnsNeeded, turnsTaken, load }: TurnCounts): string {
  const due = `${counted(turnsNeeded, 'turn')} ${turnsNeeded === 1 ? 'was' : 'were'} due`;
  if (turnsTaken >= turnsNeeded) return load > 1 ? `${due}, and had room; ${OVERLOAD}` : due;
  const late = `${due}, ${turnsTaken} had room: the others come late`;
  return load > 1 ? `${late}; ${OVERLOAD}` : late;
}

export function areTurnsShort({ turnsNeeded, turnsTaken, load }: TurnCounts): boolean {
  return turnsTaken < turnsNeeded || load > 1;
}

const OVERLOAD =
  'whom you follow is more than your editions hold: a larger size, or reading more of them, helps';
