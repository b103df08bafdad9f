import type { Edition } from '../core/edition.ts';
import type { Feed } from '../core/feed.ts';
import { hashUri } from '../core/uri_hash.ts';
import type { Database } from './database.ts';
import { openExposures } from './exposures.ts';
import { integer, text } from './shape.ts';

/** Editions as they are frozen. Reading them page by page is another noun's work. */
export function openEditions(database: Database) {
  const exposures = openExposures(database);
  const next = database.one('rank/next_edition', [], { edition: integer });
  const addEdition = database.run('rank/add_edition', EDITION_COLUMNS);
  const addEntry = database.run('rank/add_entry', ENTRY_COLUMNS);
  const addPassedOver = database.run('rank/add_passed_over', [
    'edition',
    'uri_hash',
    'reason',
    'score_micro',
    'signals',
  ]);
  const findStatus = database.one('ingest/find_status_by_hash', ['uri_hash'], {
    status_key: integer,
  });
  const findServerId = database.one('rank/find_server_id', ['status_key'], { server_id: text });

  const addEntries = (number: number, edition: Edition) => {
    for (const entry of edition.entries) {
      const { hash } = hashUri(entry.uri);
      addEntry({
        edition: number,
        position: entry.position,
        uri_hash: hash,
        uri: entry.uri,
        status_key: findStatus({ uri_hash: hash })?.status_key ?? null,
        lane: entry.lane,
        score_micro: entry.scoreMicro,
        draw_key: entry.drawKey,
        signals: JSON.stringify(entry.signals),
        boosters: JSON.stringify(entry.boosters),
        named: JSON.stringify(entry.named),
      });
    }
  };

  const addReasons = (number: number, edition: Edition) => {
    for (const { uri, reason, scoreMicro, signals } of edition.passedOver) {
      addPassedOver({
        edition: number,
        uri_hash: hashUri(uri).hash,
        reason,
        score_micro: scoreMicro,
        signals: JSON.stringify(signals),
      });
    }
  };

  const offer = (number: number, edition: Edition) =>
    exposures.record(
      edition.entries.map(({ uri, statusId, position }) => ({
        uri,
        statusId,
        position,
        kind: 'offered' as const,
        atMs: edition.drawnAtMs,
        edition: number,
        via: 'draw',
      })),
    );

  return {
    /** Freezes a draw and offers it: its entries enter the ledger. Gives its number. */
    save(edition: Edition, feed: Feed): number {
      return database.transaction(() => {
        const number = next()?.edition as number;
        addEdition({
          edition: number,
          feed: feed.name,
          feed_settings: JSON.stringify(feed),
          seed: edition.seed,
          drawn_at_ms: edition.drawnAtMs,
          size: edition.entries.length,
          candidates: edition.report.candidates,
          reading_minutes: edition.readingMinutes,
          came_from: 'draw',
          report: JSON.stringify(edition.report),
        });
        addEntries(number, edition);
        addReasons(number, edition);
        offer(number, edition);
        return number;
      });
    },
    /** The server's id of a status that is stored. */
    serverIdOf: (statusKey: number) => findServerId({ status_key: statusKey })?.server_id,
  };
}

export const EDITION_COLUMNS = [
  'edition',
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

export const ENTRY_COLUMNS = [
  'edition',
  'position',
  'uri_hash',
  'uri',
  'status_key',
  'lane',
  'score_micro',
  'draw_key',
  'signals',
  'boosters',
  'named',
] as const;
