import type { Database } from './database.ts';
import { integer, text } from './shape.ts';

const LATEST_ENTRIES = 50;

/** What only the database itself can say about its health. */
export function openDoctor(database: Database) {
  const measureLag = database.one('upkeep/measure_stream_lag', ['latest'], {
    entries: integer,
    least_lag_ms: integer,
  });
  const findSqlite = database.one('serve/find_sqlite_version', [], { version: text });

  return {
    versions(): { readonly sqlite: string; readonly schema: number } {
      const schema = database.connection.pragma('user_version', { simple: true }) as number;
      return { sqlite: findSqlite()?.version ?? '', schema };
    },
    /** The shortest way from the server to us, ms; undefined where nothing was streamed yet. */
    streamLagMs(): number | undefined {
      const lag = measureLag({ latest: LATEST_ENTRIES });
      return lag === undefined || lag.entries === 0 ? undefined : lag.least_lag_ms;
    },
  };
}
