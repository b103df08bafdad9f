/** What is done on one post, wherever on the page it stands, one after the other. */
export interface Turns {
  /** Begins `act` once what was done on the post before has its answer. */
  readonly take: (post: HTMLElement, act: (isLast: () => boolean) => Promise<void>) => void;
}

/**
 * Over a slow network a later request may overtake an earlier one, and what was pressed last would
 * not be what stands: a boost that was taken back at once would be public.
 */
export function openTurns(): Turns {
  const latest = new Map<string, Promise<void>>();
  return {
    take({ id, dataset: { key = id } }, act) {
      const begin = () => act(() => latest.get(key) === turn);
      const turn: Promise<void> = (latest.get(key) ?? Promise.resolve()).then(begin, begin);
      latest.set(key, turn);
    },
  };
}
