/** What is read, and no more: no direct word with anybody, no address book. */
export const READING_SCOPES = [
  ...['read:accounts', 'read:statuses', 'read:follows', 'read:lists', 'read:filters'],
  ...['read:mutes', 'read:blocks', 'read:notifications', 'read:favourites', 'read:bookmarks'],
].join(' ');
/** For other clients alone: Mastodon lets no token search without it, and they do at every turn. */
export const CLIENTS_SCOPES = 'read:search';
/** Boosting is writing a status. */
const WRITING_SCOPES = 'write:favourites write:bookmarks write:statuses';

/** Least first; the second is for servers that know only the scopes of old. */
export function scopesFor(mayAct: boolean): readonly [string, string] {
  const reading = `${READING_SCOPES} ${CLIENTS_SCOPES}`;
  return mayAct ? [`${reading} ${WRITING_SCOPES}`, 'read write'] : [reading, 'read'];
}
