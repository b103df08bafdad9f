import type { EpochMs } from '../core/clock.ts';
import type { Database } from './database.ts';
import { text } from './shape.ts';

const MARK = 'after_draw';

/** What became of the owner's own command after the last draw. */
export interface AfterDraw {
  readonly edition: number;
  /** null: it did what it should. */
  readonly failed: string | null;
  readonly atMs: number;
}

export function openAfterDraws(database: Database) {
  const findMark = database.one('ingest/find_mark', ['name'], { detail: text });
  const setMark = database.run('ingest/set_mark', ['name', 'detail', 'at_ms']);
  return {
    last(): AfterDraw | undefined {
      const mark = findMark({ name: MARK });
      return mark === undefined ? undefined : (JSON.parse(mark.detail) as AfterDraw);
    },
    note(edition: number, failed: string | null, atMs: EpochMs): void {
      const detail = JSON.stringify({ edition, failed, atMs } satisfies AfterDraw);
      setMark({ name: MARK, detail, at_ms: atMs });
    },
  };
}
