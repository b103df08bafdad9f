import { type EpochMs, MINUTE_MS } from '../../src/core/clock.ts';
import { idTimeMs } from '../../src/core/entry_time.ts';
import type { Witness } from '../../src/demo/server_witness.ts';

/** What stands in the home shorter than that, and was never streamed, is beyond reach. */
const REACH_MS = 21 * MINUTE_MS; // at pace 1

/** An entry of the home, as the server knows its life. */
export interface Lived {
  readonly id: string;
  readonly enteredMs: number;
  leftMs: number;
  isGrouped: boolean;
  /** It fell out at the bottom. */
  isTrimmed: boolean;
  /** It came down a socket to somebody who was there. */
  isDelivered: boolean;
}

export interface Oracle {
  readonly witness: Witness;
  readonly lives: ReadonlyMap<string, Lived>;
  /** Ids whose `delete` came down a socket. */
  readonly deletesTold: ReadonlySet<string>;
  /** Ids whose last edit did. */
  readonly editsTold: ReadonlySet<string>;
  readonly overLimit: readonly string[];
  /** From now on nothing can be had of the server, or again something can. */
  readonly block: (reason: string, nowMs: number) => void;
  readonly unblock: (reason: string, nowMs: number) => void;
  /** Nothing can be had of the server, or could until just now: what it asked for may last. */
  readonly isBlocked: (nowMs: number) => boolean;
  /** The clock of the machine was set: what comes then waits until it is known what time it is. */
  readonly leapt: (nowMs: number) => void;
  /** The program was killed, or is judged: what came within the last moments is not written. */
  readonly killed: (nowMs: number) => void;
  /** Whether it could have been had: by the stream, or by any sweep. */
  readonly isWithinReach: (entry: Lived, endMs: number) => boolean;
  /** Whether nobody could have, or could know of it: grouped away, or gone too soon. */
  readonly isBeyond: (entry: Lived, endMs: number) => boolean;
}

/**
 * A home without end is read 1,000 entries down within that time, further down once an hour, and no
 * deeper than one window of requests allows, 200 pages of 40.
 */
const NEAR_ENTRIES = 1_000;
const DEEP_REACH_MS = 80 * MINUTE_MS; // at pace 1
const DEEPEST_ENTRIES = 8_000;

const WINDOW_MS = 15 * MINUTE_MS; // of a limit

const UNWRITTEN_MS = 1_500; // gathered, up to a second, at pace 1
/** A pause that nobody could overlook. */
const NOTICED_MS = 5 * MINUTE_MS; // at pace 1

const UNDATED_MS = 2 * MINUTE_MS; // after a leap of the clock

/** `isHeard`: whether a frame that is sent now reaches somebody. */
export function openOracle(isHeard: () => boolean, pace: number): Oracle {
  const reachMs = REACH_MS / pace;
  const lives = new Map<string, Lived>();
  const deletesTold = new Set<string>();
  const editsTold = new Set<string>();
  const overLimit: string[] = [];
  const recent: { id: string; atMs: number }[] = [];
  const reasons = new Set<string>();
  const calms: { fromMs: number; toMs: number }[] = [{ fromMs: 0, toMs: Number.POSITIVE_INFINITY }];
  const entered: number[] = []; // when each entry entered, ascending
  /** How many entered after `fromMs`, until `toMs`. */
  const enteredBetween = (fromMs: number, toMs: number) =>
    placeAfter(entered, toMs) - placeAfter(entered, fromMs);
  let leaptMs = Number.NEGATIVE_INFINITY;
  /** It came and fell out while nothing could be had, for longer than goes unnoticed. */
  const isOutlasted = ({ isTrimmed, enteredMs, leftMs }: Lived) =>
    isTrimmed &&
    calms.some(({ fromMs }, nth) => {
      const sinceMs = calms[nth - 1]?.toMs ?? fromMs;
      const isWithin = enteredMs >= sinceMs && leftMs <= fromMs;
      return isWithin && fromMs - sinceMs >= NOTICED_MS / pace;
    });
  const lastCalm = () => calms[calms.length - 1] as { fromMs: number; toMs: number };

  return {
    lives,
    deletesTold,
    editsTold,
    overLimit,
    witness: {
      entered(id, atMs) {
        entered.push(atMs);
        const life = { id, enteredMs: atMs, leftMs: Number.POSITIVE_INFINITY };
        lives.set(id, { ...life, isGrouped: false, isTrimmed: false, isDelivered: false });
      },
      left(id, atMs, how) {
        const life = lives.get(id);
        if (life === undefined || life.leftMs <= atMs) return;
        life.leftMs = atMs;
        life.isTrimmed = how === 'trimmed';
      },
      grouped(id) {
        const life = lives.get(id);
        if (life !== undefined) life.isGrouped = true;
      },
      streamed(event, id, atMs, listeners) {
        if (event === 'status.update') editsTold.delete(id);
        if (listeners === 0 || !isHeard()) return;
        recent.push({ id, atMs });
        if (recent.length > 200) recent.shift();
        if (event === 'delete') deletesTold.add(id);
        if (event === 'status.update') editsTold.add(id);
        const life = lives.get(id);
        // Who is told of the end first has nothing to keep.
        if (event !== 'update' || life === undefined || deletesTold.has(id)) return;
        life.isDelivered = true;
      },
      overLimit: (path, atMs) => overLimit.push(`${path} at ${atMs}`),
    },
    block(reason, nowMs) {
      if (reasons.size === 0) lastCalm().toMs = nowMs;
      reasons.add(reason);
    },
    unblock(reason, nowMs) {
      if (reasons.delete(reason) && reasons.size === 0)
        calms.push({ fromMs: nowMs, toMs: Number.POSITIVE_INFINITY });
    },
    isBlocked: (nowMs) => reasons.size > 0 || nowMs - lastCalm().fromMs < WINDOW_MS,
    leapt(nowMs) {
      leaptMs = nowMs;
    },
    killed(nowMs) {
      const unwrittenMs = UNWRITTEN_MS / pace;
      const isUndated = nowMs - leaptMs < UNDATED_MS + unwrittenMs;
      const sinceMs = Math.min(nowMs - unwrittenMs, isUndated ? leaptMs : nowMs);
      for (const { id, atMs } of recent) {
        if (atMs <= sinceMs) continue;
        const life = lives.get(id);
        if (life !== undefined) life.isDelivered = false;
        deletesTold.delete(id);
        editsTold.delete(id);
      }
    },
    isWithinReach: (entry, endMs) =>
      !entry.isGrouped &&
      (entry.isDelivered ||
        calms.some(({ fromMs, toMs }) => {
          const sinceMs = Math.max(entry.enteredMs, fromMs);
          const depth = enteredBetween(givenMs(entry), sinceMs);
          const neededMs = depth <= NEAR_ENTRIES ? reachMs : DEEP_REACH_MS / pace;
          const stoodMs = Math.min(entry.leftMs, toMs, endMs) - sinceMs;
          return depth <= DEEPEST_ENTRIES && stoodMs >= neededMs;
        })),
    isBeyond: (entry, endMs) =>
      entry.isGrouped ||
      (!entry.isDelivered &&
        Math.min(entry.leftMs, endMs) - entry.enteredMs < reachMs &&
        !isOutlasted(entry)),
  };
}

/** When its id was given, which is its place in the home. */
export function givenMs({ id, enteredMs }: Lived): number {
  return idTimeMs(id, enteredMs as EpochMs) ?? enteredMs;
}

/** How many of ascending numbers are no greater. */
function placeAfter(ascending: readonly number[], limit: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
