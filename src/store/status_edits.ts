import { epochMsOf } from '../core/clock.ts';
import type { WireStatus } from '../core/status.ts';

interface Edited {
  readonly edited_at_ms: number | null;
}

/** Written before an edit that we know of; a server that says nothing of edits is believed. */
export function isOutdated(found: Edited, { edited_at }: WireStatus): boolean {
  return edited_at !== undefined && (epochMsOf(edited_at) ?? 0) < (found.edited_at_ms ?? 0);
}

/** Written by a later edit than we know of: of two texts of one moment, the one that holds. */
export function isLaterEdit(found: Edited, { edited_at }: WireStatus): boolean {
  return (epochMsOf(edited_at) ?? 0) > (found.edited_at_ms ?? 0);
}

/**
 * Whether its author changed it: cards, tallies and media come by themselves. Where a server
 * has no word for edits (mastodon-api.md, section 5.1: Hollo), what it says tells.
 */
export function isEdit(found: Edited, keptBody: string | undefined, status: WireStatus): boolean {
  if ((epochMsOf(status.edited_at) ?? null) !== found.edited_at_ms) return true;
  if (status.edited_at !== undefined || keptBody === undefined) return false;
  const kept = JSON.parse(keptBody) as WireStatus;
  const isOther = (name: 'content' | 'spoiler_text') => (kept[name] ?? '') !== (status[name] ?? '');
  return isOther('content') || isOther('spoiler_text');
}
