import { type EpochMs, SECOND_MS } from '../../core/clock.ts';
import type { ClientToken } from '../../store/client_logins.ts';
import type { ServedPost } from '../../store/client_reading.ts';
import type { Exposure, ExposureKind } from '../../store/exposures.ts';
import { noteServed } from '../note_served.ts';
import type { ApiDesk } from './api_desk.ts';
import { wayOf } from './client_ways.ts';

/** Slower than this, a page was read; faster, it was paged over. */
const READING_MS = SECOND_MS / 2; // an entry
const VIA = 'api';

/** What went out: posts, and where the next page goes on. */
export interface ServedPage {
  readonly posts: readonly ServedPost[];
  readonly lastOuterId: string;
  readonly lastInnerId: string;
}

/** Clients times their timelines: more than anybody has. */
const PAGES_MAX = 500;

/**
 * The page that each client was served last of each timeline. Not on disk: after a restart a page
 * stays served, and what was not seen comes back.
 */
export function openLastPages() {
  const pages = new Map<string, ServedPage & { readonly servedAtMs: EpochMs }>();
  const nameOf = ({ token_key }: ClientToken, timeline: string) => `${token_key}/${timeline}`;
  return {
    find: (token: ClientToken, timeline: string) => pages.get(nameOf(token, timeline)),
    forget: (token: ClientToken, timeline: string) => pages.delete(nameOf(token, timeline)),
    keep(token: ClientToken, timeline: string, page: ServedPage, servedAtMs: EpochMs): void {
      const name = nameOf(token, timeline);
      const [oldest] = pages.keys();
      if (pages.size >= PAGES_MAX && oldest !== undefined) pages.delete(oldest);
      pages.delete(name); // so that the oldest stands first
      pages.set(name, { ...page, servedAtMs });
    },
  };
}

/** A client asks for what follows `maxId`: whether it had the time to read what came before. */
export function turnPage(desk: ApiDesk, token: ClientToken, timeline: string, maxId: string): void {
  const last = desk.lastPages.find(token, timeline);
  if (last === undefined || (last.lastOuterId !== maxId && last.lastInnerId !== maxId)) return;
  desk.lastPages.forget(token, timeline);
  const wasRead = desk.now() - last.servedAtMs >= READING_MS * last.posts.length;
  if (wasRead) see(desk, token, last.posts);
}

/** Where a client's marker stands now, and where it stood before. */
export interface MarkerMove {
  readonly lastReadId: string;
  readonly before: { readonly lastReadId: string; readonly atMs: number } | undefined;
}

/** What a client says that it has read; what was never served to it is not believed. */
export function passMarker(
  desk: ApiDesk,
  token: ClientToken,
  timeline: string,
  move: MarkerMove,
): void {
  const loginKey = desk.login()?.loginKey;
  if (loginKey === undefined) return;
  const place = desk.reading.marked(token.token_key, timeline, move.lastReadId);
  if (place !== undefined)
    see(desk, token, desk.reading.servedUpTo(place.snapshot_key, place.position, loginKey));
  // In a ranked home an id without a place says nothing.
  else if (wayOf(token.name) === 'as it came') passedAsItCame(desk, token, loginKey, move);
}

const PASSED_MAX = 400; // as far back as a home is read

/**
 * A home as it came is read from its top, or up from where one stood: which of the two, no marker
 * says. So what lies between two of them was passed, at a reader's pace.
 */
function passedAsItCame(
  desk: ApiDesk,
  token: ClientToken,
  loginKey: number,
  { lastReadId, before }: MarkerMove,
): void {
  if (before === undefined) return;
  const [sinceId, maxId] = [before.lastReadId, lastReadId].toSorted(
    (a, b) => a.length - b.length || (a < b ? -1 : 1),
  );
  const posts = desk.home
    .page(loginKey, { maxId, sinceId }, PASSED_MAX)
    .filter(({ uri }) => wasServed(desk, uri))
    .map(({ uri }): ServedPost => [uri, null, null]);
  if (desk.now() - before.atMs >= READING_MS * posts.length) see(desk, token, posts);
}

function wasServed({ editions }: ApiDesk, uri: string): boolean {
  return editions.exposuresOf(uri).some(({ kind }) => kind === 'served');
}

/** A page went out. Of its posts, `fresh` were never served before in that place. */
export function servePage(
  desk: ApiDesk,
  token: ClientToken,
  timeline: string,
  page: ServedPage,
  fresh: readonly ServedPost[],
): void {
  noteFresh(desk, fresh);
  desk.lastPages.keep(token, timeline, page, desk.now());
}

/** What went out of a timeline that goes on upward: there is no next page to wait for. */
export function serveAbove(desk: ApiDesk, fresh: readonly ServedPost[]): void {
  noteFresh(desk, fresh);
}

function noteFresh(desk: ApiDesk, fresh: readonly ServedPost[]): void {
  if (fresh.length === 0) return;
  const had = fresh.map((post) => exposureOf(desk, post, 'served'));
  noteServed(desk.log, () => desk.exposures.record(had));
}

/** A thread was opened: by that, its post was read. */
export function openThread(desk: ApiDesk, token: ClientToken, statusId: string): void {
  const loginKey = desk.login()?.loginKey;
  const place = desk.snapshots.entryOf(token.token_key, statusId);
  desk.exposures.record([
    {
      statusId,
      loginKey,
      kind: 'opened',
      atMs: desk.now(),
      edition: place?.edition,
      position: place?.entry_position,
      via: VIA,
    },
  ]);
}

function see(desk: ApiDesk, token: ClientToken, posts: readonly ServedPost[]): void {
  if (token.counts_seen === 0) return;
  const unseen = posts.filter(([uri]) => !wasSeen(desk, uri));
  desk.exposures.record(unseen.map((post) => exposureOf(desk, post, 'seen')));
}

function wasSeen({ editions }: ApiDesk, uri: string): boolean {
  return editions.exposuresOf(uri).some(({ kind }) => kind === 'seen' || kind === 'opened');
}

/** Posts that were served nowhere before. */
export function unserved(desk: ApiDesk, posts: readonly ServedPost[]): readonly ServedPost[] {
  return posts.filter(([uri]) => !wasServed(desk, uri));
}

function exposureOf(desk: ApiDesk, post: ServedPost, kind: ExposureKind): Exposure {
  const [uri, edition, position] = post;
  return {
    uri,
    kind,
    atMs: desk.now(),
    edition: edition ?? undefined,
    position: position ?? undefined,
    via: VIA,
  };
}
