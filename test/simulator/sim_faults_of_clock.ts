import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/core/clock.ts';
import { nowAndThen } from './sim_stretches.ts';
import type { Fault } from './simulate.ts';

/** By how much the clock of the machine is set, in turn; each time it is set right again. */
const LEAPS_MS = [-HOUR_MS, DAY_MS, -DAY_MS, HOUR_MS, 40 * DAY_MS, -40 * DAY_MS];
const leapOf = (nth: number) => LEAPS_MS[nth % LEAPS_MS.length] as number;

/** By hand, or by NTP where there is no clock of its own, while ingest runs. */
export const CLOCK_IS_SET: Fault = {
  name: 'the clock is set',
  arrange(sim) {
    const { machine, oracle, told } = sim;
    const set = (aheadMs: number) => {
      machine.setClock('while it runs', aheadMs);
      oracle.leapt(told.now());
    };
    nowAndThen(
      sim,
      (_, nth) => set(leapOf(nth)),
      () => set(0),
    );
  },
};

const AWAY_MS = 2 * MINUTE_MS;

/** A machine that is started anew with another clock, and again with the right one. */
export const CLOCK_IS_SET_IN_BETWEEN: Fault = {
  name: 'the clock is set while nothing runs',
  arrange(sim) {
    const { machine, told, killFor } = sim;
    const restart = (aheadMs: number) => {
      killFor(AWAY_MS);
      told.after(AWAY_MS / 2, () => machine.setClock('between two lives', aheadMs));
    };
    nowAndThen(
      sim,
      (_, nth) => restart(leapOf(nth + 1)),
      () => restart(0),
    );
  },
};
