import { DriftlineError, type ErrorCode } from '../core/errors.ts';

const REFUSALS: ReadonlySet<ErrorCode> = new Set(['usage', 'invalid', 'not_found']);
/** A page that is open for days acts on a hundred posts. */
const KEPT_MAX = 2_000;

/** One act of an open page, by the page's own name and count. */
export interface ActTurn {
  readonly page: string;
  readonly nth: number;
}

interface Taken {
  readonly nth: number;
  /** Why it was not done, once that is known. */
  refusal?: unknown;
}

/**
 * Which acts of open pages were done. Over a slow network a request may come after a later one, or
 * twice, as one that goes out with a page that is left: what is late or was done is not done again.
 * In memory: nothing is on its way to a Driftline that started anew.
 */
export function openActTurns() {
  const latest = new Map<string, Taken>();
  return {
    /**
     * Does the act, and gives what came of it; undefined where this one was done, or one about the
     * same (`subject`) that was pressed after it. What was refused is refused again, in the same
     * words. No count: done.
     */
    async take<Outcome>(
      { page, nth }: ActTurn,
      subject: string,
      act: () => Promise<Outcome>,
    ): Promise<Outcome | undefined> {
      if (!(nth > 0)) return act();
      const name = `${page} ${subject}`;
      const before = latest.get(name);
      if (before !== undefined && before.nth >= nth) {
        if (before.nth === nth && before.refusal !== undefined) throw before.refusal;
        return undefined;
      }
      const taken: Taken = { nth };
      latest.delete(name);
      latest.set(name, taken);
      const [oldest] = latest.keys();
      if (latest.size > KEPT_MAX && oldest !== undefined) latest.delete(oldest);
      try {
        return await act();
      } catch (error) {
        if (isRefusal(error)) taken.refusal = error;
        else if (before === undefined) latest.delete(name);
        else latest.set(name, before);
        throw error;
      }
    },
  };
}

/** What may pass, a database that is busy or a disk that is full, may be asked for again. */
function isRefusal(error: unknown): boolean {
  return error instanceof DriftlineError && REFUSALS.has(error.code);
}
