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
  const unvoiced = new Set(inForce.length === 0 ? [] : dials.unvoiced(nowMs));
  return ({ statusKey, signals }: Candidate): Signals => {
    const { dial, always } = signals;
    if (dial === undefined || inForce.length === 0) return signals;
    // Asking of each of thousands that are passed over would take a third of a draw.
    if (dial.value === 0 && always === undefined && !unvoiced.has(statusKey)) return signals;
    const said = dials.on(statusKey, nowMs).map(dialWords);
    return said.length === 0 ? signals : { ...signals, dial: { ...dial, said } };
  };
}
