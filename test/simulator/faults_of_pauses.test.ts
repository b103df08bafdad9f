import { expect, test } from 'vitest';
import { FAULTS, faultNamed } from './sim_faults.ts';
import { faultsOf } from './sim_verdict.ts';
import { A_DAY, PATIENCE, simulate } from './simulate.ts';

/**
 * Where a server never streams, a pause is noticed by polls alone; and a clock that is set hides a
 * sleep, or makes a pause a day longer. Each lost arrivals without a word once.
 */
const TOGETHER = [
  ['no stream', 'a pause is asked for'],
  ['no stream', '206, and the stream shut'],
  ['the clock is set', 'the process is stopped'],
  ['the clock is set', '429'],
].map((names) => names.map(faultNamed));

/** In these nothing is missed: the stream speaks, or pages are given. */
const HEARD: readonly string[] = [
  'a pause is asked for',
  'another app uses up the budget',
  'the clock is set, and 429',
];

for (const faults of [...FAULTS.ofPauses.map((fault) => [fault]), ...TOGETHER]) {
  const name = faults.map((fault) => fault.name).join(', and ');
  test(`nothing is lost or left untold on a day of this: ${name}`, PATIENCE, async () => {
    const verdict = await simulate({ ...A_DAY, faults });

    expect(faultsOf(verdict)).toEqual([]);
    expect(verdict.stored).toBeGreaterThan(0.6 * A_DAY.arrivalsPerDay);
    expect(verdict.holes > 0).toBe(!HEARD.includes(name));
    expect(verdict.crawledHoles).toBe(verdict.holes);
  });
}
