import { DAY_MS, type EpochMs, isoOf } from '../core/clock.ts';
import type { Filed } from './server_archive.ts';
import { acctOf } from './server_people.ts';
import type { Person, Post, World } from './world.ts';

/** Previews are this wide, in pixels, or as the picture where that is narrower. */
export const PREVIEW_WIDTH = 400;

/** What every boost's own shell holds; everything to read is in the `reblog`. */
export const BOOST_MEMBERS = members({
  in_reply_to_id: null,
  in_reply_to_account_id: null,
  sensitive: false,
  spoiler_text: '',
  language: null,
  replies_count: 0,
  reblogs_count: 0,
  favourites_count: 0,
  quotes_count: 0,
  edited_at: null,
  muted: false,
  content: '',
  filtered: [],
  media_attachments: [],
  mentions: [],
  tags: [],
  emojis: [],
  card: null,
  poll: null,
  quote: null,
});

export interface Addresses {
  readonly origin: string;
  readonly statusUrl: (filed: Filed) => string;
  readonly accountUrl: (person: Person) => string;
  readonly accountIdOf: (person: Person) => string;
  readonly world: World;
}

export function accountMembers(person: Person, to: Addresses): object {
  const { origin, accountUrl, world } = to;
  const id = to.accountIdOf(person);
  return {
    id,
    username: person.username,
    acct: acctOf(person, world.owner),
    display_name: person.displayName,
    locked: false,
    bot: person.isBot,
    discoverable: person.noindex !== true,
    indexable: person.noindex !== true,
    ...(person.noindex === true ? { noindex: true } : {}),
    group: false,
    created_at: isoOf((Math.floor(person.joinedMs / DAY_MS) * DAY_MS) as EpochMs),
    note: person.note,
    url: accountUrl(person),
    uri: `https://${person.domain}/users/${person.username}`,
    avatar: `${origin}/avatars/${id}.png`,
    avatar_static: `${origin}/avatars/${id}.png`,
    header: `${origin}/headers/${id}.png`,
    header_static: `${origin}/headers/${id}.png`,
    followers_count: person.followers,
    // Nobody said whom strangers follow; a plausible figure that grows with their own following.
    following_count:
      person.id === world.owner.id
        ? world.people.filter((other) => other.isFollowed).length
        : Math.round(8 * Math.sqrt(person.followers)),
    hide_collections: null,
    emojis: [],
    fields: [],
  };
}

export function statusMembers(filed: Filed, to: Addresses): object {
  const { id, uri, post } = filed;
  return {
    id,
    created_at: isoOf(post.createdMs as EpochMs),
    uri,
    url: to.statusUrl(filed),
    sensitive: post.sensitive,
    spoiler_text: post.spoiler,
    visibility: post.visibility,
    language: post.language,
    quotes_count: 0,
    muted: false,
    content: post.html,
    filtered: [],
    media_attachments: post.pictures.map((picture) => pictureMembers(picture, to.origin)),
    mentions: post.mentions.map((person) => ({
      id: to.accountIdOf(person),
      username: person.username,
      url: to.accountUrl(person),
      acct: acctOf(person, to.world.owner),
    })),
    tags: post.tags.map((name) => ({
      name,
      url: `${to.origin}/tags/${encodeURIComponent(name)}`,
    })),
    emojis: [],
    quote_approval: { automatic: ['public'], manual: [], current_user: 'automatic' },
  };
}

function pictureMembers(picture: Post['pictures'][number], origin: string): object {
  const { width, height } = picture;
  const smallWidth = Math.min(width, PREVIEW_WIDTH);
  const smallHeight = Math.max(1, Math.round((height * smallWidth) / width));
  return {
    id: picture.id,
    type: 'image',
    url: `${origin}/media/${encodeURIComponent(picture.id)}.png`,
    preview_url: `${origin}/media/small/${encodeURIComponent(picture.id)}.png`,
    remote_url: null,
    preview_remote_url: null,
    text_url: null,
    meta: {
      original: { width, height, size: `${width}x${height}`, aspect: width / height },
      small: {
        width: smallWidth,
        height: smallHeight,
        size: `${smallWidth}x${smallHeight}`,
        aspect: smallWidth / smallHeight,
      },
    },
    description: picture.alt === '' ? null : picture.alt,
    blurhash: picture.blurhash,
  };
}

export function cardOf({ card }: Post, origin: string): object | null {
  if (card === undefined) return null;
  const { picture } = card;
  return {
    url: card.url,
    title: card.title,
    description: card.description,
    language: null,
    type: 'link',
    author_name: '',
    author_url: '',
    authors: [],
    provider_name: card.provider,
    provider_url: '',
    html: '',
    width: picture?.width ?? 0,
    height: picture?.height ?? 0,
    image: picture === undefined ? null : `${origin}/media/${encodeURIComponent(picture.id)}.png`,
    image_description: picture?.alt ?? '',
    embed_url: '',
    blurhash: picture?.blurhash ?? null,
    published_at: null,
  };
}

/** Votes grow with the post's other answers and fall to the options by their appeal. */
export function pollOf(
  { id, post: { poll } }: Filed,
  nowMs: number,
  counts: { readonly favourites: number; readonly replies: number },
): object | null {
  if (poll === undefined) return null;
  const voters = counts.favourites * 3 + counts.replies;
  const appeal = poll.appeal.reduce((sum, one) => sum + one, 0) || 1;
  const votes = poll.options.map((_, at) => Math.round((voters * (poll.appeal[at] ?? 0)) / appeal));
  const cast = votes.reduce((sum, one) => sum + one, 0);
  return {
    id,
    expires_at: isoOf(poll.closesMs as EpochMs),
    expired: nowMs >= poll.closesMs,
    multiple: poll.multiple,
    votes_count: cast,
    voters_count: poll.multiple ? Math.min(voters, cast) : cast,
    options: poll.options.map((title, at) => ({ title, votes_count: votes[at] ?? 0 })),
    emojis: [],
    voted: false,
    own_votes: [],
  };
}

/** An object's JSON without its braces, to be set among others. */
export function members(of: object): string {
  return JSON.stringify(of).slice(1, -1);
}
