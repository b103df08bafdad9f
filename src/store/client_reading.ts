import type { EpochMs } from '../core/clock.ts';
import type { Database } from './database.ts';
import { integer, nullable, text } from './shape.ts';

/** A post as it was served; outside of an edition it has no place. */
export type ServedPost = readonly [uri: string, edition: number | null, position: number | null];

/** How far each client has read: what it was served, and its marker. */
export function openClientReading(database: Database) {
  const which = ['token_key', 'timeline'];
  const listServed = database.many(
    'serve/list_served_entries',
    ['snapshot_key', 'through', 'login_key'],
    { uri: text, edition: nullable(integer), entry_position: nullable(integer) },
  );
  const findMarked = database.one('serve/find_marked_place', ['token_key', 'feed', 'id'], {
    snapshot_key: integer,
    position: integer,
  });
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
    /** What a client was served of the edition at a place, up to there, and was not seen yet. */
    servedUpTo: (snapshotKey: number, through: number, loginKey: number): readonly ServedPost[] =>
      listServed({ snapshot_key: snapshotKey, through, login_key: loginKey }).map(
        ({ uri, edition, entry_position }) => [uri, edition, entry_position],
      ),
    /** Where an id stands up to which a client says that it has read. */
    marked: (tokenKey: number, feed: string, id: string) =>
      findMarked({ token_key: tokenKey, feed, id }),
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
