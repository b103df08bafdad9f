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
  });
  const close = database.run('ingest/close_hole', ['hole_key', 'to_ms', 'state', 'recovered']);
  const forget = database.run('ingest/forget_hole', ['hole_key']);

  return {
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
    /**
     * A sweep that ended at `nowMs` found `arrived` entries that we did not have, and reached back to
     * `reachedMs`. Holes that still lasted end now; one that it reached over is swept, or was none where
     * nothing had been missed; of the others what lies after `reachedMs` is filled.
     */
    swept(loginKey: number, reachedMs: number, arrived: number, nowMs: EpochMs): void {
      database.transaction(() => {
        for (const { hole_key, from_ms, to_ms } of list({ login_key: loginKey })) {
          if (to_ms !== null && to_ms <= reachedMs) continue; // as far as the server goes already
          if (reachedMs <= from_ms && arrived === 0) forget({ hole_key });
          else if (reachedMs <= from_ms)
            close({ hole_key, to_ms: nowMs, state: 'swept', recovered: arrived });
          else
            close({
              hole_key,
              to_ms: Math.min(reachedMs, to_ms ?? nowMs),
              state: 'open',
              recovered: arrived,
            });
        }
      });
    },
  };
}

export type Holes = ReturnType<typeof openHoles>;
