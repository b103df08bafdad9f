import type { EpochMs } from '../core/clock.ts';
import type { Database } from './database.ts';
import { integer } from './shape.ts';

/** Of arrivals at random so long a pause comes once in 160,000. */
const TIMES = 12;

export interface SilentWithin {
  readonly fromMs: number;
  readonly endedAfterMs: number;
  readonly untilMs: number;
}

/**
 * Stretches of time in which nothing came, though around them it came many times more often.
 * `fromMs`, `untilMs`: between which arrivals are looked at, unix ms.
 */
export function openSilences(database: Database) {
  const list = database.many(
    'ingest/list_silences',
    ['login_key', 'from_ms', 'until_ms', 'ended_after_ms', 'times'],
    { from_ms: integer, to_ms: integer },
  );
  return (loginKey: number, { fromMs, endedAfterMs, untilMs }: SilentWithin) =>
    list({
      login_key: loginKey,
      from_ms: fromMs,
      until_ms: untilMs,
      ended_after_ms: endedAfterMs,
      times: TIMES,
    }).map(({ from_ms, to_ms }) => ({ fromMs: from_ms as EpochMs, toMs: to_ms as EpochMs }));
}
