import type { Turnable } from '../store/ingest_state.ts';
import type { Session } from './session.ts';

/**
 * For what is about to be asked for: gives how to write it, unless a client turned something of it
 * in the meantime. What was told may be of before that and would undo it, so nothing is written
 * then, and the answer is false: it is asked for again when it is next due.
 */
export function unlessTurned(
  { deps, state, loginKey }: Pick<Session, 'deps' | 'state' | 'loginKey'>,
  what: Turnable,
): (write: () => void) => boolean {
  const before = state.turns(loginKey, what);
  return (write) =>
    deps.database.transaction(() => {
      if (state.turns(loginKey, what) !== before) return false;
      write();
      return true;
    });
}
