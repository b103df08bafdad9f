import type { Signals } from '../core/edition.ts';
import { type PublishedFactors, publishedFactors } from '../core/leaning.ts';
import type { Database } from './database.ts';
import { text } from './shape.ts';

/** What the report of an edition says of its factors. It is drawn with them, or was imported so. */
export interface ReportOfFactors {
  readonly factors?: PublishedFactors;
}

/** What the leaning factors of editions did to their entries, as published. */
export function openPublishedFactors(database: Database) {
  const findReport = database.one('rank/find_report', ['edition'], { report: text });
  const listSignals = database.many('rank/list_frozen_signals', ['edition'], { signals: text });
  return {
    of(edition: number): PublishedFactors {
      const { factors } = JSON.parse(findReport({ edition })?.report ?? '{}') as ReportOfFactors;
      if (factors !== undefined) return factors;
      // An edition that an earlier version drew says it in its entries alone.
      const frozen = listSignals({ edition });
      return publishedFactors(frozen.map(({ signals }) => JSON.parse(signals) as Signals));
    },
  };
}
