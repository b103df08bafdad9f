import { quotedIn } from '../core/filter.ts';

/** What servers add for the owner alone: acts, votes, filters, settings, the owner's own keys. */
const OWNERS = new Set([
  'favourited',
  'reblogged',
  'bookmarked',
  'muted',
  'pinned',
  'filtered',
  'voted',
  'own_votes',
  'me', // of a reaction
  'source', // of the owner's own account, as is its role
  'role',
  'showing_reblogs',
  'pleroma', // quotes, folders, how the owner stands to somebody; the owner's address and a token
  'akkoma',
]);
const PUBLIC: readonly unknown[] = ['public', 'unlisted'];

/** As Mastodon says of a quoted post that whoever asks may not see. */
const UNSEEN = { state: 'unauthorized', quoted_status: null };

/** What may be told to everybody: nothing of the owner's, and no post that is not public, however
 * deep it stands in what a server sent. */
export function publicPayload(payload: unknown): unknown {
  if (Array.isArray(payload)) return payload.map(publicPayload);
  if (typeof payload !== 'object' || payload === null) return payload;
  if (isPrivate(payload)) return null;
  const members = Object.entries(payload).filter(([name]) => !OWNERS.has(name));
  return Object.fromEntries(
    members.map(([name, value]) => [
      name,
      name === 'quote' && isPrivate(quotedIn({ quote: value }) ?? {})
        ? UNSEEN
        : publicPayload(value),
    ]),
  );
}

function isPrivate(status: { readonly visibility?: unknown }): boolean {
  return status.visibility !== undefined && !PUBLIC.includes(status.visibility);
}
