import type { WireStatus } from '../core/status.ts';
import type { StatusFacts } from '../core/status_facts.ts';
import { COUNTS } from './counts.ts';

/** What is stored: the API's JSON without its account, which stands in a row of its own. */
export function bodyOf(status: WireStatus): string {
  return JSON.stringify({ ...status, account: undefined });
}

/** Counts and the owner's own flags change with every look; what a reader reads seldom does. */
export function saysOther(keptBody: string, status: WireStatus): boolean {
  return readable(JSON.parse(keptBody) as WireStatus) !== readable(status);
}

const READABLE = [
  'content',
  'spoiler_text',
  'edited_at',
  'language',
  'tags',
  'mentions',
  'media_attachments',
  'poll',
  'card',
  'quote',
  'sensitive',
  'visibility', // some servers let it be changed
] as const;

function readable(status: WireStatus): string {
  return JSON.stringify(READABLE.map((name) => status[name]));
}

export function textOf(status: WireStatus, facts: StatusFacts) {
  return {
    visibility: status.visibility,
    language: typeof status.language === 'string' ? status.language : null,
    has_warning: status.spoiler_text ? 1 : 0,
    media: facts.media,
    length: facts.length,
  };
}

export const STATUS_COLUMNS = [
  'uri',
  'uri_hash',
  'dice_key',
  'author_key',
  'created_at_ms',
  'first_seen_at_ms',
  'born_ms',
  'came_home',
  'edited_at_ms',
  'visibility',
  'language',
  'reply',
  'reply_to_id',
  'mentions_owner',
  'has_warning',
  'media',
  'length',
  'link_key',
  ...COUNTS,
  'counts_at_ms',
] as const;

export const EDIT_COLUMNS = [
  'status_key',
  'edited_at_ms',
  'mentions_owner',
  'visibility',
  'language',
  'has_warning',
  'media',
  'length',
  'link_key',
] as const;
