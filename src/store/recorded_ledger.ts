import { type EpochMs, isoOf } from '../core/clock.ts';
import type { Database } from './database.ts';
import { openPublishedFactors } from './published_factors.ts';
import type { HistoryRow } from './recording_lines.ts';
import { integer, nullable, text } from './shape.ts';

type Payload = unknown;

/** What a recording carries of the reader and of us: exposures, acts, editions, holes, dials. */
export function openLedgerPayloads(database: Database) {
  const exposureOf = openExposurePayloads(database);
  const actionOf = openActionPayloads(database);
  const editionOf = openEditionPayloads(database);
  const holeOf = openHolePayloads(database);
  const dialOf = openDialPayloads(database);
  return {
    of(row: HistoryRow): Payload {
      switch (row.event) {
        case 'exposure':
          return exposureOf(row);
        case 'action':
          return actionOf(row);
        case 'edition':
          return editionOf(row);
        case 'hole':
          return holeOf(row);
        default:
          return dialOf(row);
      }
    },
  };
}

function openExposurePayloads(database: Database) {
  const find = database.one('serve/find_recorded_exposure', ['exposure_key'], {
    status_id: nullable(text),
    kind: text,
    at_ms: integer,
    via: text,
    uri: nullable(text),
    drawn_at_ms: nullable(integer),
    position: nullable(integer),
    server_id: nullable(text),
  });
  return ({ ref, other }: HistoryRow): Payload => {
    const found = find({ exposure_key: ref });
    if (found === undefined) return undefined;
    const statusId = found.status_id ?? found.server_id;
    return {
      kind: found.kind,
      ...(statusId === null ? {} : { status_id: statusId }),
      ...(found.uri === null ? {} : { uri: found.uri }),
      via: found.via,
      edition_at: found.drawn_at_ms === null ? null : isoOf(found.drawn_at_ms as EpochMs),
      ...(found.position === null ? {} : { position: found.position }),
      ...undoOf(other),
      ...(other === null ? {} : { of: isoOf(found.at_ms as EpochMs) }),
    };
  };
}

function openActionPayloads(database: Database) {
  const find = database.one('serve/find_recorded_action', ['action_key'], {
    status_id: text,
    kind: text,
    until_ms: nullable(integer),
    uri: nullable(text),
  });
  return ({ ref, other }: HistoryRow): Payload => {
    const found = find({ action_key: ref });
    if (found === undefined) return undefined;
    return {
      kind: found.kind,
      status_id: found.status_id,
      ...(found.uri === null ? {} : { uri: found.uri }),
      ...untilOf(found.until_ms),
      ...undoOf(other),
    };
  };
}

function openEditionPayloads(database: Database) {
  const find = database.one('serve/find_recorded_edition', ['edition'], {
    feed: text,
    seed: text,
    size: nullable(integer),
  });
  const listEntries = database.many('serve/list_recorded_entries', ['edition'], {
    status_id: text,
  });
  const published = openPublishedFactors(database);
  return ({ ref }: HistoryRow): Payload => {
    const found = find({ edition: ref });
    if (found === undefined) return undefined;
    const factors = published.of(ref);
    return {
      ...found,
      entries: listEntries({ edition: ref }).map(({ status_id }) => status_id),
      ...(Object.keys(factors).length === 0 ? {} : { factors }),
    };
  };
}

function openHolePayloads(database: Database) {
  const find = database.one('serve/find_recorded_hole', ['hole_key'], {
    from_ms: integer,
    to_ms: integer,
    state: text,
  });
  return ({ ref }: HistoryRow): Payload => {
    const found = find({ hole_key: ref });
    if (found === undefined) return undefined;
    const [from, to] = [isoOf(found.from_ms as EpochMs), isoOf(found.to_ms as EpochMs)];
    return { from, to, state: found.state };
  };
}

function openDialPayloads(database: Database) {
  const dials = database.many('serve/list_recorded_dials', [], {
    kind: text,
    subject: text,
    word: text,
    until_ms: nullable(integer),
  })();
  return ({ ref }: HistoryRow): Payload => {
    const found = dials[ref - 1];
    if (found === undefined) return undefined;
    return { [found.kind]: found.subject, word: found.word, ...untilOf(found.until_ms) };
  };
}

/** The history tells of an undoing by a row of its own, marked in `other`. */
function undoOf(other: number | null) {
  return other === null ? {} : { undo: true };
}

function untilOf(untilMs: number | null) {
  return untilMs === null ? {} : { until: isoOf(untilMs as EpochMs) };
}
