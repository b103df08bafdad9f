import type { Database } from './database.ts';
import { integer, text } from './shape.ts';

/** What was used of one window of the server's. */
export interface RateCounter {
  readonly bucket: string;
  readonly windowStartMs: number;
  readonly used: number;
}

/**
 * Requests counted so far, of a login that may not be known yet: until it is, nothing is kept, and
 * there is nothing to remember either.
 */
export function openRateCounters(database: Database, loginKey: () => number | undefined) {
  const list = database.many('ingest/list_rate_counters', ['login_key'], {
    bucket: text,
    window_start_ms: integer,
    used: integer,
  });
  const set = database.run('ingest/set_rate_counter', [
    'login_key',
    'bucket',
    'window_start_ms',
    'used',
  ]);
  return {
    read(): readonly RateCounter[] {
      const key = loginKey();
      if (key === undefined) return [];
      return list({ login_key: key }).map(({ bucket, window_start_ms, used }) => ({
        bucket,
        windowStartMs: window_start_ms,
        used,
      }));
    },
    write({ bucket, windowStartMs, used }: RateCounter): void {
      const key = loginKey();
      if (key === undefined) return;
      set({ login_key: key, bucket, window_start_ms: windowStartMs, used });
    },
  };
}
