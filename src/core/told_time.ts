import type { Cancel, EpochMs, Time } from './clock.ts';

interface Arrangement {
  readonly atMs: number;
  readonly order: number;
  /** False once it was taken back. */
  readonly isLive: () => boolean;
  readonly run: () => void;
}

/** Time that moves only when it is told to. */
export interface ToldTime extends Time {
  /**
   * Keeps time from moving until the returned function is called: somebody waits for real input or
   * output (a request under way, a frame on its way).
   */
  readonly hold: () => Cancel;
  /**
   * Moves on to `untilMs`, running what falls due in order of its moment, and letting everything
   * that was set off by it settle before the next. `onMoment` hears each new moment; `stopped` ends
   * it early.
   */
  readonly passTo: (
    untilMs: EpochMs,
    onMoment?: (nowMs: EpochMs) => void,
    stopped?: AbortSignal,
  ) => Promise<void>;
  /** From now on `following` is the time: what is still arranged is handed over to it. */
  readonly handOver: (following: Time) => void;
}

/** Lets promises, and the input and output that is ready, go first. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Who waits for real input or output, and the pause until nobody does. */
function openHolds() {
  let holds = 0;
  return {
    hold(): Cancel {
      holds += 1;
      let held = true;
      return () => {
        if (held) holds -= 1;
        held = false;
      };
    },
    async settle(): Promise<void> {
      await turn();
      while (holds > 0) await turn();
    },
  };
}

export function toldTime(startMs: EpochMs): ToldTime {
  let nowMs: number = startMs;
  let following: Time | undefined;
  let orders = 0;
  const { hold, settle } = openHolds();
  let heap: Arrangement[] = [];

  const after = (delayMs: number, run: () => void): Cancel => {
    if (following !== undefined) return following.after(delayMs, run);
    orders += 1;
    let cancelInFollowing: Cancel | undefined;
    let live = true;
    const arrangement: Arrangement = {
      atMs: nowMs + Math.max(0, delayMs),
      order: orders,
      isLive: () => live,
      run: () => {
        if (!live) return;
        if (following !== undefined && cancelInFollowing === undefined) {
          cancelInFollowing = following.after(Math.max(0, arrangement.atMs - following.now()), run);
          return;
        }
        live = false;
        run();
      },
    };
    push(heap, arrangement);
    return () => {
      live = false;
      cancelInFollowing?.();
    };
  };

  return {
    now: () => (following === undefined ? (nowMs as EpochMs) : following.now()),
    after,
    hold,
    async passTo(untilMs, onMoment, stopped) {
      await settle();
      while (heap[0] !== undefined && heap[0].atMs <= untilMs && !stopped?.aborted) {
        const next = pop(heap) as Arrangement;
        if (!next.isLive()) continue; // nothing happens then, so nothing need settle
        if (next.atMs > nowMs) {
          nowMs = next.atMs;
          onMoment?.(nowMs as EpochMs);
        }
        next.run();
        await settle();
      }
      if (!stopped?.aborted) nowMs = Math.max(nowMs, untilMs);
    },
    handOver(time) {
      following = time;
      const rest = heap;
      heap = [];
      for (const arrangement of rest) arrangement.run();
    },
  };
}

function isBefore(a: Arrangement, b: Arrangement): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
}

/** A binary heap, earliest first: the demo arranges tens of thousands of moments. */
function push(heap: Arrangement[], arrangement: Arrangement): void {
  let at = heap.push(arrangement) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!isBefore(arrangement, heap[parent] as Arrangement)) break;
    heap[at] = heap[parent] as Arrangement;
    at = parent;
  }
  heap[at] = arrangement;
}

function pop(heap: Arrangement[]): Arrangement | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (first === undefined || last === undefined || heap.length === 0) return first;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (
      child + 1 < heap.length &&
      isBefore(heap[child + 1] as Arrangement, heap[child] as Arrangement)
    ) {
      child += 1;
    }
    if (!isBefore(heap[child] as Arrangement, last)) break;
    heap[at] = heap[child] as Arrangement;
    at = child;
  }
  heap[at] = last;
  return first;
}
