import type { Hono } from 'hono';
import { type EpochMs, isoOf } from '../../core/clock.ts';
import { forward } from '../../mastodon/forward.ts';
import type { ApiDesk } from './api_desk.ts';
import { isAway } from './api_error.ts';
import type { ApiEnv } from './bearer.ts';
import { passMarker } from './client_ledger.ts';
import { listOf, type Words, wordOf, wordsIn } from './request_body.ts';
import { objectIn } from './writes.ts';

const PATH = '/api/v1/markers';

/**
 * How far the owner has read. That of the home is kept here: an id in a ranked home would spoil the
 * home server's own. That of notifications is the home server's.
 */
export function markerRoutes(app: Hono<ApiEnv>, desk: ApiDesk): void {
  const kept = (tokenKey: number) => {
    const marker = desk.reading.marker(tokenKey, 'home');
    if (marker === undefined) return {};
    const { last_read_id, version, updated_at_ms } = marker;
    return { home: { last_read_id, version, updated_at: isoOf(updated_at_ms as EpochMs) } };
  };

  app.get(PATH, async (c) => {
    const asked = [...(c.req.queries('timeline[]') ?? []), ...(c.req.queries('timeline') ?? [])];
    const home = asked.includes('home') ? kept(c.get('token').token_key) : {};
    const isMore = asked.includes('notifications');
    const theirs = isMore ? await ask(desk, 'GET', `${PATH}?timeline[]=notifications`) : {};
    return c.json({ ...theirs, ...home });
  });

  app.post(PATH, async (c) => {
    const words = await wordsIn(c);
    const token = c.get('token');
    const home = markerIn(words, 'home');
    const notifications = markerIn(words, 'notifications');
    if (home !== undefined) {
      const stood = desk.reading.marker(token.token_key, 'home');
      const before = stood && { lastReadId: stood.last_read_id, atMs: stood.updated_at_ms };
      desk.reading.setMarker(token.token_key, 'home', home, desk.now());
      passMarker(desk, token, 'home', { lastReadId: home, before });
    }
    const theirs =
      notifications === undefined
        ? {}
        : await ask(desk, 'POST', PATH, { notifications: { last_read_id: notifications } });
    return c.json({ ...theirs, ...(home === undefined ? {} : kept(token.token_key)) });
  });
}

/** `home[last_read_id]=…` of a form, `{"home":{"last_read_id":…}}` of JSON. */
function markerIn(words: Words, timeline: string): string | undefined {
  const nested = words[timeline] as { readonly last_read_id?: unknown } | undefined;
  const said = words[`${timeline}[last_read_id]`] ?? nested?.last_read_id;
  return wordOf(listOf(said)[0] ?? said);
}

/** The home server's markers, without its idea of the home; nothing while it is away. */
async function ask(
  { upstream, slowHome }: ApiDesk,
  method: 'GET' | 'POST',
  path: string,
  body?: object,
): Promise<object> {
  try {
    const connection = await upstream();
    const asked = {
      method,
      path,
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      ...(body === undefined ? {} : { body: new TextEncoder().encode(JSON.stringify(body)) }),
    };
    const answer = await slowHome.asking(method === 'GET', () => forward(connection, asked));
    const { notifications } = objectIn(answer) ?? {};
    return notifications === undefined ? {} : { notifications };
  } catch (error) {
    if (isAway(error)) return {};
    throw error;
  }
}
