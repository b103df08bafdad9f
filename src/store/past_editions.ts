import type { EpochMs } from '../core/clock.ts';
import type { PublishedFactors } from '../core/leaning.ts';
import { hashUri } from '../core/uri_hash.ts';
import type { Database } from './database.ts';
import { openEditionRows } from './edition_rows.ts';
import { openPublishedFactors, type ReportOfFactors } from './published_factors.ts';
import { integer, nullable, oneOf, text } from './shape.ts';

export interface PastEdition {
  readonly feed: string;
  readonly seed: string;
  readonly size: number;
  readonly drawnAtMs: EpochMs;
  /** In its order. */
  readonly entries: readonly { readonly statusId: string; readonly uri: string | undefined }[];
  /** What its factors did to them, where that is known and they were not silent. */
  readonly factors?: PublishedFactors;
}

/**
 * Editions that a recording tells of: orders of offers. Of their signals nobody knows more than
 * what the factors did from which acts tell something.
 */
export function openPastEditions(database: Database) {
  const rows = openEditionRows(database);
  const recognise = openRecognition(database);
  const addFactors = database.run('ingest/add_factors', ['edition', 'factors']);
  const findOf = database.one('ingest/find_edition_of', ['uri_hash', 'at_ms', 'drawn_at_ms'], {
    edition: integer,
    position: nullable(integer),
  });
  return {
    /** Adds an edition that is not here yet, or what was not told of it; false where all is. */
    add(past: PastEdition): boolean {
      const { drawnAtMs } = past;
      const known = recognise(past);
      if (known?.isWhole) return false;
      if (known !== undefined) {
        addFactors({ edition: known.edition, factors: JSON.stringify(past.factors ?? {}) });
        return true;
      }
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

interface Recognised {
  readonly edition: number;
  /** False where this tells what its factors did, and nobody did so far. */
  readonly isWhole: boolean;
}

/**
 * Which edition this is, of those that are here: name, seed, moment, size and every entry must
 * agree. The same seed drew another edition where the database had changed meanwhile. What the
 * factors did must agree where both say it.
 */
function openRecognition(database: Database): (past: PastEdition) => Recognised | undefined {
  const listOf = database.many('ingest/list_editions_of', ['feed', 'seed', 'drawn_at_ms'], {
    edition: integer,
    size: nullable(integer),
    came_from: oneOf('draw', 'import'),
  });
  const namedAs = openNames(database);
  const factors = openPublishedFactors(database);
  return (past) => {
    const { feed, seed, size, drawnAtMs, entries, factors: ofPast = {} } = past;
    const told = JSON.stringify(ofPast);
    const alike = listOf({ feed, seed, drawn_at_ms: drawnAtMs })
      .filter((known) => (known.size ?? entries.length) === size)
      .filter(({ edition }) => namedAs(edition, entries))
      .map((known) => ({ ...known, factors: JSON.stringify(factors.of(known.edition)) }));
    const same = alike.find((known) => told === SILENT || known.factors === told);
    if (same !== undefined) return { edition: same.edition, isWhole: true };
    const lacking = alike.find((known) => known.came_from === 'import' && known.factors === SILENT);
    return lacking && { edition: lacking.edition, isWhole: false };
  };
}

const SILENT = '{}';

/** Whether the entries of an edition are these, under whatever name. */
function openNames(database: Database) {
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
  return (edition: number, entries: PastEdition['entries']): boolean => {
    const names = namesOf(edition);
    return (
      names.length === entries.length &&
      entries.every(
        ({ statusId, uri = statusId }, index) =>
          names[index]?.has(uri) || names[index]?.has(statusId),
      )
    );
  };
}

function editionRow({ feed, seed, size, drawnAtMs, entries, factors = {} }: PastEdition) {
  return {
    feed,
    feed_settings: JSON.stringify({ name: feed, size }),
    seed,
    drawn_at_ms: drawnAtMs,
    size: entries.length,
    candidates: 0,
    reading_minutes: 0,
    came_from: 'import',
    report: JSON.stringify({ factors } satisfies ReportOfFactors),
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
