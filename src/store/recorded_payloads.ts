import { type EpochMs, isoOf } from '../core/clock.ts';
import type { Database } from './database.ts';
import type { HistoryRow } from './recording_lines.ts';
import { integer, nullable, text } from './shape.ts';

type Payload = unknown;

/** What each line of a recording carries. */
export function openRecordedPayloads(database: Database, isPublic: boolean) {
  const status = openStatusPayloads(database, isPublic);
  const person = openPersonPayloads(database);
  const ledger = openLedgerPayloads(database);
  return {
    of(row: HistoryRow): Payload {
      switch (row.event) {
        case 'update':
          return status.entry(row.ref);
        case 'delete':
          return status.entryId(row.ref);
        case 'status.update':
        case 'snapshot':
          return status.at(row.ref, row.at_ms);
        case 'owner':
        case 'filters':
        case 'followed_tags':
          return person.own(row.event, row.ref);
        case 'edition':
        case 'exposure':
        case 'action':
        case 'hole':
        case 'dial':
          return ledger.of(row);
        default:
          return person.account(row);
      }
    },
  };
}

/** What the server adds for the owner alone: acts and filters. JSON leaves out undefined. */
const UNSAID = {
  favourited: undefined,
  reblogged: undefined,
  bookmarked: undefined,
  muted: undefined,
  pinned: undefined,
  filtered: undefined,
} as const;

function openStatusPayloads(database: Database, isPublic: boolean) {
  const findArrival = database.one('serve/find_recorded_arrival', ['arrival_key'], {
    server_id: text,
    status_key: integer,
    entered_at_ms: integer,
    arrived_at_ms: integer,
    booster: nullable(text),
    booster_handle: nullable(text),
  });
  const findStatus = database.one('serve/find_recorded_status', ['status_key', 'at_ms'], {
    body: nullable(text),
    profile: text,
    favourites: integer,
    boosts: integer,
    replies: integer,
  });

  const at = (statusKey: number, atMs: number): Payload => {
    const found = findStatus({ status_key: statusKey, at_ms: atMs });
    if (found === undefined || found.body === null) return undefined;
    const body = JSON.parse(found.body);
    return {
      ...(isPublic ? { ...body, ...UNSAID } : body),
      account: JSON.parse(found.profile),
      favourites_count: found.favourites,
      reblogs_count: found.boosts,
      replies_count: found.replies,
    };
  };

  return {
    at,
    entryId: (arrivalKey: number) => findArrival({ arrival_key: arrivalKey })?.server_id,
    entry(arrivalKey: number): Payload {
      const arrival = findArrival({ arrival_key: arrivalKey });
      if (arrival === undefined) return undefined;
      const inner = at(arrival.status_key, arrival.arrived_at_ms);
      if (arrival.booster === null || inner === undefined) return inner;
      return {
        id: arrival.server_id,
        created_at: isoOf(arrival.entered_at_ms as EpochMs),
        account: JSON.parse(arrival.booster),
        reblog: inner,
      };
    },
  };
}

function openPersonPayloads(database: Database) {
  const findAccount = database.one('serve/find_recorded_account', ['login_key', 'account_key'], {
    profile: text,
    shows_boosts: nullable(integer),
    languages: nullable(text),
  });
  const findOwner = database.one('serve/find_recorded_owner', ['login_key'], {
    profile: text,
    acct: text,
    owner_id: text,
  });
  const listFilters = database.many('serve/list_recorded_filters', ['login_key'], { body: text });
  const listTags = database.many('serve/list_recorded_tags', ['login_key'], { name: text });

  return {
    own(event: 'owner' | 'filters' | 'followed_tags', loginKey: number): Payload {
      if (event === 'filters')
        return listFilters({ login_key: loginKey }).map(({ body }) => JSON.parse(body));
      if (event === 'followed_tags') return listTags({ login_key: loginKey });
      const owner = findOwner({ login_key: loginKey });
      return owner && { ...JSON.parse(owner.profile), id: owner.owner_id };
    },
    account({ event, login_key, ref, other }: HistoryRow): Payload {
      const found = findAccount({ login_key, account_key: ref });
      if (found === undefined) return undefined;
      const profile = JSON.parse(found.profile);
      if (event === 'mute' || event === 'block') {
        return other === null ? profile : { ...profile, mute_expires_at: isoOf(other as EpochMs) };
      }
      if (event !== 'follow') return profile;
      return {
        ...profile,
        showing_reblogs: found.shows_boosts !== 0,
        ...(found.languages === null ? {} : { languages: JSON.parse(found.languages) }),
      };
    },
  };
}

function openLedgerPayloads(database: Database) {
  const findExposure = database.one('serve/find_recorded_exposure', ['exposure_key'], {
    status_id: nullable(text),
    kind: text,
    via: text,
    uri: nullable(text),
    drawn_at_ms: nullable(integer),
    position: nullable(integer),
    server_id: nullable(text),
  });
  const findAction = database.one('serve/find_recorded_action', ['action_key'], {
    status_id: text,
    kind: text,
    until_ms: nullable(integer),
    uri: nullable(text),
  });
  const findEdition = database.one('serve/find_recorded_edition', ['edition'], {
    feed: text,
    seed: text,
    size: nullable(integer),
  });
  const listEntries = database.many('serve/list_recorded_entries', ['edition'], {
    status_id: text,
  });
  const findHole = database.one('serve/find_recorded_hole', ['hole_key'], {
    from_ms: integer,
    to_ms: integer,
    state: text,
  });
  const findDial = database.one('serve/find_recorded_dial', ['nth'], {
    kind: text,
    subject: text,
    word: text,
    until_ms: nullable(integer),
  });
  const undoOf = (other: number | null) => (other === null ? {} : { undo: true });
  const untilOf = (ms: number | null) => (ms === null ? {} : { until: isoOf(ms as EpochMs) });

  return {
    of({ event, ref, other }: HistoryRow): Payload {
      if (event === 'exposure') {
        const found = findExposure({ exposure_key: ref });
        const statusId = found?.status_id ?? found?.server_id;
        return (
          found && {
            kind: found.kind,
            ...(statusId == null ? {} : { status_id: statusId }),
            ...(found.uri === null ? {} : { uri: found.uri }),
            via: found.via,
            edition_at: found.drawn_at_ms === null ? null : isoOf(found.drawn_at_ms as EpochMs),
            ...(found.position === null ? {} : { position: found.position }),
            ...undoOf(other),
          }
        );
      }
      if (event === 'action') {
        const found = findAction({ action_key: ref });
        const uri = found?.uri == null ? {} : { uri: found.uri };
        return (
          found && {
            kind: found.kind,
            status_id: found.status_id,
            ...uri,
            ...untilOf(found.until_ms),
            ...undoOf(other),
          }
        );
      }
      if (event === 'edition') {
        const found = findEdition({ edition: ref });
        return (
          found && {
            ...found,
            entries: listEntries({ edition: ref }).map(({ status_id }) => status_id),
          }
        );
      }
      if (event === 'hole') {
        const found = findHole({ hole_key: ref });
        return (
          found && {
            from: isoOf(found.from_ms as EpochMs),
            to: isoOf(found.to_ms as EpochMs),
            state: found.state,
          }
        );
      }
      const dial = findDial({ nth: ref });
      return dial && { [dial.kind]: dial.subject, word: dial.word, ...untilOf(dial.until_ms) };
    },
  };
}
