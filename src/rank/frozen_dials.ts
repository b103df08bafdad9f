import type { EpochMs } from '../core/clock.ts';
import { dialWords } from '../core/dial.ts';
import type { Signals } from '../core/edition.ts';
import type { Database } from '../store/database.ts';
import { openDials } from '../store/dials.ts';
import type { Candidate } from './front.ts';

/**
 * The signals of a candidate as they are frozen: beside the factor of the dials stands whose word
 * it was on whom, because a later word replaces it in the table.
 */
export function openFrozenDials(database: Database, nowMs: EpochMs) {
  const dials = openDials(database);
  const inForce = dials.list(nowMs);
  const isVoiceTaken = inForce.some(({ word }) => word === 'no boosts');
  return ({ statusKey, signals }: Candidate): Signals => {
    const { dial, always } = signals;
    if (dial === undefined || inForce.length === 0) return signals;
    if (dial.value === 0 && always === undefined && !isVoiceTaken) return signals;
    const said = dials.on(statusKey, nowMs).map(dialWords);
    return said.length === 0 ? signals : { ...signals, dial: { ...dial, said } };
  };
}
