import type { HoleStanding } from '../core/hole_words.ts';
import { integer, nullable, oneOf, type RowOf, text } from './shape.ts';

/** A hole as it is shown. */
export const holeRow = {
  from_ms: integer,
  to_ms: nullable(integer),
  state: oneOf('open', 'swept', 'crawled'),
  recovered: integer,
  unproven: text,
  turns: integer,
  settled: integer,
};

/** With whose home it is in. */
export const holeOfRow = { ...holeRow, server: text };

/** A stretch whose arrivals we know we may have missed, and how far it is filled. */
export interface ShownHole extends HoleStanding {
  readonly from_ms: number;
  /** null while it lasts. */
  readonly to_ms: number | null;
}

export function shownHole(row: RowOf<typeof holeRow>): ShownHole {
  return {
    ...row,
    hasEnded: row.to_ms !== null,
    unproven: JSON.parse(row.unproven) as readonly string[],
  };
}
