import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../src/core/clock.ts';
import type { Sim } from './simulate.ts';

/**
 * How long each kind of trouble lasts, by the day: three moments, two stretches that the home
 * outlasts, and one that it does not, in the busy hours.
 */
const STRETCHES_MS = [
  20 * SECOND_MS,
  40 * MINUTE_MS,
  3.5 * HOUR_MS,
  12 * MINUTE_MS,
  90 * SECOND_MS,
  3 * MINUTE_MS,
];

/** Lets something last, several times a day, at moments that the seed decides. */
export function nowAndThen(
  sim: Sim,
  begin: (stretchMs: number, nth: number) => void,
  end: () => void,
): void {
  let times = 0;
  for (let dayMs = sim.startMs; dayMs < sim.endMs; dayMs += DAY_MS) {
    const share = DAY_MS / STRETCHES_MS.length;
    STRETCHES_MS.forEach((stretchMs, nth) => {
      const slackMs = Math.max(0, share - stretchMs);
      const atMs = Math.round(dayMs + nth * share + sim.draw() * slackMs);
      if (atMs + stretchMs >= sim.endMs) return;
      const time = times;
      times += 1;
      sim.at(atMs, () => begin(stretchMs, time));
      sim.at(atMs + stretchMs, end);
    });
  }
}
