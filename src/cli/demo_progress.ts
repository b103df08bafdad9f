import { DEMO_DAYS } from '../demo/told_run.ts';
import { startedBar } from './progress_bar.ts';
import type { Surroundings } from './surroundings.ts';

/** How many of the demo's days have passed; without a terminal a line a week says so. */
export function progressBar({ isTerminal, write }: Surroundings['stderr']) {
  if (!isTerminal) {
    let said = 0;
    const move = (days: number) => {
      if (days < said + 7) return;
      said += 7;
      write(`  ${said} of ${DEMO_DAYS} days\n`);
    };
    return { move, end: () => {} };
  }
  const bar = startedBar('day {value} of {total}', DEMO_DAYS);
  return { move: (days: number) => bar.update(Math.floor(days)), end: () => bar.stop() };
}
