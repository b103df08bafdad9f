/** A page that is open for days acts on a hundred posts. */
const KEPT_MAX = 2_000;

/** One act of an open page, by the page's own name and count. */
export interface ActTurn {
  readonly page: string;
  readonly nth: number;
}

/**
 * Which acts of open pages were done. Over a slow network a request may come after a later one, or
 * twice, as one that goes out with a page that is left: what is late or was done is not done again.
 * In memory: nothing is on its way to a Driftline that started anew.
 */
export function openActTurns() {
  const latest = new Map<string, number>();
  return {
    /** False where this act on that post was done, or one pressed after it. No count: true. */
    take({ page, nth }: ActTurn, statusKey: number): boolean {
      if (!(nth > 0)) return true;
      const name = `${page} ${statusKey}`;
      if ((latest.get(name) ?? 0) >= nth) return false;
      latest.delete(name);
      latest.set(name, nth);
      const [oldest] = latest.keys();
      if (latest.size > KEPT_MAX && oldest !== undefined) latest.delete(oldest);
      return true;
    },
  };
}

export type ActTurns = ReturnType<typeof openActTurns>;
