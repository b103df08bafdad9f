import type { EpochMs } from '../core/clock.ts';
import type { Database } from './database.ts';
import { text } from './shape.ts';

const MARK = 'page';

/** Where the page was served last: whether it still is, only asking there tells. */
export function openServedPage(database: Database) {
  const findMark = database.one('ingest/find_mark', ['name'], { detail: text });
  const setMark = database.run('ingest/set_mark', ['name', 'detail', 'at_ms']);
  return {
    last: (): string | undefined => findMark({ name: MARK })?.detail,
    note: (url: string, atMs: EpochMs): void => {
      setMark({ name: MARK, detail: url, at_ms: atMs });
    },
  };
}
