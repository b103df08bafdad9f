import type { Person } from './world.ts';

const TOKEN =
  /(https:\/\/[^\s<]+[^\s<.,;:!?)])|(^|[^\p{L}\p{N}&/])#([\p{L}\p{M}\p{N}_]+)|@([a-z0-9_]+)\b/gu;
/** Mastodon shows this much of an address after its scheme. */
const SHOWN_OF_LINK = 30;

/**
 * A post's plain text as Mastodon would send it: paragraphs, breaks, and links for tags, names,
 * addresses.
 */
export function htmlOf(
  text: string,
  { author, mentions }: { readonly author: Person; readonly mentions: readonly Person[] },
): string {
  return text
    .split('\n\n')
    .map((paragraph) => `<p>${linked(paragraph, author, mentions).replace(/\n/g, '<br />')}</p>`)
    .join('');
}

/** What a server sets before a quoting post for readers whose software knows no quotes. */
export function quoteLine(url: string): string {
  return `<p class="quote-inline">RE: ${linkTo(url)}</p>`;
}

function linked(paragraph: string, author: Person, mentions: readonly Person[]): string {
  return escaped(paragraph).replace(TOKEN, (whole, url, before, tag, username) => {
    if (url !== undefined) return linkTo(url);
    if (tag !== undefined) return `${before}${tagLink(tag, author.domain)}`;
    const person = mentions.find((one) => one.username === username);
    return person === undefined ? whole : mentionOf(person);
  });
}

function linkTo(url: string): string {
  const rest = url.replace(/^https:\/\//, '');
  const shown = rest.slice(0, SHOWN_OF_LINK);
  const hidden = rest.slice(SHOWN_OF_LINK);
  const manner = hidden === '' ? '' : 'ellipsis';
  return (
    `<a href="${url}" target="_blank" rel="nofollow noopener noreferrer" translate="no">` +
    `<span class="invisible">https://</span><span class="${manner}">${shown}</span>` +
    `<span class="invisible">${hidden}</span></a>`
  );
}

function tagLink(tag: string, domain: string): string {
  const address = `https://${domain}/tags/${encodeURIComponent(tag.toLowerCase())}`;
  return `<a href="${address}" class="mention hashtag" rel="tag">#<span>${tag}</span></a>`;
}

function mentionOf({ domain, username }: Person): string {
  return (
    `<span class="h-card" translate="no"><a href="https://${domain}/@${username}" ` +
    `class="u-url mention">@<span>${username}</span></a></span>`
  );
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
