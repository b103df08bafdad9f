/**
 * Mastodon's ids: unix milliseconds in the upper 48 bits, a sequence in the lower 16. They exceed
 * 2^53, so they are text everywhere (mastodon/mastodon, lib/mastodon/snowflake.rb).
 */
export function snowflake(ms: number, sequence: number): string {
  return String((BigInt(Math.floor(ms)) << 16n) + BigInt(sequence & 0xffff));
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A ULID: 10 letters of unix milliseconds, 16 that tell those of one millisecond apart. */
export function ulid(ms: number, sequence: number): string {
  const letters = (value: bigint, count: number) =>
    Array.from({ length: count }, (_, at) =>
      CROCKFORD.charAt(Number((value >> BigInt(5 * (count - 1 - at))) & 31n)),
    ).join('');
  return letters(BigInt(Math.floor(ms)), 10) + letters(BigInt(sequence) * 0x9e3779b97f4a7n, 16);
}

/** Numeric order of decimal ids, whatever their length. */
export function compareIds(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Where in a feed a client wants to read. Each is an id that is itself left out. */
export interface Cursor {
  readonly maxId?: string | undefined;
  readonly sinceId?: string | undefined;
  readonly minId?: string | undefined;
}

/**
 * One page, newest first, of a list kept in ascending order of id. `max_id`: strictly below.
 * `since_id`: strictly above, the newest of them. `min_id`: strictly above, the ones next to the
 * cursor, and then `since_id` is ignored.
 */
export function pageOf<T extends { readonly id: string }>(
  ascending: readonly T[],
  { maxId, sinceId, minId }: Cursor,
  limit: number,
): T[] {
  const end = maxId === undefined ? ascending.length : placeOf(ascending, maxId);
  const floor = minId ?? sinceId;
  const start = floor === undefined ? 0 : placeAbove(ascending, floor);
  if (start >= end) return [];
  const page =
    minId === undefined
      ? ascending.slice(Math.max(start, end - limit), end)
      : ascending.slice(start, Math.min(end, start + limit));
  return page.reverse();
}

/** The first place whose id is not below `id`: where it stands, or would stand. */
export function placeOf(ascending: readonly { readonly id: string }[], id: string): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareIds((ascending[middle] as { id: string }).id, id) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function placeAbove(ascending: readonly { readonly id: string }[], id: string): number {
  const place = placeOf(ascending, id);
  return ascending[place]?.id === id ? place + 1 : place;
}

/** `limit` as Rails reads it: absent or no number means `usual`, and never more than twice that. */
export function limitOf(asked: string | undefined, usual: number): number {
  const limit = Math.abs(Number.parseInt(asked ?? '', 10));
  return Number.isNaN(limit) ? usual : Math.min(limit, 2 * usual);
}

export function cursorOf(query: (name: string) => string | undefined): Cursor {
  return { maxId: query('max_id'), sinceId: query('since_id'), minId: query('min_id') };
}

/**
 * The `Link` header. `next` leads to older entries, `prev` to newer ones; the request's own
 * parameters but its cursor are kept. People are led back by `since_id`, timelines by `min_id`.
 */
export function linkHeader(
  requestUrl: string,
  {
    next,
    prev,
    prevBy,
  }: { next?: string | undefined; prev?: string; prevBy: 'min_id' | 'since_id' },
): string | undefined {
  const links = [];
  if (next !== undefined) links.push(`<${withCursor(requestUrl, 'max_id', next)}>; rel="next"`);
  if (prev !== undefined) links.push(`<${withCursor(requestUrl, prevBy, prev)}>; rel="prev"`);
  return links.length === 0 ? undefined : links.join(', ');
}

function withCursor(requestUrl: string, name: string, id: string): string {
  const url = new URL(requestUrl);
  for (const cursor of ['max_id', 'since_id', 'min_id']) url.searchParams.delete(cursor);
  url.searchParams.set(name, id);
  return url.href;
}
