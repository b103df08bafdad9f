import { expect, test } from 'vitest';
import { HOUR_MS } from '../../src/core/clock.ts';
import { coveringArray } from './covering_array.ts';
import { EVERY_FAULT } from './sim_faults.ts';
import { faultsOf, type Verdict } from './sim_verdict.ts';
import { type Plan, simulate } from './simulate.ts';

/** `npm run soak`: hours, not seconds. The seed of a failure gives the same run again. */
const SEED = process.env.SOAK_SEED ?? 'soak';
const ALL = EVERY_FAULT.filter(({ name }) => name !== 'nothing');
/** What never streams hides what befalls streams. */
const STREAMING = ALL.filter(({ name }) => name !== 'no stream');
const FORTNIGHT = { days: 14, follows: 5_000, arrivalsPerDay: 3_000, homeLimit: 800 };
const HEAVIEST = { days: 2, follows: 5_000, arrivalsPerDay: 50_000, homeLimit: 800 };
/** A home without end is read down to its latest entries within three hours. */
const DEEP_MS = 3 * HOUR_MS;

coveringArray(ALL.length).forEach((isOn, run) => {
  const faults = ALL.filter((_, nth) => isOn[nth]);
  test(`a fortnight of run ${run + 1}`, () => survive({ ...FORTNIGHT, faults }, `run ${run + 1}`));
});

test('two days of the heaviest, and everything goes wrong', () =>
  survive({ ...HEAVIEST, faults: STREAMING, calmMs: DEEP_MS }, 'everything'));
test('two days of the heaviest, and everything goes wrong where nothing streams', () =>
  survive({ ...HEAVIEST, faults: ALL, calmMs: DEEP_MS }, 'everything, no stream'));

async function survive(plan: Omit<Plan, 'seed'>, name: string): Promise<void> {
  const seed = `${SEED} ${name}`;
  const startedMs = Date.now();
  const verdict = await simulate({ ...plan, seed });
  const seconds = Math.round((Date.now() - startedMs) / 1_000);
  process.stdout.write(`${seed}: ${wordsOf(verdict)}, ${seconds} s\n`);
  process.stdout.write(`  ${plan.faults.map((fault) => fault.name).join('; ') || 'nothing'}\n`);
  expect(faultsOf(verdict)).toEqual([]);
}

function wordsOf(verdict: Verdict): string {
  const { entries, stored, beyond, missedInHoles, holes, crawledHoles } = verdict;
  const wrong = faultsOf(verdict).length;
  return (
    `${entries} entries, ${stored} stored, ${beyond} beyond reach, ${holes} holes ` +
    `(${crawledHoles} crawled) with ${missedInHoles} missing, ${wrong} wrong`
  );
}
