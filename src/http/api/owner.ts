import type { Context, Hono } from 'hono';
import type { ApiDesk } from './api_desk.ts';
import { isAway, refuse } from './api_error.ts';
import type { ApiEnv } from './bearer.ts';
import { askWellHome, passOn } from './forwarding.ts';
import { keep } from './start_up_answers.ts';

const WHO = '/api/v1/accounts/verify_credentials';

/** Who is logged in: as the home server says, as it said last, or as is stored. */
export function ownerRoutes(app: Hono<ApiEnv>, desk: ApiDesk): void {
  app.get(WHO, async (c) => {
    try {
      const answer = await askWellHome(desk, c);
      if (answer.status === 200) keep(desk, WHO, answer);
      return await passOn(desk, c, answer);
    } catch (error) {
      if (!isAway(error)) throw error;
      return c.json(ownerOf(desk, c.get('origin')));
    }
  });
}

/** OpenID's few words of the same person. */
export async function userInfo(desk: ApiDesk, c: Context<ApiEnv>): Promise<Response> {
  const owner = ownerOf(desk, c.get('origin'));
  if (owner.id === undefined) return refuse(c, 404, 'Record not found');
  return c.json({
    iss: `${c.get('origin')}/`,
    sub: String(owner.url ?? owner.id),
    name: owner.display_name,
    preferred_username: owner.username,
    profile: owner.url,
    picture: owner.avatar,
  });
}

export function ownerOf(desk: ApiDesk, origin: string): Readonly<Record<string, unknown>> {
  const kept = desk.answers.find(WHO);
  if (kept !== undefined) return JSON.parse(kept);
  const login = desk.login();
  const stored = login === undefined ? undefined : desk.home.owner(login.loginKey);
  return { ...nobody(origin, login?.acct ?? 'you', login?.ownerId || '1'), ...stored };
}

/** What clients need of an account, of one that is hardly known. */
function nobody(origin: string, acct: string, id: string) {
  const username = acct.split('@')[0] as string;
  const picture = `${origin}/assets/icon.svg`;
  return {
    id,
    username,
    acct: username,
    display_name: username,
    locked: false,
    bot: false,
    discoverable: false,
    group: false,
    created_at: '1970-01-01T00:00:00.000Z',
    note: '',
    url: origin,
    uri: origin,
    avatar: picture,
    avatar_static: picture,
    header: picture,
    header_static: picture,
    followers_count: 0,
    following_count: 0,
    statuses_count: 0,
    last_status_at: null,
    emojis: [],
    fields: [],
    source: { privacy: 'public', sensitive: false, language: '', note: '', fields: [] },
    role: null,
  };
}
