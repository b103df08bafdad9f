import type { Context, Hono } from 'hono';
import type { ApiDesk } from './api_desk.ts';
import type { ApiEnv } from './bearer.ts';
import { servePage, turnPage } from './client_ledger.ts';
import { wayOf } from './client_ways.ts';
import { answerAsItCame } from './home_as_it_came.ts';
import { type Cursor, type RankedTimeline, windowOf } from './snapshot_pages.ts';
import { type WrittenPage, writePage } from './written_entries.ts';

const USUAL_PAGE = 20;
const PAGE_MAX = 40;

type ApiContext = Context<ApiEnv>;

/** The home: ranked, or as it came for clients that would put it into another order. */
export function homeRoute(app: Hono<ApiEnv>, desk: ApiDesk): void {
  app.get('/api/v1/timelines/home', (c) => {
    const way = wayOf(c.get('token').name);
    if (way === 'as it came') return answerAsItCame(desk, c, 'home');
    return answerRanked(desk, c, { name: 'home', edition: newestOf(desk, undefined) });
  });
}

/**
 * The newest edition of a feed; undefined stands for the one that a home shows: that of the main
 * feed, or where it was never drawn, as in a database of a recording, the newest there is.
 */
export function newestOf({ editions, mainFeed }: ApiDesk, feed: string | undefined) {
  const newest = editions.last().get(feed ?? mainFeed)?.edition;
  return newest ?? (feed === undefined || feed === mainFeed ? editions.latest() : undefined);
}

/** A page of a ranked timeline, which is by that served. */
export function answerRanked(
  desk: ApiDesk,
  c: ApiContext,
  { name, edition }: Pick<RankedTimeline, 'name' | 'edition'>,
): Response {
  const token = c.get('token');
  const loginKey = desk.login()?.loginKey;
  if (loginKey === undefined) return c.json([]);
  const isWrapped = wayOf(token.name) === 'wrapped';
  const timeline = { tokenKey: token.token_key, name, edition, loginKey, isWrapped };
  const cursor = cursorIn(c);
  const limit = limitOf(c.req.query('limit'));
  if (cursor.maxId !== undefined) turnPage(desk, token, name, cursor.maxId);
  const window = windowOf(desk, timeline, cursor, limit);
  if (window === undefined) return c.json([]);
  const page = writePage(desk, window, timeline, limit);
  const last = page.entries.at(-1);
  if (last === undefined) return c.json([]);
  desk.snapshots.noteServed(window.snapshotKey, page.through);
  const posts = page.entries.map(
    ({ uri, edition: number, entry_position }) => [uri, number, entry_position] as const,
  );
  const ends = { lastOuterId: last.outer_id, lastInnerId: last.inner_id };
  const isDownward = cursor.sinceId === undefined && cursor.minId === undefined;
  servePage(desk, token, name, { posts, ...ends }, isDownward);
  c.header('Link', linkOf(c, page, limit));
  const text = `[${page.entries.map((entry) => entry.text).join(',')}]`;
  return c.body(text, 200, { 'content-type': 'application/json; charset=utf-8' });
}

function cursorIn(c: ApiContext): Cursor {
  return {
    maxId: c.req.query('max_id') || undefined,
    sinceId: c.req.query('since_id') || undefined,
    minId: c.req.query('min_id') || undefined,
  };
}

/** 20 where nothing sensible is asked for, and never more than 40. */
export function limitOf(asked: string | undefined): number {
  const limit = Math.abs(Number.parseInt(asked ?? '', 10));
  return Number.isNaN(limit) || limit === 0 ? USUAL_PAGE : Math.min(limit, PAGE_MAX);
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
