import type { Context } from 'hono';
import type { ServedPost } from '../../store/client_reading.ts';
import type { ApiDesk } from './api_desk.ts';
import { isAway } from './api_error.ts';
import type { ApiEnv } from './bearer.ts';
import { serveAbove, servePage, turnPage, unserved } from './client_ledger.ts';
import { cursorIn, limitOf } from './cursor.ts';
import { askWellHome, jsonIn, passOn } from './forwarding.ts';
import { boostText, statusText } from './written_entries.ts';

type ApiContext = Context<ApiEnv>;

interface CameEntry {
  readonly id: string;
  readonly innerId: string;
  readonly uri: string;
}

/**
 * A timeline of the home server in its own order, passed through; while that is away, the home from
 * what is stored. What is read there reaches the ledger as well.
 */
export async function answerAsItCame(
  desk: ApiDesk,
  c: ApiContext,
  timeline: string,
): Promise<Response> {
  const token = c.get('token');
  const { maxId } = cursorIn(c);
  if (maxId !== undefined && c.req.method !== 'HEAD') turnPage(desk, token, timeline, maxId);
  try {
    const answer = await askWellHome(desk, c);
    if (answer.status === 200) note(desk, c, timeline, entriesIn(jsonIn(answer)));
    return await passOn(desk, c, answer);
  } catch (error) {
    if (timeline !== 'home' || !isAway(error)) throw error;
    return answerStored(desk, c);
  }
}

function note(desk: ApiDesk, c: ApiContext, timeline: string, entries: readonly CameEntry[]): void {
  const last = entries.at(-1);
  if (last === undefined || c.req.method === 'HEAD') return;
  const posts = entries.map(({ uri }): ServedPost => [uri, null, null]);
  const { sinceId, minId } = cursorIn(c);
  const isDownward = sinceId === undefined && minId === undefined;
  const fresh = unserved(desk, posts);
  const page = { posts, lastOuterId: last.id, lastInnerId: last.innerId };
  if (isDownward) servePage(desk, c.get('token'), timeline, page, fresh);
  else serveAbove(desk, fresh);
}

function entriesIn(list: unknown): readonly CameEntry[] {
  return (Array.isArray(list) ? list : []).flatMap((entry) => {
    const inner = entry?.reblog ?? entry;
    const isStatus = typeof inner?.uri === 'string' && typeof entry?.id === 'string';
    return isStatus ? [{ id: entry.id, innerId: String(inner.id), uri: inner.uri }] : [];
  });
}

function answerStored(desk: ApiDesk, c: ApiContext): Response {
  const loginKey = desk.login()?.loginKey;
  if (loginKey === undefined) return c.json([]);
  const limit = limitOf(c.req.query('limit'));
  const { maxId, sinceId, minId } = cursorIn(c);
  const rows = desk.home.page(loginKey, { maxId, sinceId: sinceId ?? minId }, limit);
  const written = rows.flatMap((row) => {
    const inner = statusText(desk, row.status_key, loginKey);
    if (inner === undefined) return [];
    const boost = row.is_boost === 0 ? undefined : desk.statuses.boost(row.arrival_key);
    return [{ row, text: boost === undefined ? inner : boostText(boost, inner) }];
  });
  const last = written.at(-1);
  if (last === undefined) return c.json([]);
  note(
    desk,
    c,
    'home',
    written.map(({ row }) => ({ id: row.server_id, innerId: row.server_id, uri: row.uri })),
  );
  const address = `${c.get('origin')}/api/v1/timelines/home?limit=${limit}`;
  const next = `<${address}&max_id=${last.row.server_id}>; rel="next"`;
  const previous = `<${address}&min_id=${written[0]?.row.server_id}>; rel="prev"`;
  c.header('Link', `${next}, ${previous}`);
  const text = `[${written.map((one) => one.text).join(',')}]`;
  return c.body(text, 200, { 'content-type': 'application/json; charset=utf-8' });
}
