import type { Context, Hono } from 'hono';
import type { Forwarded } from '../../mastodon/forward.ts';
import { homeDomainOf, type Login } from '../../store/logins.ts';
import type { ApiDesk } from './api_desk.ts';
import { isAway } from './api_error.ts';
import type { ApiEnv } from './bearer.ts';
import { cursorIn, limitOf } from './cursor.ts';
import { askHome, isBeyondLogin, mayPass, passOn } from './forwarding.ts';
import { statusText } from './written_entries.ts';

type ApiContext = Context<ApiEnv>;

/** People and what they wrote: from the home server; while it is away, as far as it is stored. */
export function accountRoutes(app: Hono<ApiEnv>, desk: ApiDesk): void {
  app.get('/api/v1/accounts/lookup', (c) =>
    orStored(desk, c, (login) => {
      const known = desk.home.named(login.loginKey, handleOf(c.req.query('acct') ?? '', login));
      return known && JSON.stringify({ ...JSON.parse(known.profile), id: known.server_id });
    }),
  );
  app.get('/api/v1/accounts/:id', (c) =>
    orStored(desk, c, ({ loginKey }) => {
      const id = c.req.param('id');
      const known = desk.home.account(loginKey, id);
      return known && JSON.stringify({ ...JSON.parse(known.profile), id });
    }),
  );
  app.get('/api/v1/accounts/:id/statuses', (c) =>
    orStored(desk, c, ({ loginKey }) => {
      const known = desk.home.account(loginKey, c.req.param('id'));
      return known && postsText(desk, c, { loginKey, authorKey: known.account_key });
    }),
  );
}

/** `ada` lives at the home server. */
export function handleOf(acct: string, login: Login): string {
  const name = acct.replace(/^@/, '').toLowerCase();
  return name.includes('@') ? name : `${name}@${homeDomainOf(login)}`;
}

/**
 * The home server's answer; while it is away, or the owner's login may not ask it that, what is
 * stored, if that says anything.
 */
export async function orStored(
  desk: ApiDesk,
  c: ApiContext,
  stored: (login: Login) => string | undefined,
): Promise<Response> {
  let answer: Forwarded | undefined;
  let away: unknown;
  try {
    answer = await askHome(desk, c);
  } catch (error) {
    if (!isAway(error)) throw error;
    away = error;
  }
  if (answer !== undefined && !mayPass(answer) && !isBeyondLogin(answer))
    return passOn(desk, c, answer);
  const login = desk.login();
  const text = login === undefined ? undefined : stored(login);
  if (text !== undefined) return storedAnswer(c, text);
  if (answer === undefined) throw away;
  return passOn(desk, c, answer);
}

/** JSON that was made of what is stored. */
export function storedAnswer(c: ApiContext, text: string): Response {
  return c.body(text, 200, { 'content-type': 'application/json; charset=utf-8' });
}

interface Whose {
  readonly loginKey: number;
  readonly authorKey: number;
}

/** A page of somebody's posts. Who pinned what, and tags by themselves, are not kept. */
function postsText(desk: ApiDesk, c: ApiContext, whose: Whose): string | undefined {
  const asked = new URL(c.req.url).searchParams;
  if (asked.get('tagged')) return undefined;
  if (isOn(asked.get('pinned'))) return '[]';
  const { maxId, sinceId, minId } = cursorIn(c);
  const before = maxId === undefined ? null : desk.home.statusKey(whose.loginKey, maxId);
  if (before === undefined || sinceId !== undefined || minId !== undefined) return '[]';
  const limit = limitOf(asked.get('limit') ?? undefined);
  const [withMedia, withoutReplies] = ['only_media', 'exclude_replies'].map((name) =>
    isOn(asked.get(name)),
  );
  const rows = desk.home.postsOf({ ...whose, before, withMedia, withoutReplies, limit });
  const last = rows.at(-1)?.server_id;
  if (last != null && rows.length === limit) c.header('Link', nextLink(c, asked, last));
  const texts = rows.flatMap((row) => statusText(desk, row.status_key, whose.loginKey) ?? []);
  return `[${texts.join(',')}]`;
}

function nextLink(c: ApiContext, asked: URLSearchParams, maxId: string): string {
  asked.delete('access_token');
  asked.set('max_id', maxId);
  return `<${c.get('origin')}${c.req.path.replace(/\/+$/, '')}?${asked}>; rel="next"`;
}

function isOn(word: string | null): boolean {
  return /^(true|1)$/.test(word ?? '');
}
