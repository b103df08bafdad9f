import { type EpochMs, epochMsOf, MINUTE_MS } from '../core/clock.ts';
import type { WireStatus } from '../core/status.ts';

/** Edits that were streamed before the posts that they change (mastodon-api.md, section 1.9). */
export interface EarlyEdits {
  readonly keep: (status: WireStatus, atMs: EpochMs) => void;
  /** The edit of a post that has come now, where it had not been long in coming; once. */
  readonly take: (statusId: string, nowMs: EpochMs) => WireStatus | undefined;
}

/** By then a sweep has said it. */
const KEPT_MS = 10 * MINUTE_MS;
const MOST = 100;

export function openEarlyEdits(): EarlyEdits {
  const edits = new Map<string, { readonly status: WireStatus; readonly atMs: EpochMs }>();
  return {
    keep(status, atMs) {
      const before = epochMsOf(edits.get(status.id)?.status.edited_at) ?? 0;
      if ((epochMsOf(status.edited_at) ?? before) < before) return;
      edits.set(status.id, { status, atMs });
      const [oldest] = edits.keys();
      if (edits.size > MOST && oldest !== undefined) edits.delete(oldest);
    },
    take(statusId, nowMs) {
      const early = edits.get(statusId);
      edits.delete(statusId);
      return early !== undefined && nowMs - early.atMs < KEPT_MS ? early.status : undefined;
    },
  };
}
