import { setMaxListeners } from 'node:events';

/** Each work waits on the signal, some twice: Node would take more than ten for a leak. */
const LISTENERS_MAX = 100;

/** Works that live and die together. */
export interface Crew {
  /** Aborted by the owner, or by the first work that failed. */
  readonly signal: AbortSignal;
  readonly start: (work: () => Promise<void>) => void;
  /** Does `work` at once, for a timer or a socket: nobody there could catch what it throws. */
  readonly heed: (work: () => void) => void;
  /** Resolves when all have ended; throws what ended the first of them, unless the owner did. */
  readonly settled: () => Promise<void>;
}

/** Nobody is left behind: when `settled` is done, nothing of the crew writes any more. */
export function openCrew(outer: AbortSignal): Crew {
  const stop = new AbortController();
  const signal = AbortSignal.any([outer, stop.signal]);
  setMaxListeners(LISTENERS_MAX, signal);
  const works = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | undefined;
  const end = (error: unknown) => {
    // What a work says after the end is that it was ended.
    if (signal.aborted) return;
    failure = { error };
    stop.abort();
  };

  return {
    signal,
    start(work) {
      const done = work()
        .catch(end)
        .finally(() => works.delete(done));
      works.add(done);
    },
    heed(work) {
      try {
        work();
      } catch (error) {
        end(error);
      }
    },
    async settled() {
      while (works.size > 0) await Promise.all(works);
      if (failure !== undefined) throw failure.error;
    },
  };
}
