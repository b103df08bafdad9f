import type { Database } from './database.ts';
import { integer } from './shape.ts';

export type KeptKind = 'favourite' | 'bookmark';

/** An act is named by its number, which it keeps also once it is undone. */
export interface KeptAct {
  readonly act: number;
  readonly status_key: number;
}

export interface KeptAsked {
  readonly loginKey: number;
  readonly kind: KeptKind;
  /** Only what was done before that act. */
  readonly below: number | undefined;
  /** Only what was done after that act. */
  readonly above: number | undefined;
  /** Those next above `above`, and not the latest of all. */
  readonly isUpward: boolean;
  readonly limit: number;
}

/** The owner's favourites and bookmarks, as far as they are stored. */
export function openKeptActs(database: Database) {
  const list = database.many(
    'serve/list_kept_acts',
    ['login_key', 'kind', 'below', 'above', 'upward', 'limit'],
    { act: integer, status_key: integer },
  );
  return {
    /** A page of them, the latest act first. */
    page(asked: KeptAsked): readonly KeptAct[] {
      const rows = list({
        login_key: asked.loginKey,
        kind: asked.kind,
        below: asked.below ?? null,
        above: asked.above ?? null,
        upward: Number(asked.isUpward),
        limit: asked.limit,
      });
      return asked.isUpward ? rows.toReversed() : rows;
    },
  };
}
