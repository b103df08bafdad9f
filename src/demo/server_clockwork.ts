import { type Cancel, HOUR_MS, type Time } from '../core/clock.ts';
import type { World, WorldEvent } from './world.ts';

/** The world is asked for this much of its future at a time. */
const CHUNK_MS = 6 * HOUR_MS;

/**
 * Lets the world's events happen at their moments, from `sinceMs` on. What lies before now happens
 * at once. One timer stands for whatever comes next, however much the world has in store.
 */
export function startClockwork(
  { world, time, sinceMs }: { world: World; time: Time; sinceMs: number },
  happen: (event: WorldEvent) => void,
): Cancel {
  let chunkEndMs = sinceMs;
  let waiting: readonly WorldEvent[] = [];
  let next = 0;
  let cancel: Cancel = () => {};

  const advance = () => {
    const nowMs = time.now();
    for (;;) {
      for (let event = waiting[next]; event !== undefined; event = waiting[next]) {
        if (event.atMs > nowMs) return arrange(event.atMs - nowMs);
        next += 1;
        happen(event);
      }
      if (chunkEndMs > nowMs) return arrange(chunkEndMs - nowMs);
      waiting = world
        .eventsBetween(chunkEndMs, chunkEndMs + CHUNK_MS)
        .toSorted((a, b) => a.atMs - b.atMs);
      next = 0;
      chunkEndMs += CHUNK_MS;
    }
  };
  const arrange = (delayMs: number) => {
    cancel = time.after(delayMs, advance);
  };

  advance();
  return () => cancel();
}
