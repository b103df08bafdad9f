import { expect, test } from 'vitest';
import { FAULTS } from './sim_faults.ts';
import { faultsOf } from './sim_verdict.ts';
import { A_DAY, PATIENCE, simulate } from './simulate.ts';

/** In these nothing is heard while the home turns over once: that is told. */
const UNHEARD: readonly string[] = [
  'a pause, and no stream',
  'deaf in a pause',
  '206 and no stream',
];

for (const fault of FAULTS.ofPauses) {
  test(`nothing is lost or left untold on a day of this: ${fault.name}`, PATIENCE, async () => {
    const verdict = await simulate({ ...A_DAY, faults: [fault] });

    expect(faultsOf(verdict)).toEqual([]);
    expect(verdict.stored).toBeGreaterThan(0.6 * A_DAY.arrivalsPerDay);
    expect(verdict.holes > 0).toBe(UNHEARD.includes(fault.name));
    expect(verdict.crawledHoles).toBe(verdict.holes);
  });
}
