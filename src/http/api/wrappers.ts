import { type EpochMs, isoOf } from '../../core/clock.ts';

/** The lower 16 bits of every id of ours; above them stand unix milliseconds, as in Mastodon's. */
const MARK = 0xd11fn;

/**
 * Ids for wrappers, from the first place on: each below the one before, all above `top`, which is
 * the highest that the client has. They have 18 digits until the year 2453.
 */
export function wrapperIds(count: number, nowMs: EpochMs, top: string | undefined): string[] {
  const above = top === undefined ? 0 : msOf(top);
  const firstMs = Math.max(nowMs, above) + count;
  return Array.from({ length: count }, (_, at) => String((BigInt(firstMs - at) << 16n) + MARK));
}

/** Whether an id was made here, and not by the home server. */
function isWrapperId(id: string): boolean {
  return /^\d{17,19}$/.test(id) && (BigInt(id) & 0xffffn) === MARK;
}

function msOf(id: string): number {
  return isWrapperId(id) ? Number(BigInt(id) >> 16n) : 0;
}

/** When a wrapper says that it was written: clients that sort by time keep the order too. */
export function wrapperTime(id: string): string {
  return isoOf(msOf(id) as EpochMs);
}
