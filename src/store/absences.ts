import type { EpochMs } from '../core/clock.ts';
import type { Database } from './database.ts';
import { integer, nullable, type RowOf, text } from './shape.ts';

const absenceRow = {
  is_boost: integer,
  by_key: integer,
  born_ms: integer,
  seen_at_ms: integer,
  is_local: integer,
  is_followed: integer,
  is_refused: integer,
  is_of_absent: integer,
};

/** What the server says it has not. */
export type Absence = RowOf<typeof absenceRow>;

/** Of what the neighbours are looked for. */
type Place = Omit<Absence, 'is_of_absent' | 'is_refused'>;

/** Something else of that age, and of that kind. */
export interface Peer {
  readonly serverId: string;
  /** Who wrote or boosted it. */
  readonly byKey: number;
  readonly isYounger: boolean;
  /** Its author is followed, or not, as the missing one's. */
  readonly isAlike: boolean;
  /** The server was seen to have let it go. */
  readonly isAbsent: boolean;
}

/** Unix ms. */
interface Stretch {
  readonly from_ms: number;
  readonly to_ms: number;
}

/** So many arrivals around it are looked at. */
const BEFORE = 5_000;
const AFTER = 2_000;
const PEERS_MAX = 100; // of a side

/** What the server has no longer, and nothing says that it was deleted. */
export function openAbsences(database: Database) {
  const find = database.one('ingest/find_absence', ['login_key', 'server_id'], absenceRow);
  const list = database.many(
    'ingest/list_beside',
    [
      ...(['login_key', 'is_boost', 'by_key', 'born_ms', 'seen_at_ms'] as const),
      ...(['server_id', 'is_local', 'is_followed', 'before', 'after', 'limit'] as const),
    ],
    {
      ...{ server_id: text, by_key: integer },
      ...{ is_younger: integer, is_alike: integer, is_absent: integer },
    },
  );
  const newest = database.many('ingest/list_newest_posts', ['login_key', 'limit'], {
    server_id: text,
  });
  const measure = database.one('serve/measure_absences', ['since_ms'], {
    posts: integer,
    least_age_ms: nullable(integer),
  });
  const findFirst = database.one(
    'ingest/find_first_given',
    ['login_key', 'from_ms', 'to_ms', 'since_ms'],
    { found: integer, first_ms: nullable(integer) },
  );
  const note = database.run('ingest/note_absence', ['login_key', 'server_id', 'noticed_at_ms']);
  return {
    find: (loginKey: number, serverId: string) =>
      find({ login_key: loginKey, server_id: serverId }),
    /** What the server may be asked for beside it, the nearest first. */
    peers(loginKey: number, place: Place, serverId: string | null): readonly Peer[] {
      const bounds = { before: BEFORE, after: AFTER, limit: PEERS_MAX };
      return list({ login_key: loginKey, server_id: serverId, ...place, ...bounds }).map((row) => ({
        serverId: row.server_id,
        byKey: row.by_key,
        isYounger: row.is_younger === 1,
        isAlike: row.is_alike === 1,
        isAbsent: row.is_absent === 1,
      }));
    },
    newest: (loginKey: number, limit: number): readonly string[] =>
      newest({ login_key: loginKey, limit }).map((row) => row.server_id),
    /** What a crawl begun at `sinceMs` found of a stretch, and when the first of it entered. */
    firstGiven(loginKey: number, stretch: Stretch, sinceMs: number) {
      const { from_ms, to_ms } = stretch;
      return findFirst({ login_key: loginKey, from_ms, to_ms, since_ms: sinceMs });
    },
    /** How many showed since then, and how old the youngest of them was. */
    measure(sinceMs: number): { readonly posts: number; readonly leastAgeMs: number } {
      const row = measure({ since_ms: Math.floor(sinceMs) });
      return { posts: row?.posts ?? 0, leastAgeMs: row?.least_age_ms ?? 0 };
    },
    note: (loginKey: number, serverId: string, atMs: EpochMs) =>
      note({ login_key: loginKey, server_id: serverId, noticed_at_ms: atMs }),
  };
}
