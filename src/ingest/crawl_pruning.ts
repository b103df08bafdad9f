import { DAY_MS, epochMsOf } from '../core/clock.ts';
import { isUlid } from '../core/entry_time.ts';
import type { WireAccount } from '../core/status.ts';
import { PAGE_ENTRIES } from '../mastodon/home.ts';

/** What is known of how much an author of a hole posts. */
export interface PostingKnown {
  /** Where the hole begins, or what may have entered the home during it, unix ms. */
  readonly from_ms: number;
  /** When their number of posts was first seen as it is now, and when any was; null: never. */
  readonly since_ms: number | null;
  readonly first_ms: number | null;
  readonly posts_per_day: number | null;
}

/**
 * Whether an author may have posted since a hole began. They have not if the server last had
 * something of them on a day that was over then, and their number of posts has not changed since.
 * That number is no measure (of a remote account it may be another server's), but a change is one.
 */
export function mayHavePosted(account: WireAccount, known: PostingKnown): boolean {
  if (!countsAll(account.id)) return true;
  const lastMs = epochMsOf(account.last_status_at);
  if (lastMs === undefined) return account.statuses_count !== 0;
  if (lastMs + DAY_MS > known.from_ms) return true;
  const { since_ms, first_ms, from_ms } = known;
  return since_ms !== null && first_ms !== null && first_ms <= from_ms && since_ms > from_ms;
}

/**
 * Pleroma and Akkoma count public posts alone, no boosts, and so they date the last one (their
 * activity_pub.ex, increase_note_count_if_public). Their ids are neither digits nor ULIDs.
 */
function countsAll(accountId: string): boolean {
  return /^\d+$/.test(accountId) || isUlid(accountId);
}

/** Of fewer days a rate of our own takes everybody for somebody who hardly posts. */
const MEASURED_MS = 7 * DAY_MS;

/** Pages of forty that reading somebody back to the beginning of a hole will probably take. */
export function pagesExpected(account: WireAccount, known: PostingKnown, nowMs: number): number {
  const days = Math.max(0, nowMs - known.from_ms) / DAY_MS;
  const { posts_per_day, first_ms } = known;
  const isMeasured = first_ms !== null && nowMs - first_ms >= MEASURED_MS;
  const measured = isMeasured ? posts_per_day : null;
  const perDay = measured ?? lifelongRate(account, nowMs);
  return 1 + Math.min(PAGES_MAX - 1, Math.floor((perDay * days) / PAGE_ENTRIES));
}

function lifelongRate({ statuses_count, created_at }: WireAccount, nowMs: number): number {
  const bornMs = epochMsOf(created_at) ?? nowMs;
  return (statuses_count ?? 0) / Math.max(1, (nowMs - bornMs) / DAY_MS);
}

/** Most that is read of anybody at a stretch: 10,000 posts and boosts. */
export const PAGES_MAX = 250;
