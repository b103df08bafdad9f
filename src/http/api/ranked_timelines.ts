import type { Context, Hono } from 'hono';
import type { ApiDesk } from './api_desk.ts';
import type { ApiEnv } from './bearer.ts';
import { serveAbove, servePage, turnPage } from './client_ledger.ts';
import { wayOf } from './client_ways.ts';
import { type Cursor, cursorIn, limitOf } from './cursor.ts';
import { answerAsItCame } from './home_as_it_came.ts';
import type { KeptPage } from './page_cache.ts';
import { type RankedTimeline, windowOf } from './snapshot_pages.ts';
import { type WrittenPage, writePage } from './written_entries.ts';

type ApiContext = Context<ApiEnv>;

/** The home: ranked, or as it came for clients that would put it into another order. */
export function homeRoute(app: Hono<ApiEnv>, desk: ApiDesk): void {
  app.get('/api/v1/timelines/home', (c) => {
    const way = wayOf(c.get('token').name);
    if (way === 'as it came') return answerAsItCame(desk, c, 'home');
    return answerRanked(desk, c, { name: 'home', feed: undefined });
  });
}

/**
 * The newest edition of a feed; undefined stands for the one that a home shows: that of the main
 * feed, or where it was never drawn, as in a database of a recording, the newest there is.
 */
function newestOf({ editions, mainFeed }: ApiDesk, feed: string | undefined) {
  const newest = editions.last().get(feed ?? mainFeed)?.edition;
  return newest ?? (feed === undefined || feed === mainFeed ? editions.latest() : undefined);
}

/** Whose newest edition is read, and under what name its timeline is known. */
interface AskedFeed extends Pick<RankedTimeline, 'name'> {
  readonly feed: string | undefined;
}

/** A page of a ranked timeline, which is by that served. */
export function answerRanked(desk: ApiDesk, c: ApiContext, { name, feed }: AskedFeed): Response {
  const token = c.get('token');
  const cursor = cursorIn(c);
  const isTaken = c.req.method !== 'HEAD';
  if (isTaken && cursor.maxId !== undefined) turnPage(desk, token, name, cursor.maxId);
  const asked = `${token.token_key} ${c.get('origin')} ${c.req.url}`;
  const kept = desk.pageCache.find(asked, desk.changes.stamp(), desk.now());
  const page = kept ?? pageOf(desk, c, { name, edition: newestOf(desk, feed), cursor });
  if (page === undefined) return c.json([]);
  const isDownward = cursor.sinceId === undefined && cursor.minId === undefined;
  if (isTaken && isDownward) servePage(desk, token, name, page.served, page.fresh);
  else if (isTaken) serveAbove(desk, page.fresh);
  if (isTaken && kept === undefined)
    desk.pageCache.keep(asked, desk.changes.stamp(), desk.now(), { ...page, fresh: [] });
  c.header('Link', page.link);
  return c.body(page.bytes, 200, { 'content-type': 'application/json; charset=utf-8' });
}

interface Asked extends Pick<RankedTimeline, 'name' | 'edition'> {
  readonly cursor: Cursor;
}

/** undefined: nothing is to be shown. */
function pageOf(desk: ApiDesk, c: ApiContext, { cursor, ...of }: Asked): KeptPage | undefined {
  const token = c.get('token');
  const loginKey = desk.login()?.loginKey;
  if (loginKey === undefined) return undefined;
  const isWrapped = wayOf(token.name) === 'wrapped';
  const timeline = { ...of, tokenKey: token.token_key, loginKey, isWrapped };
  const limit = limitOf(c.req.query('limit'));
  const window = windowOf(desk, timeline, cursor, limit);
  if (window === undefined) return undefined;
  const page = writePage(desk, window, timeline, limit);
  const last = page.entries.at(-1);
  if (last === undefined) return undefined;
  if (c.req.method !== 'HEAD') desk.snapshots.noteServed(window.snapshotKey, page.through);
  const post = (entry: (typeof page.entries)[number]) =>
    [entry.uri, entry.edition, entry.entry_position] as const;
  return {
    bytes: Buffer.from(`[${page.entries.map(({ text }) => text).join(',')}]`),
    link: linkOf(c, { ...page, hasMore: page.hasMore || window.goesOn === true }, limit),
    served: {
      posts: page.entries.map(post),
      lastOuterId: last.outer_id,
      lastInnerId: last.inner_id,
    },
    fresh: page.entries.filter(({ is_served }) => is_served === 0).map(post),
  };
}

/** Absolute, the way on first, no comma inside: clients of every kind read it (clients.md, 3). */
function linkOf(c: ApiContext, { entries, hasMore }: WrittenPage, limit: number): string {
  const path = new URL(c.req.url).pathname.replace(/\/+$/, '');
  const address = `${c.get('origin')}${path}?limit=${limit}`;
  const id = (entry: (typeof entries)[number] | undefined) =>
    encodeURIComponent(entry?.outer_id ?? '');
  const next = `<${address}&max_id=${id(entries.at(-1))}>; rel="next"`;
  const previous = `<${address}&min_id=${id(entries[0])}>; rel="prev"`;
  return hasMore ? `${next}, ${previous}` : previous;
}
