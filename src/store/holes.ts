import type { EpochMs } from '../core/clock.ts';
import type { Database } from './database.ts';
import { integer, nullable } from './shape.ts';

export type HoleState = 'open' | 'swept' | 'crawled';

/** Stretches of time whose arrivals we know we may have missed. */
export function openHoles(database: Database) {
  const add = database.run('ingest/open_hole', [
    'login_key',
    'from_ms',
    'to_ms',
    'state',
    'noticed_at_ms',
    'detail',
  ]);
  const list = database.many('ingest/list_open_holes', ['login_key'], {
    hole_key: integer,
    from_ms: integer,
    to_ms: nullable(integer),
    noticed_at_ms: integer,
  });
  const close = database.run('ingest/close_hole', ['hole_key', 'to_ms', 'state', 'now_ms']);
  const forget = database.run('ingest/forget_empty_hole', ['hole_key']);
  const look = database.one('ingest/find_known_before', ['login_key', 'server_id', 'before_ms'], {
    is_known: integer,
    was_empty: integer,
  });

  /**
   * A home is trimmed at its bottom. So whoever reads it to the end and finds there an entry that
   * was known before the loss has read everything since; as has who finds any end where nothing was
   * known.
   */
  const isOver = (
    loginKey: number,
    hole: { readonly from_ms: number; readonly noticed_at_ms: number },
    { oldestMs, oldestId, reachedEnd }: Reach,
  ): boolean => {
    if (oldestMs <= hole.from_ms) return true;
    if (!reachedEnd) return false;
    const known = look({
      login_key: loginKey,
      server_id: oldestId ?? '',
      before_ms: hole.noticed_at_ms,
    });
    return known?.is_known === 1 || known?.was_empty === 1;
  };

  return {
    /** Notes a hole as it is told: for recordings. */
    add(hole: {
      readonly loginKey: number;
      readonly fromMs: EpochMs;
      readonly toMs: EpochMs | null;
      readonly state: HoleState;
      readonly noticedAtMs: EpochMs;
      readonly detail: string;
    }): void {
      add({
        login_key: hole.loginKey,
        from_ms: hole.fromMs,
        to_ms: hole.toMs,
        state: hole.state,
        noticed_at_ms: hole.noticedAtMs,
        detail: hole.detail,
      });
    },
    /** A stretch begins of which we may miss arrivals. While one lasts, no other begins. */
    begin(hole: {
      readonly loginKey: number;
      readonly fromMs: EpochMs;
      readonly noticedAtMs: EpochMs;
      readonly detail: string;
    }): void {
      if (list({ login_key: hole.loginKey }).some(({ to_ms }) => to_ms === null)) return;
      add({
        login_key: hole.loginKey,
        from_ms: hole.fromMs,
        to_ms: null,
        state: 'open',
        noticed_at_ms: hole.noticedAtMs,
        detail: hole.detail,
      });
    },
    /**
     * A sweep of the home ended at `nowMs`. Holes that still lasted end now; one that it reached
     * over is swept, or was none where nothing had been missed; of the others what lies after its
     * oldest entry is filled. Gives how many it came upon and left open.
     */
    swept(loginKey: number, sweep: Reach, nowMs: EpochMs): number {
      return database.transaction(() => {
        let left = 0;
        for (const hole of list({ login_key: loginKey })) {
          const { hole_key, to_ms } = hole;
          // as far as the server goes already
          if (to_ms !== null && to_ms <= sweep.oldestMs) continue;
          const isFilled = isOver(loginKey, hole, sweep);
          const endMs = isFilled ? nowMs : Math.min(sweep.oldestMs, to_ms ?? nowMs);
          close({ hole_key, to_ms: endMs, state: isFilled ? 'swept' : 'open', now_ms: nowMs });
          if (isFilled) forget({ hole_key });
          else left += 1;
        }
        return left;
      });
    },
  };
}

/** How far back a sweep of the home came. */
export interface Reach {
  /** When its oldest entry entered the home, unix ms. */
  readonly oldestMs: number;
  readonly oldestId: string | undefined;
  /** The home was read to its end. */
  readonly reachedEnd: boolean;
}

export type Holes = ReturnType<typeof openHoles>;
