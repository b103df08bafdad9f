import type { EpochMs } from '../core/clock.ts';
import { hashUri } from '../core/uri_hash.ts';
import type { Database, Value } from './database.ts';
import { openExposures } from './exposures.ts';
import { integer } from './shape.ts';

/** How an edition is written down, wherever it comes from. */
export function openEditionRows(database: Database) {
  const exposures = openExposures(database);
  const next = database.one('rank/next_edition', [], { edition: integer });
  const addEdition = database.run('rank/add_edition', ['edition', ...EDITION]);
  const addEntry = database.run('rank/add_entry', [
    'edition',
    'uri_hash',
    'uri',
    'status_key',
    ...ENTRY,
  ]);
  const findStatus = database.one('ingest/find_status_by_hash', ['uri_hash'], {
    status_key: integer,
  });
  return {
    /** The number that the next edition gets. */
    next: () => next()?.edition as number,
    /** Gives its number. */
    add(row: Row<typeof EDITION>): number {
      const edition = next()?.edition as number;
      addEdition({ edition, ...row });
      return edition;
    },
    /** The status of an entry need not be stored. */
    addEntry(edition: number, uri: string, row: Row<typeof ENTRY>): void {
      const { hash } = hashUri(uri);
      const statusKey = findStatus({ uri_hash: hash })?.status_key ?? null;
      addEntry({ edition, uri_hash: hash, uri, status_key: statusKey, ...row });
    },
    /** Its entries enter the ledger. */
    offer(edition: number, entries: readonly Offered[], offer: Offer): void {
      exposures.record(
        entries.map(({ uri, statusId, position }) => {
          const place = { uri, statusId, edition, position };
          return { ...place, kind: 'offered' as const, ...offer };
        }),
      );
    },
  };
}

interface Offered {
  readonly uri: string;
  readonly statusId: string;
  readonly position: number;
}

interface Offer {
  readonly atMs: EpochMs;
  readonly via: 'draw' | 'import';
}

type Row<Columns extends readonly string[]> = Readonly<Record<Columns[number], Value>>;

const EDITION = [
  'feed',
  'feed_settings',
  'seed',
  'drawn_at_ms',
  'size',
  'candidates',
  'reading_minutes',
  'came_from',
  'report',
] as const;

const ENTRY = [
  'position',
  'lane',
  'score_micro',
  'draw_key',
  'signals',
  'boosters',
  'named',
  'reason',
] as const;
