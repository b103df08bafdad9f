import type { Context, Hono } from 'hono';
import type { KeptKind } from '../../store/kept_acts.ts';
import type { Login } from '../../store/logins.ts';
import { orStored, storedAnswer } from './accounts.ts';
import type { ApiDesk } from './api_desk.ts';
import type { ApiEnv } from './bearer.ts';
import { cursorIn, limitOf } from './cursor.ts';
import { statusText } from './written_entries.ts';

type ApiContext = Context<ApiEnv>;

/** 9,0…: above every place of a server's own list, below 2^63 and the ids of our lists. */
const PLACES_START = 9_000_000_000_000_000_000n;
const PLACES = 10n ** 15n;

/** What the owner favoured and saved: from the home server; while it is away, what is stored. */
export function keptListRoutes(app: Hono<ApiEnv>, desk: ApiDesk): void {
  const list = (path: string, kind: KeptKind) =>
    app.get(path, (c) => {
      const login = desk.login();
      // Its places are ours, so a list that began here goes on here.
      const isOurs = Object.values(cursorIn(c)).some((id) => actOf(id) !== undefined);
      const text = isOurs && login !== undefined ? listText(desk, c, kind, login) : undefined;
      if (text !== undefined) return Promise.resolve(storedAnswer(c, text));
      return orStored(desk, c, (one) => listText(desk, c, kind, one));
    });
  list('/api/v1/favourites', 'favourite');
  list('/api/v1/bookmarks', 'bookmark');
}

/** undefined where nothing says what stands in the list, or where in it the client is. */
function listText(desk: ApiDesk, c: ApiContext, kind: KeptKind, login: Login): string | undefined {
  const limit = limitOf(c.req.query('limit'));
  const { maxId, sinceId, minId } = cursorIn(c);
  const placeAbove = minId ?? sinceId;
  const [below, above] = [actOf(maxId), actOf(placeAbove)];
  if (below === undefined && maxId !== undefined) return undefined;
  if (above === undefined && placeAbove !== undefined) return undefined;
  const isUpward = minId !== undefined;
  const { loginKey } = login;
  const acts = desk.kept.page({ loginKey, kind, below, above, isUpward, limit });
  const [first, last] = [acts[0], acts.at(-1)];
  if (first === undefined || last === undefined)
    return below === undefined && above === undefined ? undefined : '[]';
  const address = `${c.get('origin')}${c.req.path.replace(/\/+$/, '')}?limit=${limit}`;
  const next = `<${address}&max_id=${placeOf(last.act)}>; rel="next"`;
  const previous = `<${address}&min_id=${placeOf(first.act)}>; rel="prev"`;
  c.header('Link', acts.length === limit || isUpward ? `${next}, ${previous}` : previous);
  const texts = acts.flatMap((one) => statusText(desk, one.status_key, loginKey) ?? []);
  desk.log.info('api.list_from_store', { path: c.req.path, posts: texts.length });
  return `[${texts.join(',')}]`;
}

function placeOf(act: number): string {
  return String(PLACES_START + BigInt(act));
}

/** The act that a place of ours names. */
function actOf(id: string | undefined): number | undefined {
  if (id === undefined || !/^\d{19}$/.test(id)) return undefined;
  const act = BigInt(id) - PLACES_START;
  return act >= 0n && act < PLACES ? Number(act) : undefined;
}
