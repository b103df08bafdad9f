import { expect, test } from 'vitest';
import { NAIVE_PROGRAMS } from './naive_programs.ts';
import { faultNamed } from './sim_faults.ts';
import { faultsOf } from './sim_verdict.ts';
import { A_DAY, PATIENCE, simulate } from './simulate.ts';

/** Busy enough that even they lose much. */
const A_BUSY_DAY = { ...A_DAY, arrivalsPerDay: 500, homeLimit: 60, pace: 0.2 };
const FAULTS = ['jobs run late', 'sockets drop', 'nobody answers'].map(faultNamed);

test.each(Object.entries(NAIVE_PROGRAMS))(
  'a check that can fail: it finds what is lost by %s',
  PATIENCE,
  async (_, program) => {
    const { lost, untold } = await simulate({ ...A_BUSY_DAY, faults: FAULTS, program });

    expect(lost.length + untold.length).toBeGreaterThan(40);
  },
);

test('and under the same faults nothing is lost by Driftline', PATIENCE, async () => {
  expect(faultsOf(await simulate({ ...A_BUSY_DAY, faults: FAULTS }))).toEqual([]);
});
