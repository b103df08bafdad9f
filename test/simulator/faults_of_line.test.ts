import { expect, test } from 'vitest';
import { FAULTS } from './sim_faults.ts';
import { faultsOf } from './sim_verdict.ts';
import { A_DAY, PATIENCE, simulate } from './simulate.ts';

/** Kinds of trouble that outlast the home once a day: what nobody could have had is told. */
const OUTLASTING: readonly string[] = [
  'nobody answers',
  'the line is dead',
  'the laptop sleeps',
  'the process is stopped',
  'kill -9',
];

for (const fault of FAULTS.ofLine) {
  test(`nothing is lost or left untold on a day of this: ${fault.name}`, PATIENCE, async () => {
    const verdict = await simulate({ ...A_DAY, faults: [fault] });

    expect(faultsOf(verdict)).toEqual([]);
    expect(verdict.stored).toBeGreaterThan(0.6 * A_DAY.arrivalsPerDay);
    expect(verdict.holes > 0).toBe(OUTLASTING.includes(fault.name));
    expect(verdict.crawledHoles).toBe(verdict.holes); // everybody is followed, and had pages
  });
}
