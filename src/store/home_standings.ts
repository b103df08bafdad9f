import type { EpochMs } from '../core/clock.ts';
import type { Database } from './database.ts';
import { integer, nullable, text } from './shape.ts';

/** How the owner stands to somebody: what decides whether their posts reach the home. */
export interface Standing {
  readonly isFollowed: boolean;
  readonly showsBoosts: boolean;
  /** null: all. */
  readonly languages: readonly string[] | null;
  /** Muted, or blocked. */
  readonly isRefused: boolean;
}

export function openHomeStandings(database: Database) {
  const find = database.one('ingest/find_standing_of', ['login_key', 'server_id', 'now_ms'], {
    is_followed: integer,
    shows_boosts: integer,
    languages: nullable(text),
    is_refused: integer,
  });
  const hasRefused = database.one('ingest/has_refused_domain', ['login_key', 'domain'], {
    is_refused: integer,
  });

  return {
    /** To whom the server calls `serverId`; nobody in particular where they never came up. */
    of(loginKey: number, serverId: string, nowMs: EpochMs): Standing {
      const row = find({ login_key: loginKey, server_id: serverId, now_ms: nowMs });
      return {
        isFollowed: row?.is_followed === 1,
        showsBoosts: row?.shows_boosts !== 0,
        languages: row?.languages ? (JSON.parse(row.languages) as string[]) : null,
        isRefused: row?.is_refused === 1,
      };
    },
    refusesDomain: (loginKey: number, domain: string) =>
      hasRefused({ login_key: loginKey, domain }) !== undefined,
  };
}
