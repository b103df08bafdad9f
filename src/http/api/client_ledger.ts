import { SECOND_MS } from '../../core/clock.ts';
import type { ClientToken } from '../../store/client_logins.ts';
import type { ServedPost } from '../../store/client_reading.ts';
import type { Exposure, ExposureKind } from '../../store/exposures.ts';
import type { ApiDesk } from './api_desk.ts';

/** Slower than this, a page was read; faster, it was paged over. */
const READING_MS = SECOND_MS / 2; // an entry
const VIA = 'api';

export interface ServedPage {
  readonly posts: readonly ServedPost[];
  readonly lastOuterId: string;
  readonly lastInnerId: string;
}

/** A client asks for what follows `maxId`: whether it had the time to read what came before. */
export function turnPage(desk: ApiDesk, token: ClientToken, timeline: string, maxId: string): void {
  const last = desk.reading.page(token.token_key, timeline);
  if (last === undefined || (last.lastOuterId !== maxId && last.lastInnerId !== maxId)) return;
  desk.reading.forgetPage(token.token_key, timeline);
  const wasRead = desk.now() - last.servedAtMs >= READING_MS * last.posts.length;
  if (wasRead) see(desk, token, last.posts);
}

/** What a client says that it has read; what was never served to it is not believed. */
export function passMarker(
  desk: ApiDesk,
  token: ClientToken,
  timeline: string,
  lastReadId: string,
): void {
  const loginKey = desk.login()?.loginKey;
  const place = desk.snapshots.place(token.token_key, timeline, lastReadId);
  if (place === undefined || loginKey === undefined) return;
  see(desk, token, desk.reading.servedUpTo(place.snapshot_key, place.position, loginKey));
}

/** A page went out; where it goes on downward, it is remembered until the next one is asked for. */
export function servePage(
  desk: ApiDesk,
  token: ClientToken,
  timeline: string,
  { posts, ...last }: ServedPage,
  goesOn: boolean,
): void {
  const fresh = posts.filter(([uri, edition]) => !wasServed(desk, uri, edition));
  desk.exposures.record(fresh.map((post) => exposureOf(desk, post, 'served')));
  if (goesOn)
    desk.reading.keepPage(token.token_key, timeline, { ...last, posts, servedAtMs: desk.now() });
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

function wasServed({ editions }: ApiDesk, uri: string, edition: number | null): boolean {
  return editions
    .exposuresOf(uri)
    .some((had) => had.kind === 'served' && (edition === null || had.edition === edition));
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
