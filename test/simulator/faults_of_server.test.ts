import { expect, test } from 'vitest';
import { FAULTS } from './sim_faults.ts';
import { faultsOf } from './sim_verdict.ts';
import { A_DAY, PATIENCE, simulate } from './simulate.ts';

for (const fault of [...FAULTS.ofServer, ...FAULTS.ofRetention]) {
  test(`nothing is lost or left untold on a day of this: ${fault.name}`, PATIENCE, async () => {
    const verdict = await simulate({ ...A_DAY, faults: [fault] });

    expect(faultsOf(verdict)).toEqual([]);
    expect(verdict.stored).toBeGreaterThan(0.6 * A_DAY.arrivalsPerDay);
    expect(verdict.holes).toBe(0);
  });
}
