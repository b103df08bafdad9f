import { DAY_MS, type EpochMs, isoOf, MINUTE_MS, SECOND_MS } from '../../src/core/clock.ts';
import type { ToldTime } from '../../src/core/told_time.ts';
import type { IngestDeps } from '../../src/ingest/session.ts';
import type { SocketEars } from '../../src/mastodon/socket.ts';

export const PER_DAY = 50_000;
const EVERY_MS = DAY_MS / PER_DAY;
const HOME = 800;
const PAGE = 40;
const FOLLOWED = 5_000;
const STRANGER_EVERY = 3; // a boost of somebody who never comes again
const DELETED_EVERY = 50;
const DELETED_AFTER_MS = 10 * MINUTE_MS;
const PING_EVERY_MS = 30 * SECOND_MS;
/** Before the id of the boost, it makes that of the boosted. */
const INNER = '9';
const ID_DIGITS = 18;

/**
 * A server that keeps nothing: each entry follows from its number, so that all memory that grows is
 * the client's.
 */
export function endlessHome(
  time: ToldTime,
  startMs: EpochMs,
): Pick<IngestDeps, 'send' | 'openSocket'> {
  const entries = openEntries(time, startMs);
  const answer = ({ pathname, searchParams }: URL): unknown => {
    if (pathname.endsWith('/verify_credentials')) return personOf(0);
    if (pathname.endsWith('/instance'))
      return {
        configuration: { urls: { streaming: 'ws://endless.invalid' } },
        api_versions: { mastodon: 2 },
      };
    if (pathname === '/api/v1/timelines/home') return entries.page(searchParams.get('max_id'));
    if (pathname === '/api/v1/statuses') return entries.byIds(searchParams.getAll('id[]'));
    const alone = /^\/api\/v1\/statuses\/(\d+)$/.exec(pathname)?.[1];
    return alone === undefined ? [] : entries.byIds([alone])[0];
  };
  return {
    async send(request) {
      const json = answer(new URL(request.url));
      return json === undefined ? Response.json({}, { status: 404 }) : Response.json(json);
    },
    openSocket: (_url, _headers, ears) => {
      let isOpen = true;
      queueMicrotask(ears.opened);
      keepSaying(time, ears, { ...entries, isOpen: () => isOpen });
      return {
        terminate() {
          if (isOpen) queueMicrotask(() => ears.closed({ code: 1006 }));
          isOpen = false;
        },
      };
    },
  };
}

function openEntries(time: ToldTime, startMs: EpochMs) {
  const atMs = (nth: number) => (startMs + Math.round(nth * EVERY_MS)) as EpochMs;
  const idOf = (nth: number) => String(BigInt(atMs(nth)) << 16n);
  const nthOf = (id: string) =>
    Math.round((Number(BigInt(id.slice(-ID_DIGITS)) >> 16n) - startMs) / EVERY_MS);
  const newest = () => Math.floor((time.now() - startMs) / EVERY_MS);
  const isGone = (nth: number) =>
    nth % DELETED_EVERY === 0 && time.now() > atMs(nth) + DELETED_AFTER_MS;
  const entry = (nth: number) => entryOf(nth, idOf(nth), isoOf(atMs(nth)));

  return {
    atMs,
    idOf,
    newest,
    entry,
    page(maxId: string | null) {
      const from = maxId === null ? newest() : Math.min(newest(), nthOf(maxId) - 1);
      const page: number[] = [];
      for (let nth = from; nth > newest() - HOME && nth >= 0 && page.length < PAGE; nth -= 1)
        if (!isGone(nth)) page.push(nth);
      return page.map(entry);
    },
    byIds: (ids: readonly string[]) =>
      ids.flatMap((id) => {
        const nth = nthOf(id);
        if (isGone(nth)) return [];
        const { reblog, ...outer } = entry(nth) as { readonly reblog?: object };
        const counts = { favourites_count: 1 + (nth % 7) };
        return [{ ...(id.length > ID_DIGITS ? reblog : outer), ...counts }];
      }),
  };
}

interface Said extends Pick<ReturnType<typeof openEntries>, 'atMs' | 'idOf' | 'newest' | 'entry'> {
  readonly isOpen: () => boolean;
}

function keepSaying(time: ToldTime, ears: SocketEars, said: Said): void {
  let next = said.newest() + 1;
  const frame = (event: string, payload: string) =>
    ears.frame(JSON.stringify({ stream: ['user'], event, payload }));
  const goOn = () => {
    if (!said.isOpen()) return;
    frame('update', JSON.stringify(said.entry(next)));
    const gone = next - Math.round(DELETED_AFTER_MS / EVERY_MS);
    if (gone > 0 && gone % DELETED_EVERY === 0) frame('delete', said.idOf(gone));
    next += 1;
    time.after(said.atMs(next) - time.now(), goOn);
  };
  const ping = () => {
    if (!said.isOpen()) return;
    ears.ping();
    time.after(PING_EVERY_MS, ping);
  };
  time.after(said.atMs(next) - time.now(), goOn);
  time.after(PING_EVERY_MS, ping);
}

function entryOf(nth: number, id: string, createdAt: string) {
  const booster = nth % FOLLOWED;
  if (nth % STRANGER_EVERY !== 0) return statusOf(id, createdAt, booster);
  const reblog = statusOf(`${INNER}${id}`, createdAt, FOLLOWED + nth);
  return { id, created_at: createdAt, account: personOf(booster), reblog };
}

function statusOf(id: string, createdAt: string, author: number) {
  const uri = `https://far.example/statuses/${id}`;
  const text = 'Rain on the roof again. '.repeat(10);
  return {
    id,
    uri,
    url: uri,
    created_at: createdAt,
    content: `<p>${text}<a href="${uri}/link">x</a></p>`,
    visibility: 'public',
    language: 'en',
    tags: [{ name: `tag${id.slice(0, 11)}`, url: uri }],
    account: personOf(author),
  };
}

function personOf(nth: number) {
  const username = `p${nth}`;
  return {
    id: `${1_000 + nth}`,
    acct: `${username}@far.example`,
    username,
    display_name: username,
    note: '<p>I walk.</p>',
  };
}
