import type { EpochMs } from '../core/clock.ts';
import { hashUri } from '../core/uri_hash.ts';
import type { Database } from './database.ts';
import { openEditionRows } from './edition_rows.ts';
import { integer, nullable, text } from './shape.ts';

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
  const rows = openEditionRows(database);
  const isHere = openRecognition(database);
  const findOf = database.one('ingest/find_edition_of', ['uri_hash', 'at_ms', 'drawn_at_ms'], {
    edition: integer,
    position: nullable(integer),
  });
  return {
    /** Adds an edition that is not here yet; false where it is. */
    add(past: PastEdition): boolean {
      const { drawnAtMs } = past;
      if (isHere(past)) return false;
      const edition = rows.add(editionRow(past));
      const entries = past.entries.map(({ statusId, uri = statusId }, index) => ({
        uri,
        statusId,
        position: index + 1,
      }));
      for (const { uri, position } of entries) rows.addEntry(edition, uri, entryRow(position));
      rows.offer(edition, entries, { atMs: drawnAtMs, via: 'import' });
      return true;
    },
    /** In which edition the reader had a status at a moment. */
    of: (uri: string, atMs: EpochMs, drawnAtMs: EpochMs | undefined) =>
      findOf({ uri_hash: hashUri(uri).hash, at_ms: atMs, drawn_at_ms: drawnAtMs ?? null }),
  };
}

/**
 * Whether an edition is here: name, seed, moment, size and every entry must agree. The same seed
 * drew another edition where the database had changed meanwhile.
 */
function openRecognition(database: Database): (past: PastEdition) => boolean {
  const listOf = database.many('ingest/list_editions_of', ['feed', 'seed', 'drawn_at_ms'], {
    edition: integer,
    size: nullable(integer),
  });
  const listNames = database.many('ingest/list_edition_names', ['edition'], {
    position: integer,
    uri: text,
    server_id: nullable(text),
  });
  const namesOf = (edition: number) => {
    const names: Set<string>[] = [];
    for (const { position, uri, server_id } of listNames({ edition })) {
      const known = names[position - 1] ?? new Set([uri]);
      names[position - 1] = server_id === null ? known : known.add(server_id);
    }
    return names;
  };
  return ({ feed, seed, size, drawnAtMs, entries }) =>
    listOf({ feed, seed, drawn_at_ms: drawnAtMs })
      .filter((known) => (known.size ?? entries.length) === size)
      .map(({ edition }) => namesOf(edition))
      .some(
        (names) =>
          names.length === entries.length &&
          entries.every(
            ({ statusId, uri = statusId }, index) =>
              names[index]?.has(uri) || names[index]?.has(statusId),
          ),
      );
}

function editionRow({ feed, seed, size, drawnAtMs, entries }: PastEdition) {
  return {
    feed,
    feed_settings: JSON.stringify({ name: feed, size }),
    seed,
    drawn_at_ms: drawnAtMs,
    size: entries.length,
    candidates: 0,
    reading_minutes: 0,
    came_from: 'import',
    report: '{}',
  };
}

/** Nobody knows its signals any more; its key falls from place to place, as in a draw. */
function entryRow(position: number) {
  return {
    position,
    lane: 'offered',
    score_micro: 0,
    draw_key: 1 - position,
    signals: '{}',
    boosters: '[]',
    named: '[]',
    reason: null,
  };
}
