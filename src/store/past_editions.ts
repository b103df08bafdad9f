import type { EpochMs } from '../core/clock.ts';
import { hashUri } from '../core/uri_hash.ts';
import type { Database } from './database.ts';
import { EDITION_COLUMNS, ENTRY_COLUMNS } from './editions.ts';
import { openExposures } from './exposures.ts';
import { integer, nullable } from './shape.ts';

export interface PastEdition {
  readonly feed: string;
  readonly seed: string;
  readonly size: number;
  readonly drawnAtMs: EpochMs;
  /** In its order. */
  readonly entries: readonly { readonly statusId: string; readonly uri: string | undefined }[];
}

/** Editions that a recording tells of: orders of offers, whose signals nobody knows any more. */
export function openPastEditions(database: Database) {
  const exposures = openExposures(database);
  const find = database.one('ingest/find_edition', ['feed', 'seed', 'drawn_at_ms'], {
    edition: integer,
  });
  const findOf = database.one('ingest/find_edition_of', ['uri_hash', 'at_ms', 'drawn_at_ms'], {
    edition: integer,
    position: nullable(integer),
  });
  const next = database.one('rank/next_edition', [], { edition: integer });
  const addEdition = database.run('rank/add_edition', EDITION_COLUMNS);
  const addEntry = database.run('rank/add_entry', ENTRY_COLUMNS);
  const findStatus = database.one('ingest/find_status_by_hash', ['uri_hash'], {
    status_key: integer,
  });

  const addEntries = (edition: number, { entries, drawnAtMs }: PastEdition) => {
    for (const [index, { statusId, uri = statusId }] of entries.entries()) {
      const { hash } = hashUri(uri);
      const status = findStatus({ uri_hash: hash });
      addEntry({
        edition,
        position: index + 1,
        uri_hash: hash,
        uri,
        status_key: status?.status_key ?? null,
        lane: 'offered',
        score_micro: 0,
        draw_key: -index,
        signals: '{}',
        boosters: '[]',
        named: '[]',
      });
    }
    exposures.record(
      entries.map(({ statusId, uri = statusId }, index) => ({
        uri,
        statusId,
        kind: 'offered' as const,
        atMs: drawnAtMs,
        edition,
        position: index + 1,
        via: 'import',
      })),
    );
  };

  return {
    /** Adds an edition that is not here yet; false where it is. */
    add(past: PastEdition): boolean {
      const { feed, seed, size, drawnAtMs } = past;
      if (find({ feed, seed, drawn_at_ms: drawnAtMs }) !== undefined) return false;
      const edition = next()?.edition as number;
      addEdition({
        edition,
        feed,
        feed_settings: JSON.stringify({ name: feed, size }),
        seed,
        drawn_at_ms: drawnAtMs,
        size: past.entries.length,
        candidates: 0,
        reading_minutes: 0,
        came_from: 'import',
        report: '{}',
      });
      addEntries(edition, past);
      return true;
    },
    /** In which edition the reader had a status at a moment. */
    of: (uri: string, atMs: EpochMs, drawnAtMs: EpochMs | undefined) =>
      findOf({ uri_hash: hashUri(uri).hash, at_ms: atMs, drawn_at_ms: drawnAtMs ?? null }),
  };
}
