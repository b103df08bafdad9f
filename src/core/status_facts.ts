import { withoutEntities } from './entities.ts';
import { usualAddress } from './same_page.ts';
import type { WireAccount, WireStatus } from './status.ts';
import { isUrl } from './url_check.ts';

/** How a status stands to others: the numbers are stored. */
export const REPLY = { none: 0, toOthers: 1, ownThread: 2 } as const;

/** What the ranker wants to know of a status, read from its JSON once, when it is stored. */
export interface StatusFacts {
  readonly reply: number; // one of REPLY
  readonly mentionsOwner: boolean;
  readonly media: number;
  /** Characters a reader reads: text, warning, alt texts left out. */
  readonly length: number;
  /** Normalised names, no #, each once. */
  readonly tags: readonly string[];
  /** Its card or first link, normalised; undefined where there is none. */
  readonly link: string | undefined;
}

export function factsOf(status: WireStatus, ownerId: string): StatusFacts {
  const content = status.content ?? '';
  return {
    reply: replyOf(status),
    mentionsOwner: (status.mentions ?? []).some((mention) => mention.id === ownerId),
    media: (status.media_attachments ?? []).length,
    length: plainText(content).length + (status.spoiler_text ?? '').length,
    tags: [...new Set(tagNames(status).map(normaliseTag))].filter(Boolean),
    link: linkOf(status, content),
  };
}

/** Of a tag no more was checked than that it is an object. */
function tagNames({ tags = [] }: WireStatus): readonly string[] {
  return tags.map(({ name }) => name).filter((name) => typeof name === 'string');
}

function replyOf(status: WireStatus): number {
  if (status.in_reply_to_id === null || status.in_reply_to_id === undefined) return REPLY.none;
  return status.in_reply_to_account_id === status.account.id ? REPLY.ownThread : REPLY.toOthers;
}

/**
 * `#Birds` and `#birds` are one tag; so are composed and decomposed letters, and `#café` and
 * `#cafe`: Mastodon takes accents off what a post is tagged with, and not off the names of tags that
 * are followed (mastodon/mastodon, app/lib/ascii_folding.rb).
 */
export function normaliseTag(name: string): string {
  // A small İ is two characters, i and a dot, of which Mastodon keeps the i.
  const small = name.normalize('NFKC').toLowerCase().replaceAll('i\u0307', 'i');
  const written = small.replace(/^#/, '');
  return written.replace(ACCENTED, (letter) => UNACCENTED.get(letter) ?? letter);
}

const ACCENTED = /[à-ț]/g;
/** Each letter, and what is written with it. The same as in sql/migrations/0031_tags_folded. */
const UNACCENTED: ReadonlyMap<string, string> = new Map(
  [
    ...['aàáâãäåāăą', 'cçćĉċč', 'dðďđ', 'eèéêëēĕėęě', 'gĝğġģ', 'hĥħ', 'iìíîïĩīĭįı', 'jĵ', 'kķĸ'],
    ...['lĺļľł', 'nñńņňŋ', 'oòóôõöøōŏő', 'rŕŗř', 'sśŝşšș', 'tţťŧț', 'uùúûüũūŭůűų', 'wŵ', 'yýÿŷ'],
    'zźżž',
  ].flatMap(([plain = '', ...accented]) => accented.map((one): [string, string] => [one, plain])),
);

const BREAKS = /<(?:br|\/p|\/li|\/div|\/blockquote|\/h\d)\b[^<>]*>/gi;
/** What begins, or ends, a line where none has ended just before: of several of them one does. */
const PARTS =
  /(?<!\n)(?:<(?:p|li|div|blockquote|h\d|\/?(?:ul|ol|pre|dl|dt|dd|table|tr|td|th))\b[^<>]*>\s*)+/gi;
const INVISIBLE = /<span class="invisible">[^<]*<\/span>/gi;
/** No `<` within: of a hundred thousand of them each would look for its end through all the rest. */
const TAGS = /<[^<>]*>/g;

/** The text of a status as a reader reads it. For measuring and searching, not for showing. */
export function plainText(html: string): string {
  const text = html
    .replace(INVISIBLE, '')
    .replace(BREAKS, '\n')
    .replace(PARTS, '\n')
    .replace(TAGS, '');
  return withoutEntities(text).trim();
}

const ANCHOR = /<a\s[^<>]*>/gi;
const HREF = /\bhref="([^"]*)"/i;
/** People and hashtags, told from links as Mastodon itself does (fetch_link_card_service.rb). */
const NAMES = /\bclass="[^"]*\b(?:mention|hashtag|u-url|h-card)\b|\brel="(?:[^"]*\s)?tag[\s"]/i;

function linkOf(status: WireStatus, content: string): string | undefined {
  const card = status.card?.url;
  if (typeof card === 'string') return normaliseLink(card);
  for (const [anchor] of content.matchAll(ANCHOR)) {
    const href = NAMES.test(anchor) ? undefined : HREF.exec(anchor)?.[1];
    const address = href?.replace(/&amp;/g, '&');
    if (address !== undefined && !mentions(status, address)) return normaliseLink(address);
  }
  return undefined;
}

/** Not every server gives its mentions a class. */
function mentions(status: WireStatus, address: string): boolean {
  return (status.mentions ?? []).some(({ url }) => url === address);
}

const TRACKING = new RegExp(
  `^(?:${[
    'utm_\\w+|mtm_\\w+|at_(?:medium|campaign)|wt_z?mc|cmpid|smid', // what newsrooms add to their feeds
    'fbclid|gclid|dclid|msclkid|yclid|twclid|igshid|si|mc_cid|mc_eid|_hsenc|_hsmi|ref|ref_src',
  ].join('|')})$`,
  'i',
);
/** A part of the page is no other page; `#/room` is where one page shows another. */
const ROUTE = /^#!?\//;

/** The same page under one name: no tracking, no part of it, no www., no trailing slash. */
function normaliseLink(address: string): string | undefined {
  if (!isUrl(address)) return undefined;
  const given = new URL(address);
  if (given.protocol !== 'https:' && given.protocol !== 'http:') return undefined;
  const url = usualAddress(given);
  const kept = [...url.searchParams].filter(([name]) => !TRACKING.test(name)).sort();
  const query = new URLSearchParams(kept).toString();
  const route = ROUTE.test(url.hash) ? url.hash : '';
  const path = url.pathname.replace(/\/+$/, '').replace(ESCAPED, plainly);
  return `https://${url.host}${path}${query === '' ? '' : `?${query}`}${route}`;
}

const ESCAPED = /%[\da-f]{2}/gi;

/** `%d9` is `%D9`, and `%7E` is `~` (RFC 3986, 6.2.2): what writes addresses writes either. */
function plainly(escaped: string): string {
  const letter = String.fromCharCode(Number.parseInt(escaped.slice(1), 16));
  return encodeURIComponent(letter) === letter ? letter : escaped.toUpperCase();
}

/** A site as its links name it: a host without www.; undefined where it is none. */
export function normaliseSite(site: string): string | undefined {
  const link = normaliseLink(/^https?:\/\//i.test(site) ? site : `https://${site}`);
  return link === undefined ? undefined : new URL(link).host;
}

/** `ada@example.social`, lower case. A local account's `acct` has no domain: its address has. */
export function handleOf(account: Pick<WireAccount, 'acct' | 'url' | 'uri'>): string {
  if (account.acct.includes('@')) return account.acct.toLowerCase();
  const address = account.url ?? account.uri ?? '';
  const host = isUrl(address) ? new URL(address).host : '';
  return (host === '' ? account.acct : `${account.acct}@${host}`).toLowerCase();
}

/** Whether the author lets themselves be found: no `noindex`, no #nobot or #noindex in the bio. */
export function isIndexable(account: WireAccount): boolean {
  if (account.noindex === true) return false;
  const note = String(account.note ?? '');
  return !UNFOUND.test(note) || !UNFOUND_TAG.test(plainText(note)); // the second costs more
}

const UNFOUND = /no(?:bot|index|search)/i;
const UNFOUND_TAG = /#(?:nobot|noindex|nosearch)\b/i;
