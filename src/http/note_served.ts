import { DriftlineError } from '../core/errors.ts';
import type { Log } from '../core/log.ts';

/**
 * Notes in the ledger that something goes out. On a full disk, or where the file cannot be written
 * just now, it goes out all the same, and is noted when it is shown again: reading needs no room.
 */
export function noteServed(log: Log, note: () => void): void {
  try {
    note();
  } catch (error) {
    if (!(error instanceof DriftlineError) || !error.mayPass) throw error;
    log.warn('http.not_noted', { why: error.message });
  }
}
