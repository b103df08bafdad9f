import { type EpochMs, SECOND_MS, sleep } from '../core/clock.ts';
import { DriftlineError } from '../core/errors.ts';
import { type HomeEntry, parseHomeEntry } from '../core/status.ts';
import type { Purpose } from './accountant.ts';
import { type Answer, type Connection, get } from './send.ts';
import { orRefused, type Refused } from './wire.ts';

export interface TimelinePage {
  readonly entries: readonly HomeEntry[];
  readonly refused: readonly Refused[];
  /** The id below which the next page lies; undefined on an empty page, which is the end. */
  readonly lastId: string | undefined;
  readonly isPartial: boolean;
  /** It says how things stood then. */
  readonly askedAtMs: EpochMs;
  /** Nothing lies below. Not for a home or a list, which only an empty page ends. */
  readonly isLast: boolean;
}

/** Where a timeline is found. */
export type TimelinePath = `/api/v1/${string}`;

export const HOME: TimelinePath = '/api/v1/timelines/home';

export function listPath(id: string): TimelinePath {
  return `/api/v1/timelines/list/${encodeURIComponent(id)}`;
}

export function tagPath(name: string): TimelinePath {
  return `/api/v1/timelines/tag/${encodeURIComponent(name)}`;
}

/** An account's own posts and boosts. */
export function accountPath(id: string): TimelinePath {
  return `/api/v1/accounts/${encodeURIComponent(id)}/statuses`;
}

export const PAGE_ENTRIES = 40;
/** All of a Mastodon home, and a little more: it holds 800 entries, 20 pages. */
export const WHOLE_HOME_PAGES = 25;
/** Servers that give fewer than they are asked for give at least this many. */
const SHORT_ENTRIES = 20;

/** A server that makes the home anew (206) is asked again, each time later: two minutes in all. */
const REBUILDING_TRIES = 7;
const REBUILDING_PAUSE_MS = 5 * SECOND_MS;
const REBUILDING_PAUSE_MAX_MS = 30 * SECOND_MS;

/** One page of a timeline, newest first. `waits`: until it is whole, should it be made anew. */
export function timelinePage(
  connection: Connection,
  timeline: TimelinePath,
  purpose: Purpose,
  maxId?: string,
  waits = true,
): Promise<TimelinePage> {
  const query = maxId === undefined ? '' : `&max_id=${encodeURIComponent(maxId)}`;
  const more = timeline === HOME ? (connection.homeQuery ?? '') : '';
  const path = `${timeline}?limit=${PAGE_ENTRIES}${more}${query}`;
  const isPolled = maxId === undefined && isTopPolled(timeline);
  return pageAt(connection, { path, purpose, isPolled, waits });
}

/**
 * The lowest page of the home. Who does not know `min_id` as Mastodon has it gives the highest.
 */
export function lowestPage(connection: Connection, purpose: Purpose): Promise<TimelinePage> {
  const path = `${HOME}?limit=${PAGE_ENTRIES}${connection.homeQuery ?? ''}&min_id=0`;
  return pageAt(connection, { path, purpose, isPolled: false, waits: false });
}

interface PageAsked {
  readonly path: string;
  readonly purpose: Purpose;
  /** The same is asked for again and again. */
  readonly isPolled: boolean;
  readonly waits: boolean;
}

async function pageAt(
  connection: Connection,
  { path, purpose, isPolled, waits }: PageAsked,
): Promise<TimelinePage> {
  let answer = await get(connection, path, purpose);
  for (let tries = 1; waits && answer.isPartial && tries < REBUILDING_TRIES; tries += 1) {
    await sleep(connection.time, tries * pauseIn(answer), connection.signal);
    answer = await get(connection, path, purpose);
  }
  const list = listIn(connection, answer);
  if (isPolled) connection.answered?.set(path, answer);
  const { isPartial, askedAtMs } = answer;
  const page = read(list);
  // An empty page is the end; one of which nothing has a name is none.
  if (list.length > 0 && page.lastId === undefined)
    throw new DriftlineError('upstream', `${connection.server} sent a timeline without ids`);
  return { ...page, isPartial, askedAtMs, isLast: isLastPage(answer) };
}

/** What is due as a list; else throws DriftlineError('upstream'). */
export function listIn({ server }: Connection, { json }: Answer): readonly unknown[] {
  if (Array.isArray(json)) return json;
  throw new DriftlineError('upstream', `${server} sent a timeline that is no list`);
}

/** The pages of authors and tags are not, and those of thousands would fill the memory. */
function isTopPolled(timeline: TimelinePath): boolean {
  return timeline === HOME || timeline.startsWith(listPath(''));
}

type Read = Pick<TimelinePage, 'entries' | 'refused' | 'lastId'>;

/** Lists that were read before, as long as somebody still holds them. */
const readBefore = new WeakMap<readonly unknown[], Read>();

function read(json: readonly unknown[]): Read {
  const known = readBefore.get(json);
  if (known !== undefined) return known;
  const parsed = json.map(letIn);
  const page = {
    entries: parsed.flatMap((one) => ('entry' in one ? [one.entry] : [])),
    refused: parsed.flatMap((one) => ('reason' in one ? [one] : [])),
    lastId: lowestId(json),
  };
  readBefore.set(json, page);
  return page;
}

/**
 * An account's posts come from a table: a page with room in it, and no link to another, is the end.
 * Who sends no links at all is asked again unless the page is shorter than any server's own limit.
 */
export function isLastPage({ json, headers }: Answer): boolean {
  const { length } = json as readonly unknown[];
  const link = headers.get('link') ?? '';
  if (length === 0) return true;
  if (link.includes('rel="next"')) return false;
  return length < (link === '' ? SHORT_ENTRIES : PAGE_ENTRIES);
}

/**
 * `Mastodon-Async-Refresh: id="…", retry=5`, in seconds. All that polls stands still meanwhile, so
 * a word of a day is not kept.
 */
function pauseIn({ headers }: Answer): number {
  const seconds = /retry=(\d+)/.exec(headers.get('mastodon-async-refresh') ?? '')?.[1];
  if (seconds === undefined) return REBUILDING_PAUSE_MS;
  return Math.min(REBUILDING_PAUSE_MAX_MS, Math.max(SECOND_MS, Number(seconds) * SECOND_MS));
}

/** One bad status never stops the rest. */
export function letIn(json: unknown): { readonly entry: HomeEntry } | Refused {
  return orRefused(() => ({ entry: parseHomeEntry(json) }), json);
}

/** The lowest id on a page, a refused entry's too: the next page lies below it. */
export function lowestId(list: readonly unknown[]): string | undefined {
  const ids = list.map(idOf).filter((id) => id !== undefined);
  return ids.length === 0 ? undefined : ids.reduce((a, b) => (compareIds(b, a) < 0 ? b : a));
}

function idOf(one: unknown): string | undefined {
  const id = (one as { readonly id?: unknown } | null)?.id;
  if (typeof id === 'string') return id;
  return Number.isSafeInteger(id) ? String(id) : undefined;
}

/** Digits by their number, ULIDs and flakes by their letters. */
export function compareIds(a: string, b: string): number {
  if (/^\d+$/.test(a) && /^\d+$/.test(b) && a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}
