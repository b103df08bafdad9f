import sanitizeHtml, { type Attributes } from 'sanitize-html';
import { plainerMarkup } from '../../core/foreign_markup.ts';
import { isUrl } from '../../core/url_check.ts';
import type { MediaAddresses } from '../media/media_address.ts';
import type { Emojis } from './status_json.ts';

/** What Mastodon itself lets through (its `Sanitize::Config::MASTODON_STRICT`), and no more. */
const TAGS = [
  ...['p', 'br', 'span', 'a', 'abbr', 'del', 's', 'pre', 'blockquote', 'code', 'b', 'strong', 'u'],
  ...['sub', 'sup', 'i', 'em', 'ul', 'ol', 'li', 'ruby', 'rt', 'rp'],
];
const CLASSES = ['mention', 'hashtag', 'invisible', 'ellipsis', 'h-card', 'u-url', 'quote-inline'];
const RELATION = 'noopener nofollow noreferrer';
/** Headings inside a post would break the page's own outline: Mastodon makes them strong, too. */
const HEADINGS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'dt', 'summary'];
/** What begins a line of its own; without that its words would run into those before. */
const BLOCKS = [
  ...['div', 'section', 'article', 'header', 'footer', 'main', 'aside', 'figure', 'figcaption'],
  ...['address', 'center', 'details', 'dd', 'caption', 'tr'],
];

export interface HtmlParts {
  readonly emojis: Emojis;
  readonly media: MediaAddresses;
  /** Addresses that stand for others: mentioned people, at the home server. */
  readonly links?: ReadonlyMap<string, string>;
}

/** The HTML of a status, of which nothing is trusted, as it may stand on the page. */
export function statusHtml(html: string, { emojis, media, links }: HtmlParts): string {
  const clean = sanitizeHtml(plainerMarkup(shallow(html)), {
    allowedTags: TAGS,
    allowedAttributes: {
      a: ['href', 'class', 'rel', 'target', 'lang', 'translate'],
      span: ['class', 'lang', 'translate'],
      p: ['class', 'lang', 'dir'],
      ol: ['start', 'reversed'],
      li: ['value'],
      abbr: ['title'],
    },
    allowedClasses: { a: CLASSES, span: CLASSES, p: ['quote-inline', 'heading'] },
    allowedSchemes: ['http', 'https', 'mailto', 'xmpp', 'gemini'],
    allowProtocolRelative: false,
    disallowedTagsMode: 'discard',
    nestingLimit: 30,
    transformTags: {
      a: (_tag, { href: given = '', ...others }) => {
        const href = links?.get(given) ?? given;
        const attribs: Attributes = { ...others, rel: RELATION, target: '_blank' };
        // An address without a host would lead to pages of ours.
        return { tagName: 'a', attribs: isUrl(href) ? { href, ...attribs } : attribs };
      },
      ...Object.fromEntries(HEADINGS.map((tag) => [tag, headingAsText] as const)),
      ...Object.fromEntries(BLOCKS.map((tag) => [tag, blockAsText] as const)),
    },
    textFilter: (text, tag) =>
      tag === 'code' || tag === 'pre' ? text : withEmojis(text, emojis, media),
  });
  return inParagraphs(clean).replace(SAYS_WHERE, '<a data-said $1');
}

/** Deeper than anybody writes, and so deep that it costs nothing yet. */
const DEPTH_MAX = 1_000;
const MARKS = /<(\/?)(?!(?:br|hr|img|wbr)\b)[a-z]/gi;

/**
 * Of what lies deeper in one another the words alone: the parser takes time by the square of that,
 * 5 s of 100,000 headings that never end (400 kB; Node 20.20, 2026-11-28), at each look at them.
 */
function shallow(html: string): string {
  let depth = 0;
  for (const [, slash] of html.matchAll(MARKS)) {
    depth += slash === '' ? 1 : -1;
    if (depth > DEPTH_MAX) return html.replace(/(?:<[^<>]*>)+/g, ' ');
  }
  return html;
}

/** Blocks lay within blocks; paragraphs hold none, and an empty one would be a gap. */
function inParagraphs(html: string): string {
  let isOpen = false;
  const flat = html.replace(PARTS, (tag, slash: string, name: string) => {
    const isEnd = slash !== '';
    const before = isOpen && !(name === 'p' && isEnd) ? '</p>' : '';
    const isStray = name === 'p' && isEnd && !isOpen;
    isOpen = name === 'p' && !isEnd;
    return isStray ? '' : before + tag;
  });
  return flat.replace(EMPTY, '');
}

const PARTS = /<(\/?)(p|ul|ol|li|pre|blockquote)\b[^>]*>/g;
const EMPTY = /<p(?: class="heading")?>\s*<\/p>/g;

/** A link that says its address itself, which need not stand behind it on paper. */
const SAYS_WHERE = /<a (?=(href="(?:https?:\/\/)?([^"]+)")[^>]*>(?:https?:\/\/)?\2<\/a>)\1/g;

function headingAsText() {
  return { tagName: 'p', attribs: { class: 'heading' } };
}

function blockAsText() {
  return { tagName: 'p', attribs: {} };
}

const SHORTCODE = /:([a-zA-Z0-9_]{2,}):/g;
const AMPERSAND = /[&<>"']/g;
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A display name: text alone, whatever it holds, with its custom emoji. */
export function nameHtml(name: string, emojis: Emojis, media: MediaAddresses): string {
  const escaped = name.replace(AMPERSAND, (character) => ENTITIES[character] as string);
  return withEmojis(escaped, emojis, media);
}

/** `escaped` is HTML without tags; pictures come in for the shortcodes that the server named. */
function withEmojis(escaped: string, emojis: Emojis, media: MediaAddresses): string {
  if (emojis.size === 0) return escaped;
  return escaped.replace(SHORTCODE, (whole, shortcode: string) => {
    const address = media.of(emojis.get(shortcode));
    if (address === undefined) return whole;
    return `<img class="emoji" src="${address}" alt=":${shortcode}:" title=":${shortcode}:" width="20" height="20" loading="lazy" decoding="async">`;
  });
}
