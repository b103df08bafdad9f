import { type EpochMs, isoOf } from '../../core/clock.ts';
import type { SubscriptionEntry } from './entries.ts';

/** What is subscribed to. */
export interface Subscription {
  readonly id: string;
  readonly title: string;
  /** Its own address, without the key of whoever asks. */
  readonly self: string;
  /** The page that it is of. */
  readonly home: string;
  readonly updatedMs: EpochMs;
  readonly entries: readonly SubscriptionEntry[];
}

/** The characters that XML 1.0 knows; no escape makes room for the others. */
const UNKNOWN_TO_XML = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function xml(words: string): string {
  return words
    .replace(UNKNOWN_TO_XML, '')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}

/**
 * RFC 4287. Written here, escaped and not in CDATA: the package that does it (`feed` 6, looked at on
 * 2026-11-26) ends its CDATA at the second "]]>" of a post, and hands on what is no XML.
 */
export function atomOf({ id, title, self, home, updatedMs, entries }: Subscription): string {
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    `<id>${xml(id)}</id>`,
    `<title>${xml(title)}</title>`,
    `<updated>${isoOf(updatedMs)}</updated>`,
    `<link rel="self" type="application/atom+xml" href="${xml(self)}"/>`,
    `<link rel="alternate" type="text/html" href="${xml(home)}"/>`,
    '<generator>Driftline</generator>',
    ...entries.flatMap(atomEntry),
    '</feed>',
  ];
  return `${lines.join('\n')}\n`;
}

function atomEntry(entry: SubscriptionEntry): readonly string[] {
  const { author, original, language } = entry;
  const tongue = language === undefined ? '' : ` xml:lang="${xml(language)}"`;
  return [
    `<entry${tongue}>`,
    `<id>${xml(entry.id)}</id>`,
    `<title>${xml(entry.title)}</title>`,
    `<link rel="alternate" type="text/html" href="${xml(entry.page)}"/>`,
    ...(original === undefined ? [] : [`<link rel="via" href="${xml(original)}"/>`]),
    `<published>${isoOf(entry.publishedMs)}</published>`,
    `<updated>${isoOf(entry.updatedMs)}</updated>`,
    '<author>',
    `<name>${xml(author.name)}</name>`,
    ...(author.url === undefined ? [] : [`<uri>${xml(author.url)}</uri>`]),
    '</author>',
    `<content type="html">${xml(entry.html)}</content>`,
    '</entry>',
  ];
}

/** https://www.jsonfeed.org/version/1.1/ */
export function jsonFeedOf({ title, self, home, entries }: Subscription): string {
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: home,
    feed_url: self,
    items: entries.map((entry) => ({
      id: entry.id,
      url: entry.page,
      ...(entry.original === undefined ? {} : { external_url: entry.original }),
      title: entry.title,
      content_html: entry.html,
      date_published: isoOf(entry.publishedMs),
      date_modified: isoOf(entry.updatedMs),
      authors: [{ name: entry.author.name, url: entry.author.url }],
      ...(entry.language === undefined ? {} : { language: entry.language }),
    })),
  };
  return `${JSON.stringify(feed, null, 1)}\n`;
}
