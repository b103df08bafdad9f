import type { Send } from './send.ts';

/** A window that opens lets everything that waits go at once: so many requests bother no server. */
const MOST = 3;

/** The server wants to be left alone by now: it is asked for when that is over. */
export class Held extends Error {}

/**
 * Gives every `send` that goes through it its turn; they share how many are under way. Throws `Held`
 * where a turn comes while everything `isHeld`.
 */
export function openTurns(isHeld: () => boolean = () => false): (send: Send) => Send {
  const waiting = new Set<() => void>(); // in the order in which they came
  let underWay = 0;
  const turn = (signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const go = () => {
        signal.removeEventListener('abort', stop);
        waiting.delete(go);
        underWay += 1;
        resolve();
      };
      const stop = () => {
        waiting.delete(go);
        reject(signal.reason);
      };
      if (signal.aborted) return stop();
      if (underWay < MOST) return go();
      signal.addEventListener('abort', stop, { once: true });
      waiting.add(go);
    });
  return (send) => async (request) => {
    await turn(request.signal);
    try {
      if (isHeld()) throw new Held();
      return await send(request);
    } finally {
      underWay -= 1;
      const [next] = waiting;
      next?.();
    }
  };
}
