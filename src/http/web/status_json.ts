import { address, count, type Json, length, list, object, string } from './json_members.ts';
import { visibleName } from './plain_name.ts';

/**
 * The members of the API's Status and Account that a post shows. Bodies were written by other
 * servers: every member is checked here, once, and one that is not what it should be is left out.
 */
export interface ShownAccount {
  readonly name: string; // plain text, may be empty
  readonly acct: string;
  readonly url: string | undefined;
  readonly avatar: string | undefined;
  readonly emojis: Emojis;
  readonly isBot: boolean;
  /** Where they are now, by the name at the home server; undefined where they did not move. */
  readonly movedTo: string | undefined;
}

/** Shortcode to the address of its picture, the still one. */
export type Emojis = ReadonlyMap<string, string>;

export interface ShownMedia {
  readonly kind: 'image' | 'video' | 'gifv' | 'audio' | 'unknown';
  readonly url: string | undefined;
  readonly preview: string | undefined;
  readonly alt: string;
  /** Of its description, as its post says; '' where that says nothing. */
  readonly language: string;
  readonly blurhash: string | undefined;
  readonly width: number | undefined;
  readonly height: number | undefined;
}

export interface ShownPoll {
  /** `isOwn`: the owner voted for it. */
  readonly options: readonly { title: string; votes: number | undefined; isOwn: boolean }[];
  readonly voters: number;
  /** Some servers tell of several choices only how many were made, and not by how many people. */
  readonly voterName: 'person' | 'vote';
  readonly isOver: boolean;
  readonly endsAt: string | undefined;
  readonly language: string;
}

export interface ShownCard {
  readonly url: string;
  readonly title: string;
  readonly description: string;
  readonly site: string;
  readonly picture: string | undefined;
  readonly blurhash: string | undefined;
  readonly width: number;
  readonly height: number;
}

export interface ShownText {
  readonly html: string;
  readonly warning: string;
  readonly isSensitive: boolean;
  /** As its server said; '' where it did not. */
  readonly visibility: string;
  readonly language: string | undefined;
  readonly url: string | undefined;
  readonly emojis: Emojis;
  readonly media: readonly ShownMedia[];
  /** How many it has beside those. */
  readonly mediaLeft: number;
  readonly poll: ShownPoll | undefined;
  readonly card: ShownCard | undefined;
  readonly quote: ShownQuote | undefined;
  /** Whom it answers, by their name at the home server, where the status mentions them. */
  readonly answers: string | undefined;
  /** Addresses of mentioned people, to their names at the home server. */
  readonly mentions: ReadonlyMap<string, string>;
}

export interface ShownQuote {
  /** 'accepted', or why it cannot be shown: 'pending', 'revoked', 'deleted' … */
  readonly state: string;
  /** At the home server. */
  readonly id: string;
  readonly account: ShownAccount | undefined;
  readonly text: ShownText | undefined;
}

const MEDIA_MAX = 32; // Pixelfed has 20
const OPTIONS_MAX = 30;

export function readAccount(profile: string): ShownAccount {
  return accountOf(JSON.parse(profile) as Json);
}

export function readText(body: string): ShownText {
  return textOf(JSON.parse(body) as Json, true);
}

function accountOf(json: Json): ShownAccount {
  return {
    name: visibleName(string(json.display_name)),
    acct: string(json.acct),
    url: address(json.url) ?? address(json.uri),
    avatar: address(json.avatar_static) ?? address(json.avatar),
    emojis: emojisOf(json.emojis),
    isBot: json.bot === true,
    movedTo: string(object(json.moved)?.acct) || undefined,
  };
}

function textOf(json: Json, withQuote: boolean): ShownText {
  const media = list(json.media_attachments);
  const language = languageOf(json.language);
  return {
    html: string(json.content),
    warning: string(json.spoiler_text).trim(),
    isSensitive: json.sensitive === true,
    visibility: string(json.visibility),
    language,
    url: address(json.url) ?? address(json.uri),
    emojis: emojisOf(json.emojis),
    media: media.slice(0, MEDIA_MAX).map((one) => mediaOf(one, language)),
    mediaLeft: Math.max(0, media.length - MEDIA_MAX),
    poll: pollOf(json.poll, language),
    card: cardOf(json.card),
    quote: withQuote ? quoteOf(json.quote) : undefined,
    answers: answersOf(json),
    mentions: new Map(list(json.mentions).map((m) => [string(m.url), string(m.acct)])),
  };
}

function answersOf(json: Json): string | undefined {
  const id = json.in_reply_to_account_id;
  const person = list(json.mentions).find((mention) => mention.id === id);
  return string(person?.acct) || undefined;
}

function quoteOf(value: unknown): ShownQuote | undefined {
  const json = object(value);
  if (json === undefined) return undefined;
  // Mastodon nests it under quoted_status; some other servers give the status itself.
  const quoted = object(json.quoted_status) ?? (json.content === undefined ? undefined : json);
  const state = string(json.state) || 'accepted';
  // Those of whom the owner blocks or mutes come with it all the same (mastodon-api.md, 5.1).
  if (quoted === undefined || state !== 'accepted')
    return { state, id: '', account: undefined, text: undefined };
  const account = object(quoted.account);
  return {
    state,
    id: string(quoted.id),
    account: account === undefined ? undefined : accountOf(account),
    text: textOf(quoted, false),
  };
}

function mediaOf(json: Json, language = ''): ShownMedia {
  const meta = object(json.meta);
  const size = object(meta?.original) ?? object(meta?.small);
  const kind = string(json.type);
  return {
    kind:
      kind === 'image' || kind === 'video' || kind === 'gifv' || kind === 'audio'
        ? kind
        : 'unknown',
    url: address(json.url) ?? address(json.remote_url),
    preview: address(json.preview_url),
    alt: string(json.description).trim(),
    language,
    blurhash: string(json.blurhash) || undefined,
    width: length(size?.width),
    height: length(size?.height),
  };
}

function pollOf(value: unknown, language = ''): ShownPoll | undefined {
  const json = object(value);
  if (json === undefined) return undefined;
  const votes = count(json.votes_count) ?? 0;
  const own = Array.isArray(json.own_votes) ? json.own_votes : [];
  return {
    options: list(json.options)
      .slice(0, OPTIONS_MAX)
      .map(({ title, votes_count }, at) => {
        return { title: string(title), votes: count(votes_count), isOwn: own.includes(at) };
      }),
    voters: count(json.voters_count) ?? votes,
    voterName: json.multiple === true && count(json.voters_count) === undefined ? 'vote' : 'person',
    isOver: json.expired === true,
    endsAt: string(json.expires_at) || undefined,
    language,
  };
}

function cardOf(value: unknown): ShownCard | undefined {
  const json = object(value);
  const url = address(json?.url);
  if (json === undefined || url === undefined) return undefined;
  return {
    url,
    title: string(json.title).trim() || url,
    description: string(json.description).trim(),
    site: string(json.provider_name).trim() || new URL(url).host.replace(/^www\./, ''),
    picture: address(json.image),
    blurhash: string(json.blurhash) || undefined,
    width: length(json.width) ?? 16,
    height: length(json.height) ?? 9,
  };
}

function emojisOf(value: unknown): Emojis {
  const pairs = list(value).map((emoji): [string, string | undefined] => [
    string(emoji.shortcode),
    address(emoji.static_url) ?? address(emoji.url),
  ]);
  return new Map(pairs.filter((pair): pair is [string, string] => pair[1] !== undefined));
}

/** BCP 47, as far as an attribute needs it; anything else says nothing. */
function languageOf(value: unknown): string | undefined {
  const tag = string(value);
  return /^[a-z]{2,8}(?:-[a-z0-9]{1,8})*$/i.test(tag) ? tag : undefined;
}

/** What servers that show no quotes show in their place: an address, which says nothing here. */
const QUOTE_LINE = /<(p|span) class="quote-inline">.*?<\/\1>/gis;

/** For where the quote itself stands beside the text. */
export function withoutQuoteLine(html: string): string {
  return html.replace(QUOTE_LINE, '');
}
