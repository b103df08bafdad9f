import type { EpochMs } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import { isUrl } from '../core/url_check.ts';
import type { Purpose } from './accountant.ts';
import { turnsPages } from './rate_headers.ts';
import { type Connection, get } from './send.ts';

/** A page of a list that turns by ids of its own, which no body tells: the `Link` header does. */
export interface LinkedPage {
  readonly list: readonly unknown[];
  /** Path and query of the next page; undefined at the end. */
  readonly next: string | undefined;
  /**
   * Some servers send no links at all (mastodon-api.md, section 5.5): then no next is no end,
   * unless the page is shorter than any server's own limit.
   */
  readonly mayGoOn: boolean;
  /** The same of a first page: who turned one by a link knows of links. */
  readonly isCut: boolean;
  readonly askedAtMs: EpochMs;
}

const SHORT_LIST = 20;
const NEXT = /<([^>]+)>;\s*rel="next"/;

export async function linkedPage(
  connection: Connection,
  path: string,
  purpose: Purpose,
): Promise<LinkedPage> {
  const { json, headers, askedAtMs } = await get(connection, path, purpose);
  if (!Array.isArray(json)) {
    const { pathname } = new URL(path, connection.server);
    throw new DriftlineError('upstream', `${connection.server} sent no list for ${pathname}`);
  }
  const next = nextIn(headers, connection);
  // Who overlooks cursors names the same page for ever.
  const hasLinks = headers.has('link') || sendsLinks(connection);
  const mayGoOn = !hasLinks && json.length >= SHORT_LIST;
  const isCut = mayGoOn && !turnsPages(new URL(path, connection.server));
  return { list: json, next: next === path ? undefined : next, mayGoOn, isCut, askedAtMs };
}

/** Whoever links the pages of the home leaves the link out where a list ends. */
function sendsLinks({ answered }: Connection): boolean {
  return [...(answered?.values() ?? [])].some(({ headers }) => headers.has('link'));
}

/** The link's host is the server's own idea of itself; path and query are what counts. */
function nextIn(headers: Headers, { server }: Connection): string | undefined {
  const next = NEXT.exec(headers.get('link') ?? '')?.[1];
  if (next === undefined || !isUrl(next, server)) return undefined;
  const { pathname, search } = new URL(next, server);
  return `${pathname}${search}`;
}

/**
 * All pages of such a list, `pagesMax` at most. A page may be empty (everybody on it is suspended);
 * two of them are the end, whatever their links say. Where no page has a link, the next is asked
 * for by the last id, as long as that brings somebody new.
 */
export async function allLinked(
  connection: Connection,
  path: string,
  { purpose, pagesMax }: { readonly purpose: Purpose; readonly pagesMax: number },
): Promise<readonly unknown[]> {
  const all: unknown[] = [];
  const known = new Set<string>();
  let next: string | undefined = path;
  let wasEmpty = false;
  for (let page = 0; next !== undefined && page < pagesMax; page += 1) {
    const found: LinkedPage = await linkedPage(connection, next, purpose);
    const { list, mayGoOn } = found;
    const isEmpty = list.length === 0;
    if (isEmpty && wasEmpty) break;
    const news = list.filter((one) => !known.has(idOf(one) ?? ''));
    const ids = news.map(idOf).filter((id) => id !== undefined);
    for (const id of ids) known.add(id);
    all.push(...news);
    wasEmpty = isEmpty;
    const isNextById = mayGoOn && ids.length > 0;
    next = found.next ?? (isNextById ? `${path}&max_id=${idOf(list.at(-1))}` : undefined);
  }
  return all;
}

function idOf(one: unknown): string | undefined {
  const id = (one as { readonly id?: unknown } | null)?.id;
  return typeof id === 'string' ? encodeURIComponent(id) : undefined;
}
