import type { EpochMs } from '../core/clock.ts';
import { hashUri } from '../core/uri_hash.ts';
import type { Database } from './database.ts';
import { WISH_KINDS, type WishKind } from './outbox.ts';
import { integer, nullable, oneOf, type RowOf, text } from './shape.ts';
import { openSnoozes } from './snoozes.ts';

const actRow = {
  kind: oneOf(...WISH_KINDS, 'more', 'less'),
  stands: integer,
  wants_undone: nullable(integer),
  ending: nullable(oneOf('done', 'refused', 'replaced')),
  why: nullable(text),
  is_wished: integer,
};

/** How an act on a post stands, as the owner wishes it: what waits counts as done. */
export interface ActState {
  readonly isOn: boolean;
  /** It waits for the server. */
  readonly isWaiting: boolean;
  /** What the wish that waits will add to the post's count, as the server will have it. */
  readonly adds: -1 | 0 | 1;
  /** Why the server did not do what was wished last. */
  readonly refusal: string | undefined;
}

/** What the owner did with one post. */
export interface ActsOn {
  readonly of: (kind: WishKind | 'more' | 'less') => ActState;
  readonly snoozedUntilMs: EpochMs | undefined;
  /** Another where anything of it is. */
  readonly stamp: string;
}

const NOTHING: ActState = { isOn: false, isWaiting: false, adds: 0, refusal: undefined };

const NO_ACTS: ActsOn = { of: () => NOTHING, snoozedUntilMs: undefined, stamp: '' };

/** The acts that a post shows. */
export function openActs(database: Database) {
  const list = database.many('serve/list_acts_on', ['uri_hash'], actRow);
  const has = database.one('serve/has_acts', ['uri_hash'], { found: integer });
  const snoozes = openSnoozes(database);
  return {
    on(uri: string, nowMs: EpochMs): ActsOn {
      const which = { uri_hash: hashUri(uri).hash };
      if (has(which)?.found !== 1) return NO_ACTS;
      const states = new Map(list(which).map((row) => [row.kind, stateOf(row)]));
      const snoozedUntilMs = snoozes.until(uri, nowMs);
      const said = [...states].map(
        ([kind, { isOn, isWaiting, refusal }]) => `${kind}${isOn}${isWaiting}${refusal ?? ''}`,
      );
      return {
        of: (kind) => states.get(kind) ?? NOTHING,
        snoozedUntilMs,
        stamp: `${said.sort().join()}${snoozedUntilMs ?? ''}`,
      };
    },
  };
}

export type Acts = ReturnType<typeof openActs>;

function stateOf(row: RowOf<typeof actRow>): ActState {
  const stands = row.stands === 1;
  const isWaiting = row.is_wished === 1 && row.ending === null;
  const isOn = isWaiting ? row.wants_undone === 0 : stands;
  const isRefused = row.ending === 'refused' && stands === (row.wants_undone === 1);
  const adds = isOn === stands ? 0 : isOn ? 1 : -1;
  return { isOn, isWaiting, adds, refusal: isRefused ? (row.why ?? '') : undefined };
}
