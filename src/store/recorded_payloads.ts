import { type EpochMs, isoOf } from '../core/clock.ts';
import { REPLY } from '../core/status_facts.ts';
import type { Database } from './database.ts';
import { openLedgerPayloads } from './recorded_ledger.ts';
import type { HistoryRow } from './recording_lines.ts';
import { SET_ASIDE } from './server_names.ts';
import { integer, nullable, text } from './shape.ts';

type Payload = unknown;

/** What each line of a recording carries. */
export function openRecordedPayloads(database: Database) {
  const status = openStatusPayloads(database);
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
          return status.at({ statusKey: row.ref, loginKey: row.login_key, atMs: row.at_ms });
        case 'owner':
        case 'filters':
        case 'followed_tags':
        case 'domain_blocks':
          return person.own(row.event, row.ref, row.other);
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

/** Which status, as whose server names it, and when. */
interface Told {
  readonly statusKey: number;
  readonly loginKey: number | null;
  readonly atMs: number;
}

function openStatusPayloads(database: Database) {
  const findArrival = database.one('serve/find_recorded_arrival', ['arrival_key'], {
    login_key: integer,
    server_id: text,
    status_key: integer,
    entered_at_ms: integer,
    arrived_at_ms: integer,
    boost_uri: nullable(text),
    boost_url: nullable(text),
    boost_visibility: nullable(text),
    booster: nullable(text),
  });
  const findStatus = database.one(
    'serve/find_recorded_status',
    ['status_key', 'login_key', 'at_ms'],
    {
      body: nullable(text),
      profile: text,
      reply: integer,
      reply_to_id: nullable(text),
      server_id: nullable(text),
      favourites: nullable(integer),
      boosts: nullable(integer),
      replies: nullable(integer),
    },
  );

  const at = ({ statusKey, loginKey, atMs }: Told): object | undefined => {
    const found = findStatus({ status_key: statusKey, login_key: loginKey, at_ms: atMs });
    if (found === undefined || found.body === null) return undefined;
    // Its own counts are of whenever the text was looked at.
    const { favourites_count, reblogs_count, replies_count, ...body } = JSON.parse(found.body);
    const account = JSON.parse(found.profile);
    return {
      ...body,
      id: found.server_id ?? SET_ASIDE,
      account,
      // Text and author may be as another server told them, which names the parent otherwise.
      ...(found.reply_to_id === null ? {} : { in_reply_to_id: found.reply_to_id }),
      ...(found.reply === REPLY.ownThread ? { in_reply_to_account_id: account.id } : {}),
      favourites_count: found.favourites ?? undefined,
      reblogs_count: found.boosts ?? undefined,
      replies_count: found.replies ?? undefined,
    };
  };

  return {
    at,
    entryId: (arrivalKey: number) => findArrival({ arrival_key: arrivalKey })?.server_id,
    entry(arrivalKey: number): Payload {
      const arrival = findArrival({ arrival_key: arrivalKey });
      if (arrival === undefined) return undefined;
      const { login_key: loginKey, status_key: statusKey, arrived_at_ms: atMs } = arrival;
      const inner = at({ statusKey, loginKey, atMs });
      if (inner === undefined) return undefined;
      if (arrival.booster === null) return { ...inner, id: arrival.server_id };
      return {
        id: arrival.server_id,
        uri: arrival.boost_uri ?? undefined,
        url: arrival.boost_url ?? undefined,
        visibility: arrival.boost_visibility ?? undefined,
        created_at: isoOf(arrival.entered_at_ms as EpochMs),
        account: JSON.parse(arrival.booster),
        reblog: inner,
      };
    },
  };
}

type OwnEvent = 'owner' | 'filters' | 'followed_tags' | 'domain_blocks';

function openPersonPayloads(database: Database) {
  const findAccount = database.one('serve/find_recorded_account', ['login_key', 'account_key'], {
    profile: text,
    shows_boosts: nullable(integer),
    languages: nullable(text),
  });
  const findOwner = database.one('serve/find_recorded_owner', ['login_key'], {
    profile: text,
    owner_id: text,
  });
  const listFilters = database.many('serve/list_recorded_filters', ['login_key'], { body: text });
  const listTags = database.many('serve/list_recorded_tags', ['login_key', 'after_ms'], {
    name: text,
  });
  const listDomains = database.many('ingest/list_refused_domains', ['login_key'], { domain: text });

  return {
    own(event: OwnEvent, loginKey: number, afterMs: number | null): Payload {
      if (event === 'filters')
        return listFilters({ login_key: loginKey }).map(({ body }) => JSON.parse(body));
      if (event === 'followed_tags') return listTags({ login_key: loginKey, after_ms: afterMs });
      if (event === 'domain_blocks')
        return listDomains({ login_key: loginKey }).map(({ domain }) => domain);
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
