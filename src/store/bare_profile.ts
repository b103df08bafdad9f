/**
 * What is known of somebody whose stored profile a bad disk changed, as the API's Account: their
 * name, and the id by which a server knows them. The rest comes when it tells of them again.
 */
export function bareProfile(handle: string, serverId: string | null): string {
  const [username = handle, domain = ''] = handle.split('@');
  return JSON.stringify({
    id: serverId ?? '',
    username,
    acct: handle,
    display_name: '',
    url: `https://${domain}/@${username}`,
    note: '',
    avatar: '',
    avatar_static: '',
    header: '',
    header_static: '',
    locked: false,
    bot: false,
    created_at: '1970-01-01T00:00:00.000Z',
    followers_count: 0,
    following_count: 0,
    statuses_count: 0,
    emojis: [],
    fields: [],
  });
}
