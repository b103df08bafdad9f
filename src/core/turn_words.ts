import { counted } from './counted.ts';
import type { DrawReport } from './edition.ts';

export type TurnCounts = Pick<DrawReport, 'turnsNeeded' | 'turnsTaken' | 'turnsRoom' | 'load'>;

/**
 * Whether everybody who waits can be heard in time, and what would help where not
 * (docs/signals.md): "12 turns were due, 9 had room: the others come late".
 */
export function turnWords(counts: TurnCounts): string {
  const { turnsNeeded, turnsTaken, turnsRoom = turnsTaken, load } = counts;
  const due = `${counted(turnsNeeded, 'turn')} ${turnsNeeded === 1 ? 'was' : 'were'} due`;
  const said = isShort(counts) ? `${due}, ${turnsRoom} had room: the others come late` : due;
  const room = turnsNeeded === 0 || isShort(counts) ? '' : ', and had room';
  if (load > 1) return `${said}${room}; ${OVERLOAD}`;
  return isShort(counts) || turnsTaken >= turnsNeeded
    ? said
    : `${said}, ${turnsTaken} given: ${TOLD}`;
}

export function areTurnsShort(counts: TurnCounts): boolean {
  return isShort(counts) || counts.load > 1;
}

/** What somebody who waits may look forward to: no more than the edition says can be kept. */
export function comingTurnWords({ areTurnsShort }: { readonly areTurnsShort: boolean }): string {
  return areTurnsShort
    ? 'more wait for a turn than there is room for: that of its author may come after their deadline'
    : 'the turn of its author comes by their deadline';
}

/** Whoever has no place though there was room is kept from it by a story, which stands once. */
function isShort({ turnsNeeded, turnsTaken, turnsRoom = turnsTaken }: TurnCounts): boolean {
  return turnsTaken < turnsNeeded && turnsRoom < turnsNeeded;
}

const TOLD =
  'what the others have to say is told by somebody else today, and they come another day';
const OVERLOAD =
  'whom you follow is more than your editions hold: a larger size, or reading more of them, helps';
