import { type DrawReport, LANES, type Lane } from '../core/edition.ts';
import type { Choice } from './choose.ts';

/** What a draw had to work with. */
export function reportOf(
  choice: Choice,
  candidates: number,
  waiting: number,
  load: number,
): DrawReport {
  const count = (lane: Lane) => choice.entries.filter((entry) => entry.lane === lane).length;
  return {
    candidates,
    lanes: Object.fromEntries(LANES.map((lane) => [lane, count(lane)])) as Record<Lane, number>,
    waiting,
    turnsNeeded: choice.turnsNeeded,
    turnsTaken: choice.turnsTaken,
    turnsRoom: choice.turnsRoom,
    load: Number(load.toFixed(3)),
  };
}
