import type { EpochMs } from '../core/clock.ts';
import type { Database } from './database.ts';
import { integer, nullable, text } from './shape.ts';

/** A post as it was served; outside of an edition it has no place. */
export type ServedPost = readonly [uri: string, edition: number | null, position: number | null];

export interface ClientPage {
  readonly servedAtMs: EpochMs;
  readonly lastOuterId: string;
  readonly lastInnerId: string;
  readonly posts: readonly ServedPost[];
}

/** Where each client reads: the page that it was served last, and its marker. */
export function openClientReading(database: Database) {
  const which = ['token_key', 'timeline'];
  const setPage = database.run('serve/set_client_page', [
    ...which,
    'served_at_ms',
    'last_outer_id',
    'last_inner_id',
    'entries',
  ]);
  const findPage = database.one('serve/find_client_page', which, {
    served_at_ms: integer,
    last_outer_id: text,
    last_inner_id: text,
    entries: text,
  });
  const forgetPage = database.run('serve/forget_client_page', which);
  const listServed = database.many(
    'serve/list_served_entries',
    ['snapshot_key', 'through', 'login_key'],
    { uri: text, edition: nullable(integer), entry_position: nullable(integer) },
  );
  const setMarker = database.run('serve/set_client_marker', [
    ...which,
    'last_read_id',
    'updated_at_ms',
  ]);
  const findMarker = database.one('serve/find_client_marker', which, {
    last_read_id: text,
    version: integer,
    updated_at_ms: integer,
  });

  return {
    page(tokenKey: number, timeline: string): ClientPage | undefined {
      const row = findPage({ token_key: tokenKey, timeline });
      if (row === undefined) return undefined;
      return {
        servedAtMs: row.served_at_ms as EpochMs,
        lastOuterId: row.last_outer_id,
        lastInnerId: row.last_inner_id,
        posts: JSON.parse(row.entries) as readonly ServedPost[],
      };
    },
    keepPage: (tokenKey: number, timeline: string, page: ClientPage) =>
      setPage({
        token_key: tokenKey,
        timeline,
        served_at_ms: page.servedAtMs,
        last_outer_id: page.lastOuterId,
        last_inner_id: page.lastInnerId,
        entries: JSON.stringify(page.posts),
      }),
    forgetPage: (tokenKey: number, timeline: string) =>
      forgetPage({ token_key: tokenKey, timeline }),
    /** What a client was served of a snapshot up to a place, and was not seen yet. */
    servedUpTo: (snapshotKey: number, through: number, loginKey: number): readonly ServedPost[] =>
      listServed({ snapshot_key: snapshotKey, through, login_key: loginKey }).map(
        ({ uri, edition, entry_position }) => [uri, edition, entry_position],
      ),
    marker: (tokenKey: number, timeline: string) => findMarker({ token_key: tokenKey, timeline }),
    setMarker: (tokenKey: number, timeline: string, lastReadId: string, atMs: EpochMs) =>
      setMarker({
        token_key: tokenKey,
        timeline,
        last_read_id: lastReadId,
        updated_at_ms: atMs,
      }),
  };
}

export type ClientReading = ReturnType<typeof openClientReading>;
