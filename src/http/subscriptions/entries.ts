import { DAY_MS, type EpochMs, SECOND_MS } from '../../core/clock.ts';
import { plainerMarkup } from '../../core/foreign_markup.ts';
import { plainText } from '../../core/status_facts.ts';
import { isUrl } from '../../core/url_check.ts';
import type { EditionHead, Slot } from '../../store/reading.ts';
import type { ShownStatus } from '../../store/shown_statuses.ts';
import type { Desk } from '../web/desk.ts';
import { wordlessWords } from '../web/media_words.ts';
import { pageAddress, pageStart } from '../web/page_address.ts';
import { plainName } from '../web/plain_name.ts';
import { laneTitle } from '../web/reason.ts';
import { readAccount, readText, type ShownText, withoutQuoteLine } from '../web/status_json.ts';
import { mayLeave } from '../web/written_post.tsx';
import { contentOf } from './content.tsx';

/** One post, as a feed reader shows it. */
export interface SubscriptionEntry {
  /** The same wherever and whenever the post comes: what was read is not new again. */
  readonly id: string;
  readonly title: string;
  readonly html: string;
  /** Its place on the page. */
  readonly page: string;
  readonly original: string | undefined;
  readonly author: { readonly name: string; readonly url: string | undefined };
  readonly publishedMs: EpochMs;
  readonly updatedMs: EpochMs;
  readonly language: string | undefined;
}

export interface ListedEntry {
  readonly slot: Slot;
  readonly entry: SubscriptionEntry;
}

/**
 * The posts of an edition that may leave the machine, in its order: public and unlisted ones that
 * are still there, and that no mute or filter hides now.
 */
export function entriesOf(desk: Desk, head: EditionHead, origin: string): readonly ListedEntry[] {
  return desk.reading.slots(head.edition, 1, null, head.entries).flatMap((slot) => {
    const { status_key: key, uri } = slot;
    const status = key === null ? desk.statuses.ofUri(uri) : desk.statuses.status(key);
    if (status === undefined || status.body === null || status.deleted_at_ms !== null) return [];
    const covers = desk.statuses.coversOf(status.status_key, desk.now());
    if (!mayLeave(status) || covers.some(({ effect }) => effect === 'hide')) return [];
    const warning = covers.find(({ effect }) => effect === 'warn');
    return [{ slot, entry: entryOf({ head, slot, status, origin, filter: warning?.subject }) }];
  });
}

interface Parts {
  readonly head: EditionHead;
  readonly slot: Slot;
  readonly status: ShownStatus;
  readonly origin: string;
  /** The title of a filter that covers it. */
  readonly filter: string | undefined;
}

function entryOf({ head, slot, status, origin, filter }: Parts): SubscriptionEntry {
  const account = readAccount(status.profile);
  const text = readText(status.body as string);
  const name = plainName(account.name, status.handle);
  const warning = filter === undefined ? text.warning : `filtered: ${filter}`;
  const page = `${origin}${pageAddress(head, pageStart(slot.position), null)}#p${slot.position}`;
  const publishedMs = placedAtMs(head, slot.position);
  return {
    id: isUrl(status.uri) ? status.uri : `urn:driftline:${encodeURIComponent(status.uri)}`,
    title: `${name}: ${titleOf(text, warning)}`,
    html: contentOf({ text, warning, page, lane: laneTitle(slot.lane) }),
    page,
    original: text.url,
    author: { name: `${name} (@${status.handle})`, url: account.url },
    publishedMs,
    updatedMs: Math.max(publishedMs, status.edited_at_ms ?? 0) as EpochMs,
    language: text.language,
  };
}

/**
 * When it took its place, which is what a subscription tells of; a second apart, so that readers
 * which sort by time, the newest first, keep the edition's order.
 */
function placedAtMs(head: EditionHead, position: number): EpochMs {
  const { drawn_at_ms: drawnAtMs } = head;
  return (drawnAtMs - Math.min(position * SECOND_MS, DAY_MS)) as EpochMs;
}

const TITLE_CHARACTERS = 80;

function titleOf(text: ShownText, warning: string): string {
  const words = (warning === '' ? plainText(plainerMarkup(withoutQuoteLine(text.html))) : warning)
    .replace(/\s+/g, ' ')
    .trim();
  if (words.length > TITLE_CHARACTERS)
    return `${words.slice(0, TITLE_CHARACTERS).replace(/\s\S*$/, '')} …`;
  return words === '' ? wordlessWords(text) : words;
}
